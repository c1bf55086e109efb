using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Tools and the choice between them. One tool of the wire declares any number of functions.</summary>
internal static class GeminiToolReader
{
    /// <summary>Takes the tools out of the body; null where it has none.</summary>
    public static IList<AITool>? Take(RequestMembers body)
    {
        var tools = new List<AITool>();
        foreach (var tool in body.TakeArray("tools"))
        {
            Read(tool, tools);
        }

        return tools.Count > 0 ? tools : null;
    }

    public static void ReadChoice(RequestMembers config, ChatOptions options)
    {
        var calling = config.Open("functionCallingConfig");
        var names = calling.Find("allowedFunctionNames");
        var only = names.ValueKind == JsonValueKind.Array && names.GetArrayLength() == 1 ? names[0].AsText() : null;
        options.ToolMode = calling.Find("mode").AsText() switch
        {
            "AUTO" => ChatToolMode.Auto,
            "NONE" => ChatToolMode.None,
            "ANY" when only is not null => ChatToolMode.RequireSpecific(only),
            "ANY" => ChatToolMode.RequireAny,
            _ => null,
        };
        if (options.ToolMode is not null)
        {
            calling.Take("mode");
        }

        if (options.ToolMode is RequiredChatToolMode && names.ValueKind == JsonValueKind.Array && names.EnumerateArray().All(static name => name.ValueKind == JsonValueKind.String))
        {
            calling.Take("allowedFunctionNames");
            options.AllowedTools = only is null ? [.. names.EnumerateArray().Select(static name => name.AsText()!)] : null;
        }
    }

    private static void Read(JsonElement source, List<AITool> tools)
    {
        var members = GeminiName.Members(source);
        if (members.TakeArray("functionDeclarations", static declaration => declaration.Member("name"u8).AsText() is { Length: > 0 }) is { Count: > 0 } declarations)
        {
            var isNewGroup = tools is [.., AIFunctionDeclaration];
            foreach (var declaration in declarations)
            {
                tools.Add(ReadFunction(declaration, isNewGroup));
                isNewGroup = false;
            }

            // One tool of the wire may be several at once.
            if (WireExtras.MembersOf(members.Extras()) is { ValueKind: JsonValueKind.Object } others && others.EnumerateObject().Any(static other => other.Value.ValueKind != JsonValueKind.Null))
            {
                tools.Add(ReadHosted(others, members.Note([], GeminiSpelling.JoinedGroup)!));
            }

            return;
        }

        tools.Add(ReadHosted(source, []));
    }

    private static AITool ReadHosted(JsonElement source, AdditionalPropertiesDictionary notes)
    {
        var members = GeminiName.Members(source);
        var isAlone = source.ValueKind == JsonValueKind.Object && source.GetPropertyCount() == 1;
        return isAlone && IsEmpty(members.Find("googleSearch")) ? new HostedWebSearchTool(notes)
            : isAlone && IsEmpty(members.Find("codeExecution")) ? new HostedCodeInterpreterTool(notes)
            : new WireTool(GeminiProtocol.WireName, source, notes);
    }

    private static DeclaredFunction ReadFunction(JsonElement source, bool isNewGroup)
    {
        var members = GeminiName.Members(source);
        var name = members.TakeText("name")!;
        var description = members.TakeText("description");
        AdditionalPropertiesDictionary? bag = null;
        JsonElement schema = default;
        if (members.TryTake("parametersJsonSchema", JsonValueKind.Object, out var json))
        {
            schema = json;
            bag = GeminiSpelling.NoteSchema(bag, "parametersJsonSchema", schema);
        }
        else if (members.TryTake("parameters", JsonValueKind.Object, out var dialect))
        {
            schema = GeminiSchemaReader.ToJsonSchema(dialect);
            bag = GeminiSpelling.NoteSchema(bag, "parameters", dialect);
        }

        bag = members.Note(bag, GeminiSpelling.NewGroup, isNewGroup);
        return new DeclaredFunction(name, description, schema, members.AddExtras(bag));
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 0;
}
