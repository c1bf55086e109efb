using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.MessageShape;

/// <summary>Tools: <c>{"type": "function", "function": {"name", "description", "parameters"}}</c>, in the caller's order.</summary>
internal static class FunctionTools
{
    /// <summary>Takes the tools out of the object that holds them; null where there are none.</summary>
    public static IList<AITool>? Take(MessageNames names, RequestMembers members)
    {
        var tools = members.TakeArray(names.Tools, static tool => tool.ValueKind == JsonValueKind.Object);
        return tools.Count > 0 ? [.. tools.Select(tool => Read(names, members.Inside(names.Tools, tool)))] : null;
    }

    /// <summary>Writes the tools of a call.</summary>
    /// <param name="writer">The request.</param>
    /// <param name="names">How the wire spells their members.</param>
    /// <param name="hasStrictMode">True where the wire says somewhere that schemas are to be followed strictly.</param>
    public static void Write(RequestBodyWriter writer, MessageNames names, bool hasStrictMode = false)
    {
        var isOpen = false;
        var tools = writer.Call.Options.Tools ?? [];
        for (var i = 0; i < tools.Count; i++)
        {
            var field = $"Tools[{i}]";
            if (tools[i] is not AIFunctionDeclaration && (tools[i] as WireTool)?.Wire != writer.Wire)
            {
                writer.Unsupported(tools[i], field);
                continue;
            }

            if (!isOpen)
            {
                writer.Json.WriteStartArray(names.Tools);
                isOpen = true;
            }

            Write(writer, names, tools[i], field);
            if (tools[i].IsStrict == true && !hasStrictMode)
            {
                writer.Unsupported($"{field}.Strict", "This wire has no strict mode for tools; the tool is sent without it.");
            }
        }

        if (isOpen)
        {
            writer.Json.WriteEndArray();
        }
    }

    private static AITool Read(MessageNames names, RequestMembers members)
    {
        var isTyped = members.TryTake(names.Type, FunctionCalls.IsFunction, out _);
        var function = members.Open(names.Function);
        var hasSchema = TryTakeSchema(names, function, out var schema);
        if (isTyped != members.Has(names.Type) || function.TakeText(names.Name) is not { } name || hasSchema != function.Has(names.Parameters))
        {
            // A schema in a form of the vendor's own is nothing that another wire could say.
            return new WireTool(members.Wire, members.Source);
        }

        var description = function.TakeText(names.Description);
        var bag = members.AddExtras(null);
        bag = members.Note(bag, Spelling.NoType, !isTyped);
        bag = members.Note(bag, Spelling.NoParameters, !hasSchema);
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

    /// <summary>Writes one tool, as it stands among the others or where a wire names it again.</summary>
    public static void Write(RequestBodyWriter writer, MessageNames names, AITool tool, string field)
    {
        if (tool is not AIFunctionDeclaration declaration)
        {
            writer.WriteRaw(((WireTool)tool).Definition);
            return;
        }

        var extras = WireExtras.Get(tool);
        var start = writer.BeginObject();
        if (!writer.IsSpelled(tool.AdditionalProperties, Spelling.NoType))
        {
            writer.Json.WriteString(names.Type, "function"u8);
        }

        var utf8 = Encoding.UTF8.GetBytes(names.Function);
        var function = writer.BeginObject(utf8);
        writer.Json.WriteString(names.Name, tool.Name);
        if (tool.Description.Length > 0)
        {
            writer.Json.WriteString(names.Description, tool.Description);
        }

        if (!writer.IsSpelled(tool.AdditionalProperties, Spelling.NoParameters))
        {
            writer.Json.WritePropertyName(names.Parameters);
            if (names.HasTextParameters)
            {
                writer.Json.WriteStringValue(JsonMarshal.GetRawUtf8Value(declaration.JsonSchema));
            }
            else
            {
                writer.WriteRaw(declaration.JsonSchema);
            }
        }

        writer.EndNested(function, extras, utf8);
        writer.EndObject(start, tool, field);
    }
}
