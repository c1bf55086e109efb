using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>A block of the response being written.</summary>
internal sealed class OpenAIChatEncodedBlock(int index, in BlockInfo block) : EncodedBlock(block)
{
    public int Index => index;

    /// <summary>The call's number among the calls, -1 for what is none.</summary>
    public int CallIndex { get; init; } = -1;

    /// <summary>True once the client has been told that the call begins.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>What a host attached to the call beside its function, undefined where there is nothing.</summary>
    public JsonElement ExtraContent { get; private set; }

    public bool HasExtraContent => ExtraContent.ValueKind != JsonValueKind.Undefined;

    /// <summary>True where the call carries state that it has no member for on this wire: another issuer's, or its own in the form of another wire.</summary>
    public bool HasForeignState { get; private set; }

    public bool IsSound => Kind == BlockKind.Media && MediaType?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The state is read once, when it comes, and not for every piece of the arguments.</summary>
    protected override void OnState()
    {
        if (Kind != BlockKind.ToolCall)
        {
            return;
        }

        var text = StateText!;
        var state = OpenAIChatToolCallState.Read(text);
        HasForeignState = IsForeign || !OpenAIChatToolCallState.IsOwn(text);
        ExtraContent = HasForeignState ? default : state.Member("extra_content"u8);
    }
}
