using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The tools and which of them must be called.</summary>
internal static class ConverseToolWriter
{
    public static void Write(RequestBodyWriter writer)
    {
        var options = writer.Call.Options;
        if (options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        if (options.ToolMode is NoneChatToolMode && !SpeaksOfTools(writer.Call))
        {
            writer.Coerced("ToolMode", "The wire cannot forbid calls; the tools were left out instead.");
            return;
        }

        // The wire refuses an empty list of tools, and so what stands beside it.
        if (!tools.Any(IsKnown))
        {
            for (var index = 0; index < tools.Count; index++)
            {
                writer.Unsupported(tools[index], FieldPath.OfTool(index));
            }

            return;
        }

        var start = writer.BeginObject("toolConfig"u8);
        writer.Json.WriteStartArray("tools"u8);
        for (var index = 0; index < tools.Count; index++)
        {
            WriteTool(writer, tools[index], FieldPath.OfTool(index));
        }

        writer.Json.WriteEndArray();
        WriteChoice(writer);
        writer.EndBodyMember(start, "toolConfig");
    }

    private static bool IsKnown(AITool tool) => tool is AIFunctionDeclaration or WireTool { Wire: ConverseProtocol.WireName };

    /// <summary>The wire refuses calls and results in a conversation whose request has no tools.</summary>
    private static bool SpeaksOfTools(ChatCall call) =>
        call.Messages.Any(message => message.Contents.Any(content => content is FunctionCallContent or FunctionResultContent));

    private static void WriteTool(RequestBodyWriter writer, AITool tool, FieldPath field)
    {
        switch (tool)
        {
            case WireTool known when known.Wire == ConverseProtocol.WireName:
                writer.WriteRaw(known.Definition);
                break;
            case AIFunctionDeclaration function:
                WriteFunction(writer, function, field);
                ConverseCachePoint.Write(writer, function.CacheBreakpoint, function.AdditionalProperties);
                break;
            default:
                writer.Unsupported(tool, field);
                break;
        }
    }

    private static void WriteFunction(RequestBodyWriter writer, AIFunctionDeclaration function, FieldPath field)
    {
        var json = writer.Json;
        json.WriteStartObject();
        var start = writer.BeginObject("toolSpec"u8);
        json.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            json.WriteString("description"u8, function.Description);
        }

        var schema = writer.BeginObject("inputSchema"u8);
        writer.WriteRaw("json"u8, function.JsonSchema);
        writer.EndNested(schema, WireExtras.Get(function), "inputSchema"u8);
        json.WriteOptional("strict"u8, function.IsStrict);
        writer.EndObject(start, function, field);
        json.WriteEndObject();
    }

    private static void WriteChoice(RequestBodyWriter writer)
    {
        var json = writer.Json;
        switch (writer.Call.Options.ToolMode)
        {
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteStartObject("toolChoice"u8);
                json.WriteStartObject("tool"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                WriteChoice(json, "any"u8);
                break;
            case AutoChatToolMode:
                WriteChoice(json, "auto"u8);
                break;
            case NoneChatToolMode:
                writer.Unsupported("ToolMode", "The wire cannot forbid calls in a conversation that holds some; the model is free to call.");
                break;
        }
    }

    private static void WriteChoice(Utf8JsonWriter json, ReadOnlySpan<byte> choice)
    {
        json.WriteStartObject("toolChoice"u8);
        json.WriteStartObject(choice);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
