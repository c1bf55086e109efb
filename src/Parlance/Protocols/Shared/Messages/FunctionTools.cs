using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>Tools: <c>{"type": "function", "function": {"name", "description", "parameters"}}</c>, in the caller's order.</summary>
internal static class FunctionTools
{
    private const string NoStrictMode = "This wire has no strict mode for tools; the tool is sent without it.";

    /// <summary>Takes the tools out of the object that holds them; null where there are none.</summary>
    /// <param name="names">How the wire spells their members.</param>
    /// <param name="members">The object.</param>
    /// <param name="wireType">What the wire calls these tools, where it has several kinds.</param>
    public static List<AITool>? Take(MessageNames names, RequestMembers members, string? wireType = null)
    {
        var tools = members.TakeArray(names.Tools, names.KeepsSpelling ? static tool => tool.ValueKind == JsonValueKind.Object : null);
        return tools.Count > 0 ? tools.ConvertAll(tool => Read(names, members.Inside(names.Tools, tool), wireType)) : null;
    }

    public static bool IsFunction(JsonElement type) => type.ValueKind == JsonValueKind.String && type.ValueEquals("function");

    /// <summary>Writes the tools of a call.</summary>
    /// <param name="writer">The request.</param>
    /// <param name="names">How the wire spells their members.</param>
    /// <param name="hasStrictMode">True where it is said somewhere that schemas are to be followed strictly.</param>
    /// <param name="noStrictMode">What is reported of a strict function elsewhere.</param>
    /// <param name="belongs">Which tools belong to this list, null for all.</param>
    /// <returns>True where a tool was written.</returns>
    public static bool Write(RequestBodyWriter writer, MessageNames names, bool hasStrictMode = false, string noStrictMode = NoStrictMode, Func<AITool, bool>? belongs = null)
    {
        var isOpen = false;
        var tools = writer.Call.Options.Tools ?? [];
        for (var i = 0; i < tools.Count; i++)
        {
            if (belongs?.Invoke(tools[i]) == false)
            {
                continue;
            }

            var field = FieldPath.OfTool(i);
            if (!isOpen)
            {
                writer.Json.WriteStartArray(names.Tools.Utf8);
                isOpen = true;
            }

            Write(writer, names, tools[i], field, hasStrictMode);
            if (tools[i].IsStrict == true && !hasStrictMode)
            {
                writer.Unsupported(field.Of("Strict"), noStrictMode);
            }
        }

        if (isOpen)
        {
            writer.Json.WriteEndArray();
        }

        return isOpen;
    }

    /// <summary>Writes one tool, as it stands among the others or where a wire names it again.</summary>
    public static void Write(RequestBodyWriter writer, MessageNames names, AITool tool, FieldPath field, bool hasStrictMode = false)
    {
        if (tool is not AIFunctionDeclaration declaration)
        {
            WriteOther(writer, (WireTool)tool);
            return;
        }

        var start = writer.BeginObject();
        if (names.HasBareFunctions)
        {
            WriteFunction(writer, names, declaration, hasStrictMode);
        }
        else
        {
            if (!writer.IsSpelled(tool.AdditionalProperties, Spelling.NoType))
            {
                writer.Json.WriteString(names.Type.Utf8, "function"u8);
            }

            var function = writer.BeginObject(names.Function.Utf8);
            WriteFunction(writer, names, declaration, hasStrictMode);
            writer.EndNested(function, WireExtras.Get(tool), names.Function.Utf8);
        }

        writer.EndObject(start, tool, field);
    }

    /// <summary>A tool of the wire's own, or one that takes free text and came on another.</summary>
    private static void WriteOther(RequestBodyWriter writer, WireTool tool)
    {
        if (tool.Wire == writer.Wire || CustomTool.Find(tool) is not { } custom)
        {
            writer.WriteRaw(tool.Definition);
            return;
        }

        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("type"u8, "custom"u8);
        json.WriteStartObject("custom"u8);
        json.WriteString("name"u8, custom.Name);
        json.WriteOptional("description"u8, custom.Description);
        if (custom.Grammar is { } grammar)
        {
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "grammar"u8);
            json.WriteStartObject("grammar"u8);
            json.WriteOptional("syntax"u8, custom.Syntax);
            json.WriteString("definition"u8, grammar);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFunction(RequestBodyWriter writer, MessageNames names, AIFunctionDeclaration function, bool hasStrictMode)
    {
        writer.Json.WriteString(names.Name.Utf8, function.Name);
        if (function.Description is { Length: > 0 } description)
        {
            writer.Json.WriteString(names.Description.Utf8, description);
        }

        if (names.HasTextParameters && !writer.IsSpelled(function.AdditionalProperties, Spelling.NoParameters))
        {
            writer.Json.WriteString(names.Parameters.Utf8, JsonMarshal.GetRawUtf8Value(function.JsonSchema));
        }
        else if (!writer.IsSpelled(function.AdditionalProperties, Spelling.NoParameters))
        {
            writer.WriteRaw(names.Parameters.Utf8, function.JsonSchema);
        }

        if (hasStrictMode && names.Strict is { } strict)
        {
            writer.Json.WriteOptional(strict.Utf8, function.IsStrict);
        }
    }

    private static AITool Read(MessageNames names, RequestMembers members, string? wireType)
    {
        var isTyped = members.TryTake(names.Type, IsFunction, out _);
        var function = names.HasBareFunctions ? members : members.Open(names.Function);
        var hasSchema = TryTakeSchema(names, function, out var schema);
        if (isTyped != members.Has(names.Type) || function.TakeText(names.Name) is not { } name || (names.KeepsSpelling && hasSchema != function.Has(names.Parameters)))
        {
            // A schema in a form of the vendor's own is nothing that another wire could say.
            return new WireTool(members.Wire, members.Source);
        }

        var description = function.TakeText(names.Description);
        AdditionalPropertiesDictionary? bag = null;
        if (names.Strict is { } member && function.TakeFlag(member) is { } strict)
        {
            bag = new() { [AIToolExtensions.StrictKey] = strict };
        }

        if (wireType is not null)
        {
            (bag ??= [])[AIToolExtensions.WireTypeKey] = wireType;
        }

        bag = members.AddExtras(bag);
        bag = members.Note(bag, Spelling.NoType, names.KeepsSpelling && !isTyped);
        bag = members.Note(bag, Spelling.NoParameters, names.KeepsSpelling && !hasSchema);
        return new DeclaredFunction(name, description, schema, bag);
    }

    private static bool TryTakeSchema(MessageNames names, RequestMembers function, out JsonElement schema)
    {
        if (!names.HasTextParameters)
        {
            return function.TryTake(names.Parameters, JsonValueKind.Object, out schema);
        }

        schema = JsonElementExtensions.Parse(function.Find(names.Parameters).AsText(), JsonValueKind.Object);
        if (schema.ValueKind == JsonValueKind.Undefined)
        {
            return false;
        }

        function.Take(names.Parameters);
        return true;
    }
}
