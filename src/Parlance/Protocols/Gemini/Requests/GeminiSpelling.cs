using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>The spellings of requests that differ from what the writer makes of the same call.</summary>
internal static class GeminiSpelling
{
    /// <summary>A content without parts.</summary>
    public const string NoParts = "no-parts";

    /// <summary>A content that is all there is, and stood there without a list around it.</summary>
    public const string Bare = "bare";

    /// <summary>A result without a response, not even an empty one.</summary>
    public const string NoResponse = "no-response";

    /// <summary>A result of media alone, beside an empty response.</summary>
    public const string EmptyResponse = "empty-response";

    /// <summary>A result of media whose first text is the response as it stood.</summary>
    public const string WholeResponse = "whole-response";

    /// <summary>A message of the role that tools' results had before they moved to the user's turn.</summary>
    public const string FunctionRole = "function-role";

    /// <summary>Data in the alphabet of base64 that URLs take.</summary>
    public const string UrlSafe = "url-safe";

    /// <summary>Data whose base64 is not padded.</summary>
    public const string Unpadded = "unpadded";

    /// <summary>A function that begins a tool of its own, although functions stand in front of it.</summary>
    public const string NewGroup = "new-group";

    /// <summary>A tool that stood in one object with the functions in front of it.</summary>
    public const string JoinedGroup = "joined-group";

    private const string ModelKey = "parlance.geminiModel";
    private const string LevelKey = "parlance.geminiThinkingLevel";
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

    /// <summary>The level as it was spelled, where reasoning was set by a level.</summary>
    public static void NoteLevel(ChatOptions options, string level) => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, LevelKey, level);

    public static string? GetLevel(ChatOptions options) => Bag.GetText(options.AdditionalProperties, LevelKey);

    /// <summary>The schema as it stood, in the wire's own dialect or not, and the member that it stood in.</summary>
    public static AdditionalPropertiesDictionary? NoteSchema(AdditionalPropertiesDictionary? bag, string member, JsonElement schema) =>
        Bag.Set(Bag.Set(bag, SchemaNameKey, member), SchemaKey, schema);

    public static bool TryGetSchema(IReadOnlyDictionary<string, object?>? bag, out string member, out JsonElement schema)
    {
        member = Bag.GetText(bag, SchemaNameKey) ?? "";
        schema = Bag.GetJson(bag, SchemaKey);
        return member.Length > 0 && schema.ValueKind != JsonValueKind.Undefined;
    }
}
