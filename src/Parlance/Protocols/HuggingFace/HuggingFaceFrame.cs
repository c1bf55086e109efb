using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.HuggingFace;

/// <summary>What one event, or a whole answer, says.</summary>
internal readonly ref struct HuggingFaceFrame
{
    private HuggingFaceFrame(JsonSlice body)
    {
        Body = body;
        Token = body.Member("token"u8);
        GeneratedText = body.Member("generated_text"u8);
        Details = body.Member("details"u8);
        Error = body.Member("error"u8);
    }

    public JsonSlice Body { get; }

    public JsonSlice Token { get; }

    public JsonSlice GeneratedText { get; }

    public JsonSlice Details { get; }

    public JsonSlice Error { get; }

    public static HuggingFaceFrame Read(ReadOnlySpan<byte> data)
    {
        var whole = JsonSlice.Parse(data);
        // Several prompts give several texts; a call has one.
        var body = whole.First().Or(whole);
        return body.IsObject ? new HuggingFaceFrame(body) : throw new JsonException("A generation is a JSON object.");
    }
}
