using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// What a call adds to the body beyond its settings: as an inbound request of this wire left it over, or as the caller
/// wrote it into <c>ExtraBody</c>.
/// </summary>
internal readonly struct AnthropicAddedMembers
{
    private readonly JsonElement _leftOver;
    private readonly JsonElement? _additions;

    public AnthropicAddedMembers(ChatOptions options)
    {
        var extras = WireExtras.Get(options.AdditionalProperties);
        _leftOver = WireExtras.WireOf(extras) == AnthropicMessagesProtocol.WireName ? extras : default;
        _additions = options.ExtraBody;
    }

    public bool Has(ReadOnlySpan<byte> name) => Find(name).ValueKind != JsonValueKind.Undefined;

    public bool Has(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> name) => Find(owner, name).ValueKind != JsonValueKind.Undefined;

    /// <summary>A member of the body, undefined where there is none.</summary>
    public JsonElement Find(ReadOnlySpan<byte> name) =>
        WireExtras.MembersOf(_leftOver).TryGetMember(name, out var member) ? member : _additions.Member(name);

    /// <summary>A member of an object in the body, some of whose other members may be settings.</summary>
    public JsonElement Find(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> name) =>
        WireExtras.MembersOf(WireExtras.GetNested(_leftOver, owner)).TryGetMember(name, out var member) ? member : Find(owner).Member(name);
}
