using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Tests.Json;

public sealed class JsonEscaperTests
{
    [Fact]
    public void Every_character_is_written_as_the_framework_writes_it()
    {
        var utf8 = new byte[64];
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var text = $"before {(char)code}after";
            if (JsonEscaper.TryEscape(text, utf8, out var length))
            {
                Encoding.UTF8.GetString(utf8, 0, length).ShouldBe(WriteByFramework(text), $"U+{code:X4}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\"")]
    [InlineData("""{"city":"Reykjavík","days":[1,2]}""")]
    [InlineData("first line\r\n\tsecond \\ line\n")]
    public void Common_text_needs_no_help(string text)
    {
        var utf8 = new byte[text.Length * JsonEscaper.MaximumExpansion];
        JsonEscaper.TryEscape(text, utf8, out var length).ShouldBeTrue();
        Encoding.UTF8.GetString(utf8, 0, length).ShouldBe(WriteByFramework(text));
    }

    [Theory]
    [InlineData("\u0000")]
    [InlineData("\u00AD")]
    [InlineData("日本")]
    [InlineData("😀")]
    [InlineData("half \ud83d")]
    public void Rare_characters_are_left_to_the_framework(string text) =>
        JsonEscaper.TryEscape(text, new byte[64], out _).ShouldBeFalse();

    private static string WriteByFramework(string text)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStringValue(text);
        }

        return Encoding.UTF8.GetString(buffer.ToArray())[1..^1];
    }
}
