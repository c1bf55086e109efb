using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Tools and the choice between them. One tool of the wire declares any number of functions.</summary>
internal static class GeminiToolReader
{
    public static void Read(GeminiMembers body, ChatOptions options)
    {
        if (!body.TryTake("tools", JsonValueKind.Array, out var tools))
        {
            return;
        }

        options.Tools = [];
        foreach (var tool in tools.EnumerateArray())
        {
            Read(tool, options.Tools);
        }
    }

    public static JsonElement ReadChoice(GeminiMembers config, ChatOptions options)
    {
        var calling = GeminiSettingsReader.Open(config, "functionCallingConfig");
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

        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: not null })
        {
            calling.Take("allowedFunctionNames");
        }

        return config.Rest(("functionCallingConfig", calling.Rest()));
    }

    private static void Read(JsonElement source, IList<AITool> tools)
    {
        var members = new GeminiMembers(source);
        if (members.TryTake("functionDeclarations", JsonValueKind.Array, out var declarations)
            && declarations.GetArrayLength() > 0
            && declarations.EnumerateArray().All(static declaration => declaration.Member("name"u8).AsText() is { Length: > 0 }))
        {
            var isNewGroup = tools is [.., AIFunctionDeclaration];
            foreach (var declaration in declarations.EnumerateArray())
            {
                tools.Add(ReadFunction(declaration, isNewGroup));
                isNewGroup = false;
            }

            ReadRest(members, tools);
            return;
        }

        tools.Add(ReadHosted(source.Clone(), []));
    }

    /// <summary>One tool of the wire may be several at once.</summary>
    private static void ReadRest(GeminiMembers members, IList<AITool> tools)
    {
        var rest = members.Rest().Member("members"u8);
        if (rest.ValueKind == JsonValueKind.Object && rest.EnumerateObject().Any(static member => member.Value.ValueKind != JsonValueKind.Null))
        {
            tools.Add(ReadHosted(rest, GeminiShape.NoteJoined()));
        }
    }

    private static AITool ReadHosted(JsonElement source, AdditionalPropertiesDictionary notes)
    {
        var members = new GeminiMembers(source);
        var isAlone = source.ValueKind == JsonValueKind.Object && source.GetPropertyCount() == 1;
        return isAlone && IsEmpty(members.Find("googleSearch")) ? new HostedWebSearchTool(notes)
            : isAlone && IsEmpty(members.Find("codeExecution")) ? new HostedCodeInterpreterTool(notes)
            : new WireTool(GeminiProtocol.WireName, source, notes);
    }

    private static DeclaredFunction ReadFunction(JsonElement source, bool isNewGroup)
    {
        var members = new GeminiMembers(source);
        var name = members.TakeText("name")!;
        var description = members.Find("description") is { ValueKind: JsonValueKind.String } text && !text.ValueEquals("") ? members.TakeText("description") : null;
        AdditionalPropertiesDictionary? bag = null;
        JsonElement schema = default;
        if (members.TryTake("parametersJsonSchema", JsonValueKind.Object, out var json))
        {
            schema = json.Clone();
            bag = GeminiShape.NoteSchema(bag, "parametersJsonSchema", schema);
        }
        else if (members.TryTake("parameters", JsonValueKind.Object, out var dialect))
        {
            schema = GeminiSchemaReader.ToJsonSchema(dialect);
            bag = GeminiShape.NoteSchema(bag, "parameters", dialect.Clone());
        }

        bag = isNewGroup ? GeminiShape.NoteGroup(bag) : bag;
        return new DeclaredFunction(name, description, schema, Bag.Set(bag, WireExtras.Key, members.Rest()));
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 0;
}
