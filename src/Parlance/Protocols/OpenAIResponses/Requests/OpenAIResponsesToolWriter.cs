using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>Tools, in the caller's order, and how they may be called.</summary>
internal static class OpenAIResponsesToolWriter
{
    public static void Write(RequestBodyWriter writer)
    {
        WriteTools(writer, writer.Call.Options.Tools ?? []);
        WriteChoice(writer);
    }

    private static void WriteTools(RequestBodyWriter writer, IList<AITool> tools)
    {
        var isOpen = false;
        for (var i = 0; i < tools.Count; i++)
        {
            var field = FieldPath.OfTool(i);
            if (!CanWrite(tools[i]))
            {
                writer.Unsupported(tools[i], field);
                continue;
            }

            if (!isOpen)
            {
                writer.Json.WriteStartArray("tools"u8);
                isOpen = true;
            }

            WriteTool(writer, tools[i], field);
        }

        if (isOpen)
        {
            writer.Json.WriteEndArray();
        }
    }

    private static bool CanWrite(AITool tool) => tool is AIFunctionDeclaration or WireTool { Wire: OpenAIResponsesSpelling.Wire }
        or HostedWebSearchTool or HostedCodeInterpreterTool or HostedMcpServerTool || OpenAIResponsesVectorStores.Find(tool).Count > 0;

    private static void WriteTool(RequestBodyWriter writer, AITool tool, FieldPath field)
    {
        if (tool is WireTool whole)
        {
            writer.WriteRaw(whole.Definition);
            return;
        }

        var start = writer.BeginObject();
        switch (tool)
        {
            case AIFunctionDeclaration function:
                WriteFunction(writer, function);
                break;
            case HostedCodeInterpreterTool:
                writer.Json.WriteString("type"u8, "code_interpreter"u8);
                WriteContainer(writer, tool);
                break;
            case HostedMcpServerTool server:
                WriteServer(writer, server, field);
                break;
            case HostedFileSearchTool search:
                WriteFileSearch(writer, search);
                break;
            default:
                writer.Json.WriteString("type"u8, "web_search"u8);
                break;
        }

        writer.EndObject(start, tool, field);
    }

    private static void WriteFunction(RequestBodyWriter writer, AIFunctionDeclaration function)
    {
        var json = writer.Json;
        json.WriteString("type"u8, "function"u8);
        json.WriteString("name"u8, function.Name);
        if (function.Description is { Length: > 0 } description)
        {
            json.WriteString("description"u8, description);
        }

        writer.WriteRaw("parameters"u8, function.JsonSchema);
        json.WriteOptional("strict"u8, function.IsStrict);
    }

    /// <summary>The wire insists on a container; one that the host makes when it is needed asks for nothing.</summary>
    private static void WriteContainer(RequestBodyWriter writer, AITool tool)
    {
        if (WireExtras.Get(tool).ValueKind != JsonValueKind.Undefined)
        {
            return;
        }

        writer.Json.WriteStartObject("container"u8);
        writer.Json.WriteString("type"u8, "auto"u8);
        writer.Json.WriteEndObject();
    }

    private static void WriteFileSearch(RequestBodyWriter writer, HostedFileSearchTool search)
    {
        var json = writer.Json;
        json.WriteString("type"u8, "file_search"u8);
        json.WriteStartArray("vector_store_ids"u8);
        foreach (var store in OpenAIResponsesVectorStores.Find(search))
        {
            json.WriteStringValue(store);
        }

        json.WriteEndArray();
        json.WriteOptional("max_num_results"u8, search.MaximumResultCount);
    }

    private static void WriteServer(RequestBodyWriter writer, HostedMcpServerTool server, FieldPath field)
    {
        var json = writer.Json;
        json.WriteString("type"u8, "mcp"u8);
        json.WriteString("server_label"u8, server.ServerName);
        json.WriteString("server_url"u8, server.ServerAddress);
        if (server.Headers is { Count: > 0 } headers)
        {
            json.WriteStartObject("headers"u8);
            foreach (var (name, value) in headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (server.AllowedTools is { } allowed)
        {
            json.WriteStartArray("allowed_tools"u8);
            foreach (var name in allowed)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        switch (server.ApprovalMode)
        {
            case HostedMcpServerToolNeverRequireApprovalMode:
                json.WriteString("require_approval"u8, "never"u8);
                break;
            case HostedMcpServerToolAlwaysRequireApprovalMode:
                json.WriteString("require_approval"u8, "always"u8);
                break;
            case not null:
                json.WriteString("require_approval"u8, "always"u8);
                writer.Coerced(field.Of("ApprovalMode"), "Approval for single tools was widened to all of the server's tools.");
                break;
        }
    }

    private static void WriteChoice(RequestBodyWriter writer)
    {
        var json = writer.Json;
        switch (writer.Call.Options.ToolMode)
        {
            case AutoChatToolMode:
                json.WriteString("tool_choice"u8, "auto"u8);
                break;
            case NoneChatToolMode:
                json.WriteString("tool_choice"u8, "none"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, "function"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                json.WriteString("tool_choice"u8, "required"u8);
                break;
        }
    }
}
