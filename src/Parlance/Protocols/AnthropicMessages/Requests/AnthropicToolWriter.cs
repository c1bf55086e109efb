using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The tools, those that the provider runs among them, and which of them must be called.</summary>
internal sealed class AnthropicToolWriter(RequestBodyWriter writer, AnthropicCacheMarks marks)
{
    // The versions for tools that name none: the code execution that takes more than Python, and the search that recorded
    // requests use most. Whether a model accepts them is for its provider to say.
    public const string CodeExecution = "code_execution_20250825";
    private const string WebSearch = "web_search_20250305";

    private readonly List<(HostedMcpServerTool Server, string Field)> _servers = [];

    private Utf8JsonWriter Json => writer.Json;

    public void Write()
    {
        var tools = writer.Call.Options.Tools ?? [];
        if (tools.Count > 0)
        {
            Json.WriteStartArray("tools"u8);
            for (var index = 0; index < tools.Count; index++)
            {
                WriteTool(tools[index], FieldPath.OfTool(index));
            }

            Json.WriteEndArray();
        }

        if (_servers.Count > 0)
        {
            AnthropicMcpServers.Write(writer, _servers);
        }

        WriteChoice(tools.Count > 0);
    }

    private void WriteTool(AITool tool, FieldPath field)
    {
        switch (tool)
        {
            case WireTool known when known.Wire == AnthropicMessagesProtocol.WireName:
                writer.WriteRaw(known.Definition);
                break;
            case AIFunctionDeclaration function:
                WriteFunction(function, field);
                break;
            case HostedWebSearchTool:
                WriteHosted(tool, WebSearch, "web_search", field);
                break;
            case HostedCodeInterpreterTool interpreter:
                HostedToolInputs.ReportLoss(writer, interpreter, field);
                WriteHosted(tool, CodeExecution, "code_execution", field);
                break;
            case HostedMcpServerTool server:
                _servers.Add((server, field));
                break;
            default:
                writer.Unsupported(tool, field);
                break;
        }
    }

    private void WriteFunction(AIFunctionDeclaration function, FieldPath field)
    {
        var start = writer.BeginObject();
        Json.WriteOptional("type"u8, writer.IsSpelled(function.AdditionalProperties, AnthropicSpelling.CustomType) ? "custom" : null);
        Json.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            Json.WriteString("description"u8, function.Description);
        }

        writer.WriteRaw("input_schema"u8, function.JsonSchema);
        Json.WriteOptional("strict"u8, function.IsStrict);
        marks.Write(writer, function, field);
        writer.EndObject(start, function, field);
    }

    private void WriteHosted(AITool tool, string defaultType, string name, FieldPath field)
    {
        var start = writer.BeginObject();
        Json.WriteString("type"u8, tool.WireType is { } type && type.StartsWith(name, StringComparison.Ordinal) ? type : defaultType);
        Json.WriteString("name"u8, name);
        marks.Write(writer, tool, field);
        writer.EndObject(start, tool, field);
    }

    private void WriteChoice(bool hasTools)
    {
        var options = writer.Call.Options;
        var type = options.ToolMode switch
        {
            RequiredChatToolMode { RequiredFunctionName: not null } => "tool",
            RequiredChatToolMode => "any",
            NoneChatToolMode => "none",
            AutoChatToolMode => "auto",
            _ => options.AllowMultipleToolCalls == false ? "auto" : null,
        };

        // Without tools the wire refuses the member, and there is nothing to choose from.
        if (type is null || (!hasTools && type is "auto" or "none"))
        {
            return;
        }

        var start = writer.BeginObject("tool_choice"u8);
        Json.WriteString("type"u8, type);
        Json.WriteOptional("name"u8, (options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName);
        Json.WriteOptional("disable_parallel_tool_use"u8, type == "none" ? null : !options.AllowMultipleToolCalls);
        writer.EndBodyMember(start, "tool_choice");
    }
}
