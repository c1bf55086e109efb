using System.Text.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>Extras without members: they say of content that is kept whole which wire it belongs to.</summary>
internal static class WireMark
{
    public static JsonElement Empty { get; } = JsonElement.Parse($$$"""{"wire":"{{{ChatWireNames.Wire}}}","members":{}}""");
}
