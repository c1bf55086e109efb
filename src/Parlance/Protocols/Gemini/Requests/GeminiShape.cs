using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Where something that was read from this wire differs in form, not in meaning, from what the writer makes of it. It
/// keeps a request the same when it is written again, and says nothing to any other wire.
/// </summary>
internal static class GeminiShape
{
    /// <summary>The role that tools' results had before they moved to the user's turn.</summary>
    public const string FunctionRole = "function";

    private const string ModelKey = "parlance.geminiModel";
    private const string BareKey = "parlance.geminiBare";
    private const string NoPartsKey = "parlance.geminiNoParts";
    private const string RoleKey = "parlance.geminiRole";
    private const string LevelKey = "parlance.geminiThinkingLevel";
    private const string NoIdKey = "parlance.geminiNoId";
    private const string NoResponseKey = "parlance.geminiNoResponse";
    private const string GroupKey = "parlance.geminiNewGroup";
    private const string JoinedKey = "parlance.geminiJoined";
    private const string SchemaKey = "parlance.geminiSchema";
    private const string SchemaNameKey = "parlance.geminiSchemaMember";

    /// <summary>Some clients repeat the model in the body, with or without the name of its resource.</summary>
    public static string ReadModel(RequestMembers members, ChatOptions options)
    {
        if (members.TakeText("model") is not { } model)
        {
            return "";
        }

        var slash = model.LastIndexOf('/') + 1;
        options.AdditionalProperties = Bag.Set(options.AdditionalProperties, ModelKey, model[..slash]);
        return model[slash..];
    }

    /// <summary>What stands before the model in the body, null where the model is not repeated there.</summary>
    public static string? GetModelPrefix(ChatOptions options) => Bag.GetText(options.AdditionalProperties, ModelKey);

    /// <summary>The content has no parts.</summary>
    public static AdditionalPropertiesDictionary? NoteNoParts(AdditionalPropertiesDictionary? bag) => Bag.Set(bag, NoPartsKey, true);

    public static bool HasNoParts(ChatMessage message) => message.Contents.Count == 0 && Bag.GetFlag(message.AdditionalProperties, NoPartsKey) is true;

    /// <summary>The content is all there is, and stood there without a list around it.</summary>
    public static AdditionalPropertiesDictionary? NoteBare(AdditionalPropertiesDictionary? bag) => Bag.Set(bag, BareKey, true);

    public static bool IsBare(ChatMessage message) => Bag.GetFlag(message.AdditionalProperties, BareKey) is true;

    public static AdditionalPropertiesDictionary? NoteRole(AdditionalPropertiesDictionary? bag) => Bag.Set(bag, RoleKey, FunctionRole);

    public static string? GetRole(ChatMessage message) => Bag.GetText(message.AdditionalProperties, RoleKey);

    /// <summary>The result was paired with its call by name: its id is the call's.</summary>
    public static void NoteNoId(FunctionResultContent result) => result.AdditionalProperties = Bag.Set(result.AdditionalProperties, NoIdKey, true);

    public static bool HasId(FunctionResultContent result) => Bag.GetFlag(result.AdditionalProperties, NoIdKey) is null;

    /// <summary>The result has no response, not even an empty one.</summary>
    public static void NoteNoResponse(FunctionResultContent result) => result.AdditionalProperties = Bag.Set(result.AdditionalProperties, NoResponseKey, true);

    public static bool HasResponse(FunctionResultContent result) => result.Result is not null || Bag.GetFlag(result.AdditionalProperties, NoResponseKey) is null;

    /// <summary>The level as it was spelled, where reasoning was set by a level.</summary>
    public static void NoteLevel(ChatOptions options, string level) => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, LevelKey, level);

    public static string? GetLevel(ChatOptions options) => Bag.GetText(options.AdditionalProperties, LevelKey);

    /// <summary>The function begins a tool of its own, although functions stand in front of it.</summary>
    public static AdditionalPropertiesDictionary? NoteGroup(AdditionalPropertiesDictionary? bag) => Bag.Set(bag, GroupKey, true);

    public static bool BeginsGroup(AITool tool) => HasFlag(tool, GroupKey);

    /// <summary>The tool stood in one object with the functions in front of it.</summary>
    public static AdditionalPropertiesDictionary NoteJoined() => new() { [JoinedKey] = true };

    public static bool JoinsGroup(AITool tool) => HasFlag(tool, JoinedKey);

    private static bool HasFlag(AITool tool, string key) =>
        tool.AdditionalProperties.TryGetValue(key, out var value) && value is true or JsonElement { ValueKind: JsonValueKind.True };

    /// <summary>The schema as it stood, in the wire's own dialect or not, and the member that it stood in.</summary>
    public static AdditionalPropertiesDictionary? NoteSchema(AdditionalPropertiesDictionary? bag, string member, JsonElement schema) =>
        Bag.Set(Bag.Set(bag, SchemaNameKey, member), SchemaKey, schema);

    public static bool TryGetSchema(IReadOnlyDictionary<string, object?>? bag, out string member, out JsonElement schema)
    {
        member = "";
        schema = default;
        if (bag is null || !bag.TryGetValue(SchemaKey, out var value) || value is not JsonElement element
            || !bag.TryGetValue(SchemaNameKey, out var name) || (name as string ?? name?.ToString()) is not { } text)
        {
            return false;
        }

        member = text;
        schema = element;
        return true;
    }
}
