using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// A tool call's signature on two wires of one service: bare on the one, <c>{"extra_content": {"google":
/// {"thought_signature": …}}}</c> on the other, as
/// https://ai.google.dev/gemini-api/docs/thought-signatures describes for both.
/// </summary>
internal static class ThoughtSignature
{
    /// <summary>The signature as it stands bare, whichever form the state has.</summary>
    public static string ToBare(string state) => FindIn(JsonElementExtensions.Parse(state, JsonValueKind.Object)) ?? state;

    /// <summary>A bare signature; null for state of any other form.</summary>
    public static string? FindBare(string? state) => state is { Length: > 0 } && state[0] != '{' ? state : null;

    /// <summary>Writes a bare signature as the member of a call.</summary>
    public static void WriteExtraContent(Utf8JsonWriter json, string signature)
    {
        json.WriteStartObject("extra_content"u8);
        json.WriteStartObject("google"u8);
        json.WriteString("thought_signature"u8, signature);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? FindIn(JsonElement state) => state.Member("extra_content"u8).Member("google"u8).Member("thought_signature"u8).AsText();
}
