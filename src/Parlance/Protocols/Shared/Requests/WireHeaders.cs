using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// The headers of an inbound request that say something of the call: <c>{"wire","headers"}</c> under the key
/// <c>parlance.headers</c> of its options. They go back to the host that they were meant for, and to no other.
/// </summary>
internal static class WireHeaders
{
    private const string Key = "parlance.headers";

    /// <summary>Keeps those headers that a wire knows by name; a name that ends in a star stands for all that begin so.</summary>
    public static void Keep(ChatOptions options, string wire, IReadOnlyList<string> known, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var kept = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (known.Any(pattern => Matches(pattern, name)))
            {
                kept[name] = kept.TryGetValue(name, out var before) ? $"{before},{value}" : value;
            }
        }

        if (kept.Count > 0)
        {
            options.AdditionalProperties = Bag.Set(options.AdditionalProperties, Key, Write(wire, kept));
        }
    }

    /// <summary>The headers that go to the recipient of a call: those of its own client's request.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ToSend(ChatCall call, string wire) =>
        Bag.GetJson(call.Options.AdditionalProperties, Key) is var kept && WireExtras.WireOf(kept) == wire && call.IsOwnOf(wire) ? Read(kept) : [];

    /// <summary>Reports the headers that the recipient does not get.</summary>
    public static void ReportLoss(ChatCall call, string wire)
    {
        var kept = Bag.GetJson(call.Options.AdditionalProperties, Key);
        if (WireExtras.WireOf(kept) is not { } origin || (origin == wire && call.IsOwnOf(wire)))
        {
            return;
        }

        foreach (var (name, _) in Read(kept))
        {
            var field = ((FieldPath)"headers").Of(name);
            if (WithoutEffect.FindHeader(origin) is { } nothing)
            {
                call.Warn(nothing, field);
            }
            else
            {
                call.Warn(ChatWarningKind.Other, field, "The features that the header switches on are those of the host that it was meant for; what the request itself needs is asked for anew.");
            }
        }
    }

    private static bool Matches(string pattern, string name) => pattern.EndsWith('*')
        ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : name.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<string, string>> Read(JsonElement kept) =>
        kept.Member("headers"u8).EnumerateObject().Select(static header => KeyValuePair.Create(header.Name, header.Value.AsText() ?? ""));

    private static JsonElement Write(string wire, OrderedDictionary<string, string> headers)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            json.WriteString("wire"u8, wire);
            json.WriteStartObject("headers"u8);
            foreach (var (name, value) in headers)
            {
                json.WriteString(name.ToLowerInvariant(), value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }
}
