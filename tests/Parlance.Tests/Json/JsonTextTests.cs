using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Parlance.Json;

namespace Parlance.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("""\"\\\/\b\f\n\r\t""", "\"\\/\b\f\n\r\t")]
    [InlineData("""\u00e4\u20ac\uD83D\uDE00""", "ä€😀")]
    [InlineData("""\ud83d""", "\uFFFD")]
    [InlineData("""\ude00x""", "\uFFFDx")]
    [InlineData("""\ud83dx""", "\uFFFDx")]
    [InlineData("""\ud83d\n""", "\uFFFD\n")]
    [InlineData("""\ud83d\ud83d\ude00""", "\uFFFD😀")]
    [InlineData("""\u0000""", "\0")]
    public void Escapes_become_text(string escaped, string text) =>
        JsonText.ToText(Encoding.UTF8.GetBytes(escaped), escaped.Contains('\\')).ShouldBe(text);

    [Fact]
    public void Any_valid_string_reads_as_the_framework_reads_it() =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var valid = MakeValid(text);
            var escaped = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(valid, AIJson.String))[1..^1];
            return JsonText.ToText(escaped, isEscaped: true) == valid;
        }));

    [Fact]
    public void Where_deltas_are_cut_makes_no_difference() =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<PositiveInt>(), (text, size) =>
        {
            // Wires cut between UTF-16 units, so that every unit is an escape of its own here, surrogate halves included.
            var valid = MakeValid(text) + "😀";
            var written = new StringBuilder();
            var carry = '\0';
            foreach (var piece in valid.Chunk(size.Get % 5 + 1))
            {
                var escaped = Encoding.UTF8.GetBytes(string.Concat(piece.Select(unit => $"\\u{(int)unit:x4}")));
                var buffer = new byte[JsonText.MaxLength(escaped.Length)];
                var length = JsonText.Unescape(escaped, buffer, ref carry);
                written.Append(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, length));
            }

            return carry == '\0' && written.ToString() == valid;
        }));

    private static string MakeValid(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));

    private static class AIJson
    {
        public static System.Text.Json.Serialization.Metadata.JsonTypeInfo<string> String { get; } =
            (System.Text.Json.Serialization.Metadata.JsonTypeInfo<string>)JsonSerializerOptions.Default.GetTypeInfo(typeof(string));
    }
}
