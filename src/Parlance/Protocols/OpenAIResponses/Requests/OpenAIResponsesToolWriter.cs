using System.Globalization;
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
            if (!isOpen)
            {
                writer.Json.WriteStartArray("tools"u8);
                isOpen = true;
            }

            WriteTool(writer, tools[i], FieldPath.OfTool(i));
        }

        if (isOpen)
        {
            writer.Json.WriteEndArray();
        }
    }

    /// <summary>The wire's type of a tool that the host runs, by which a choice names it too; null for any other tool.</summary>
    public static string? FindHostedType(AITool tool) => tool switch
    {
        HostedWebSearchTool => "web_search",
        HostedCodeInterpreterTool => "code_interpreter",
        HostedMcpServerTool => "mcp",
        HostedImageGenerationTool => "image_generation",
        _ when OpenAIResponsesVectorStores.Find(tool).Count > 0 => "file_search",
        _ => null,
    };

    private static void WriteTool(RequestBodyWriter writer, AITool tool, FieldPath field)
    {
        if (tool is WireTool { Wire: OpenAIResponsesSpelling.Wire } whole)
        {
            writer.WriteRaw(whole.Definition);
            return;
        }

        if (CustomTool.Find(tool) is { } custom)
        {
            WriteCustom(writer, custom);
            return;
        }

        var start = writer.BeginObject();
        switch (tool)
        {
            case AIFunctionDeclaration function:
                WriteFunction(writer, function);
                break;
            case HostedCodeInterpreterTool interpreter:
                writer.Json.WriteString("type"u8, "code_interpreter"u8);
                WriteContainer(writer, interpreter, field);
                break;
            case HostedImageGenerationTool images:
                WriteImageGeneration(writer, images, field);
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

    private static void WriteCustom(RequestBodyWriter writer, CustomTool custom)
    {
        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("type"u8, "custom"u8);
        json.WriteString("name"u8, custom.Name);
        json.WriteOptional("description"u8, custom.Description);
        if (custom.Grammar is { } grammar)
        {
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "grammar"u8);
            json.WriteOptional("syntax"u8, custom.Syntax);
            json.WriteString("definition"u8, grammar);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The wire insists on a container; one that the host makes when it is needed asks for nothing.</summary>
    private static void WriteContainer(RequestBodyWriter writer, HostedCodeInterpreterTool interpreter, FieldPath field)
    {
        if (WireExtras.WireOf(WireExtras.Get(interpreter)) == OpenAIResponsesSpelling.Wire)
        {
            return;
        }

        writer.Json.WriteStartObject("container"u8);
        writer.Json.WriteString("type"u8, "auto"u8);
        var files = (interpreter.Inputs ?? []).OfType<HostedFileContent>().Where(file => writer.Call.FindReasonAgainstFile(file) is null).ToList();
        if (files.Count > 0)
        {
            writer.Json.WriteStartArray("file_ids"u8);
            foreach (var file in files)
            {
                writer.Json.WriteStringValue(file.FileId);
            }

            writer.Json.WriteEndArray();
        }

        writer.Json.WriteEndObject();
        if (files.Count < interpreter.Inputs?.Count)
        {
            writer.Unsupported(field.Of("Inputs"), "The interpreter takes the host's own files by their ids alone; its other inputs were left out.");
        }
    }

    private static void WriteImageGeneration(RequestBodyWriter writer, HostedImageGenerationTool images, FieldPath field)
    {
        var json = writer.Json;
        json.WriteString("type"u8, "image_generation"u8);
        if (images.Options is not { } options)
        {
            return;
        }

        json.WriteOptional("model"u8, options.ModelId);
        json.WriteOptional("size"u8, options.ImageSize is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size.Width}x{size.Height}") : null);
        json.WriteOptional("output_format"u8, options.MediaType is { } type ? type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..] : null);
        json.WriteOptional("partial_images"u8, options.StreamingCount);
        if (options.Count is > 1)
        {
            writer.Unsupported(field.Of("Options.Count"), "The wire cannot say how many images to make; the model decides.");
        }
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
        json.WriteString(Uri.IsWellFormedUriString(server.ServerAddress, UriKind.Absolute) ? "server_url"u8 : "connector_id"u8, server.ServerAddress);
        json.WriteOptional("server_description"u8, server.ServerDescription);
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
        var options = writer.Call.Options;
        var mode = options.ToolMode switch
        {
            AutoChatToolMode => "auto",
            NoneChatToolMode => "none",
            RequiredChatToolMode => "required",
            _ => options.AllowedTools is null ? null : "auto",
        };
        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            WriteNamedChoice(json, options, name);
        }
        else if (mode is "auto" or "required" && options.AllowedTools is { } allowed)
        {
            json.WriteStartObject("tool_choice"u8);
            json.WriteString("type"u8, "allowed_tools"u8);
            json.WriteString("mode"u8, mode);
            json.WriteStartArray("tools"u8);
            foreach (var tool in allowed)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, OpenAIResponsesToolReader.TypeOf(tool, options));
                json.WriteString("name"u8, tool);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteOptional("tool_choice"u8, mode);
        }
    }

    /// <summary>A tool of the caller by its name, one of the host by its type.</summary>
    private static void WriteNamedChoice(Utf8JsonWriter json, ChatOptions options, string name)
    {
        var hosted = (options.Tools ?? []).Select(FindHostedType).FirstOrDefault(type => type == name);
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, hosted ?? OpenAIResponsesToolReader.TypeOf(name, options));
        json.WriteOptional("name"u8, hosted is null ? name : null);
        json.WriteEndObject();
    }
}
