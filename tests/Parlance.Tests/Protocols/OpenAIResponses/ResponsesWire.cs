using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Responses;

namespace Parlance.Tests.Protocols.OpenAIResponses;

/// <summary>The wire under test, driven with plain strings.</summary>
internal static partial class ResponsesWire
{
    public const string Issuer = "test";

    private static readonly OpenAIResponsesProtocol s_protocol = new();

    public static ChatCall Read(string body) => s_protocol.ReadRequest(Encoding.UTF8.GetBytes(body), Issuer);

    public static (string Body, IReadOnlyList<ChatWarning> Warnings) Write(ChatOptions options, params ChatMessage[] messages)
    {
        var call = Call(options, messages.Length > 0 ? messages : [new ChatMessage(ChatRole.User, "Hi")]);
        return (Write(call), call.Warnings);
    }

    public static string Write(ChatCall call)
    {
        var body = new ArrayBufferWriter<byte>();
        s_protocol.WriteRequest(call, body);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    /// <summary>Writes what was read, to whoever the issuer is taken for.</summary>
    public static string WriteAgain(ChatCall call) =>
        Write(new ChatCall { Model = call.Model, Messages = call.Messages, Options = call.Options, IsStreaming = call.IsStreaming, Recipient = Issuer });

    /// <summary>One member of a written body.</summary>
    public static string Member(string body, string name) => JsonElement.Parse(body).GetProperty(name).GetRawText();

    public static string Encode(bool isStreaming, Action<ResponseEncoder> say)
    {
        var output = new ArrayBufferWriter<byte>();
        using var encoder = s_protocol.CreateEncoder(output, new ResponseContext(isStreaming, "asked-for") { FallbackId = "resp_made", TimeProvider = new FakeTimeProvider() });
        say(encoder);
        return NameMadeIds(Encoding.UTF8.GetString(output.WrittenSpan));
    }

    /// <summary>The items' made-up ids, numbered as they appear.</summary>
    private static string NameMadeIds(string text)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return MadeId().Replace(text, id =>
        {
            if (!names.TryGetValue(id.Value, out var name))
            {
                name = $"{id.Groups["kind"].Value}_{names.Count + 1}";
                names.Add(id.Value, name);
            }

            return name;
        });
    }

    private static ChatCall Call(ChatOptions options, ChatMessage[] messages) =>
        new() { Model = "m", Messages = messages, Options = options, Recipient = Issuer };

    [GeneratedRegex("(?<kind>msg|fc|ctc|rs|ig)_[0-9a-f]{32}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MadeId();
}
