using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Content that .NET has no type for: it is kept whole, and marked with the wire that it came on.</summary>
internal static class WholeContent
{
    /// <summary>Keeps a part or a block.</summary>
    /// <param name="wire">The wire that it came on.</param>
    /// <param name="source">The part.</param>
    /// <param name="type">The wire's own type of it.</param>
    /// <param name="issuer">Who made it.</param>
    public static AIContent Keep(string wire, JsonElement source, string? type, string? issuer) => new()
    {
        AdditionalProperties = Bag.Set(null, WireExtras.Key, WireExtras.Mark(wire)),
        Raw = source,
        WireType = type,
        Issuer = issuer,
    };

    /// <summary>The wire that a content is marked with, null for none.</summary>
    public static string? WireOf(AIContent content) => WireExtras.WireOf(WireExtras.Get(content.AdditionalProperties));

    /// <summary>True for a content that came on the wire that is written, or from the very provider that will receive it.</summary>
    public static bool IsOf(AIContent content, string written, ChatCall call) =>
        WireOf(content) is { } wire ? wire == written
        : content.Issuer is { } issuer ? issuer == call.Recipient
        : content.WireType is null;
}
