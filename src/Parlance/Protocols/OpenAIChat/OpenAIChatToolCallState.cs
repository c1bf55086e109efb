using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// What a tool call carries beside id, name and arguments and must carry again when it goes back: an object of members,
/// kept as the call's opaque state.
/// </summary>
internal static class OpenAIChatToolCallState
{
    /// <summary>The state of a call.</summary>
    /// <param name="extraContent">The member <c>extra_content</c>.</param>
    public static byte[] Write(ReadOnlySpan<byte> extraContent) => [.. "{\"extra_content\":"u8, .. extraContent, (byte)'}'];

    /// <summary>The members, undefined for state of another kind.</summary>
    public static JsonElement Read(string? state) => JsonElementExtensions.Parse(state, JsonValueKind.Object);

    /// <summary>True where every member of the state is one that this wire has on a tool call, so that it may be written there.</summary>
    public static bool IsOwn(string state)
    {
        var members = Read(state);
        return members.ValueKind == JsonValueKind.Object && members.EnumerateObject().All(static member => member.Name is "extra_content");
    }

    /// <summary>True for a call that stood in <c>function_call</c>, the wire's earlier and only member for calls, which has no id.</summary>
    public static bool IsLegacyFunction(FunctionCallContent call) => call.CallId.Length == 0 && !Spelling.Has(call.AdditionalProperties, OpenAIChatSpelling.Wire, Spelling.NoId);
}
