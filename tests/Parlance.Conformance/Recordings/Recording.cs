using System.Text;
using System.Text.Json;

namespace Parlance.Conformance.Recordings;

/// <summary>One recorded exchange, as the recordings' own README describes it.</summary>
public sealed record Recording(string Id, string Wire, JsonElement Line)
{
    public int Status => Line.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Number ? status.GetInt32() : 200;

    public string Fidelity => Text("fidelity") ?? "";

    /// <summary>True where what the provider said has come down to us whole, if not byte for byte.</summary>
    public bool IsFaithful => Fidelity is "raw" or "reserialized";

    public byte[] ResponseBody { get; } = Line.TryGetProperty("response_body_b64", out var base64) && base64.ValueKind == JsonValueKind.String
        ? base64.GetBytesFromBase64()
        : Encoding.UTF8.GetBytes(ReadText(Line, "response_body") ?? "");

    public string? RequestBody => Text("request_body");

    public bool HasResponse => ResponseBody.Length > 0;

    /// <summary>True where the body is a stream, whatever the recording declares: its first byte decides, and for lines of JSON their number.</summary>
    public bool IsStream => ResponseBody.AsSpan().TrimStart(" \r\n\t"u8) is { IsEmpty: false } body
        && (body[0] is not ((byte)'{' or (byte)'[') || (Wire.StartsWith("ollama-", StringComparison.Ordinal) && body.TrimEnd("\r\n"u8).IndexOf("}\n{"u8) >= 0));

    /// <summary>How the network cut the body, empty where nobody wrote it down.</summary>
    public int[] ChunkSizes => Line.TryGetProperty("chunk_sizes", out var sizes) && sizes.ValueKind == JsonValueKind.Array
        ? [.. sizes.EnumerateArray().Select(size => size.GetInt32())]
        : [];

    public string? Text(string member) => ReadText(Line, member);

    public override string ToString() => $"{Wire}/{Id}";

    private static string? ReadText(JsonElement line, string member) =>
        line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
