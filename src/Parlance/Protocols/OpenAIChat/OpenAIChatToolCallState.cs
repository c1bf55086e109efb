using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// What a tool call carries beside id, name and arguments and must carry again when it goes back: an object of members,
/// kept as the call's opaque state.
/// </summary>
internal static class OpenAIChatToolCallState
{
    /// <summary>The state of a call that stood in <c>function_call</c>, the wire's earlier and only member for calls.</summary>
    public const string LegacyFunction = """{"type":"function_call"}""";

    private static ReadOnlySpan<byte> CustomType => """{"type":"custom"}"""u8;

    /// <summary>The state of a call.</summary>
    /// <param name="isCustom">True for a call to a custom tool, whose input is plain text.</param>
    /// <param name="extraContent">The member <c>extra_content</c>, or empty.</param>
    public static byte[] Write(bool isCustom, ReadOnlySpan<byte> extraContent) =>
        extraContent.IsEmpty ? CustomType.ToArray()
        : isCustom ? [.. CustomType[..^1], .. ",\"extra_content\":"u8, .. extraContent, (byte)'}']
        : [.. "{\"extra_content\":"u8, .. extraContent, (byte)'}'];

    /// <summary>The members, undefined for state of another kind.</summary>
    public static JsonElement Read(string? state) => JsonElementExtensions.Parse(state, JsonValueKind.Object);

    /// <summary>True for a call to a custom tool.</summary>
    public static bool IsCustom(JsonElement state) => state.Member("type"u8).AsText() == "custom";

    /// <summary>True where every member of the state is one that this wire has on a tool call, so that it may be written there.</summary>
    public static bool IsOwn(string state)
    {
        var members = Read(state);
        return members.ValueKind == JsonValueKind.Object && members.EnumerateObject().All(static member => member.Name is "type" or "extra_content");
    }

    /// <summary>True for a call that stood in <c>function_call</c>.</summary>
    public static bool IsLegacyFunction(string? state) => state == LegacyFunction;
}
