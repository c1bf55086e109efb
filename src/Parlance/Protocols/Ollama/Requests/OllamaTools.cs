using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>Tools: functions, declared by name, description and schema. The wire has no others.</summary>
internal static class OllamaTools
{
    /// <summary>Reads a tool; one that is no function is kept as it stands.</summary>
    public static AITool Read(string wire, JsonElement source)
    {
        var members = new RequestMembers(wire, source);
        var isTyped = members.TryTake("type", value => value.AsText() == "function", out _);
        var function = members.Open("function");
        if (isTyped != members.Has("type") || function.TakeText("name") is not { } name)
        {
            return new WireTool(wire, source);
        }

        var description = function.TakeText("description");
        var hasSchema = function.TryTake("parameters", JsonValueKind.Object, out var schema);
        var bag = members.AddExtras(null);
        bag = members.Note(bag, Spelling.NoType, !isTyped);
        bag = members.Note(bag, Spelling.NoParameters, !hasSchema);
        return new DeclaredFunction(name, description, schema, bag);
    }

    public static void Write(WireWriter writer)
    {
        if (writer.Call.Options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        switch (writer.Call.Options.ToolMode)
        {
            case NoneChatToolMode:
                writer.Coerced("ToolMode", "This wire cannot forbid tool calls; the tools themselves were left out.");
                return;
            case RequiredChatToolMode:
                writer.Unsupported("ToolMode", "This wire cannot make the model call a tool; it decides by itself.");
                break;
        }

        if (writer.Call.Options.AllowMultipleToolCalls == false)
        {
            writer.Unsupported("AllowMultipleToolCalls", "This wire cannot keep the model from calling several tools at once.");
        }

        var isOpen = false;
        for (var i = 0; i < tools.Count; i++)
        {
            var field = $"Tools[{i}]";
            if (tools[i] is not AIFunctionDeclaration && tools[i] is not WireTool { Wire: OllamaProtocol.WireName })
            {
                writer.Unsupported(field, $"This wire knows functions only; the tool '{tools[i].Name}' was left out.");
                continue;
            }

            if (!isOpen)
            {
                writer.Json.WriteStartArray("tools"u8);
                isOpen = true;
            }

            Write(writer, tools[i], field);
        }

        if (isOpen)
        {
            writer.Json.WriteEndArray();
        }
    }

    private static void Write(WireWriter writer, AITool tool, string field)
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
            writer.Json.WriteString("type"u8, "function"u8);
        }

        var function = writer.BeginObject("function"u8);
        writer.Json.WriteString("name"u8, tool.Name);
        if (tool.Description.Length > 0)
        {
            writer.Json.WriteString("description"u8, tool.Description);
        }

        if (!writer.IsSpelled(tool.AdditionalProperties, Spelling.NoParameters))
        {
            writer.WriteRaw("parameters"u8, declaration.JsonSchema);
        }

        writer.EndNested(function, extras, "function"u8);
        writer.EndObject(start, tool, field);
    }
}
