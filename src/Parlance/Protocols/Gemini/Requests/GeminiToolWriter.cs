using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Tools and the choice between them.</summary>
internal sealed class GeminiToolWriter(RequestBodyWriter writer, GeminiDialect dialect)
{
    private readonly bool _hasFunctions = writer.Call.Options.Tools?.Any(static tool => tool is AIFunctionDeclaration) == true;
    private bool _isOpen;
    private bool _isGroupOpen;

    private Utf8JsonWriter Json => writer.Json;

    public void Write()
    {
        var tools = writer.Call.Options.Tools ?? [];
        for (var index = 0; index < tools.Count; index++)
        {
            Write(tools[index], FieldPath.OfTool(index));
        }

        EndGroup();
        if (_isOpen)
        {
            Json.WriteEndArray();
        }

        WriteChoice();
    }

    private void Write(AITool tool, FieldPath field)
    {
        switch (tool)
        {
            case AIFunctionDeclaration function:
                if (_isGroupOpen && writer.IsSpelled(tool.AdditionalProperties, GeminiSpelling.NewGroup))
                {
                    EndGroup();
                }

                BeginGroup();
                WriteFunction(function, field);
                break;
            case WireTool { Wire: GeminiProtocol.WireName } own:
                WriteOwn(own);
                break;
            case HostedWebSearchTool or HostedCodeInterpreterTool when !dialect.CombinesWithTools && _hasFunctions:
                writer.Unsupported(field, $"The model takes no '{tool.Name}' beside functions; it was left out.");
                break;
            case HostedWebSearchTool:
                WriteHosted(tool, "googleSearch"u8);
                break;
            case HostedCodeInterpreterTool interpreter:
                HostedToolInputs.ReportLoss(writer, interpreter, field);
                WriteHosted(tool, "codeExecution"u8);
                break;
            default:
                writer.Unsupported(tool, field);
                break;
        }
    }

    private void Open()
    {
        if (!_isOpen)
        {
            _isOpen = true;
            Json.WriteStartArray("tools"u8);
        }
    }

    private void BeginGroup()
    {
        if (!_isGroupOpen)
        {
            Open();
            _isGroupOpen = true;
            Json.WriteStartObject();
            Json.WriteStartArray("functionDeclarations"u8);
        }
    }

    private void EndGroup()
    {
        if (_isGroupOpen)
        {
            _isGroupOpen = false;
            Json.WriteEndArray();
            Json.WriteEndObject();
        }
    }

    /// <summary>Goes on in the object of the functions in front of a tool, where the tool was read from there.</summary>
    private bool TryJoin(AITool tool)
    {
        if (!_isGroupOpen || !writer.IsSpelled(tool.AdditionalProperties, GeminiSpelling.JoinedGroup))
        {
            EndGroup();
            Open();
            return false;
        }

        _isGroupOpen = false;
        Json.WriteEndArray();
        return true;
    }

    private void WriteOwn(WireTool tool)
    {
        if (!TryJoin(tool))
        {
            writer.WriteRaw(tool.Definition);
            return;
        }

        foreach (var member in tool.Definition.EnumerateObject())
        {
            Json.WritePropertyName(member.Name);
            writer.WriteRaw(member.Value);
        }

        Json.WriteEndObject();
    }

    private void WriteHosted(AITool tool, ReadOnlySpan<byte> name)
    {
        if (!TryJoin(tool))
        {
            Json.WriteStartObject();
        }

        Json.WriteStartObject(name);
        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    private void WriteFunction(AIFunctionDeclaration function, FieldPath field)
    {
        var start = writer.BeginObject();
        Json.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            Json.WriteString("description"u8, function.Description);
        }

        WriteSchema(function, field);
        if (function.IsStrict == true)
        {
            writer.Unsupported(field.Of("Strict"), "This wire has no strict mode for tools; the tool is sent without it.");
        }

        writer.EndObject(start, function, field);
    }

    private void WriteSchema(AIFunctionDeclaration function, FieldPath field)
    {
        var schema = function.JsonSchema;
        if (GeminiSpelling.TryGetSchema(function.AdditionalProperties, out var member, out var original))
        {
            GeminiSchemas.WriteAgain(writer, member, original, schema, field.Of("JsonSchema"));
            return;
        }

        // Without parameters the member must be absent: the wire refuses an object without properties.
        if (HasNoParameters(schema))
        {
            return;
        }

        GeminiSchemas.WriteParameters(writer, dialect, schema, field.Of("JsonSchema"));
    }

    private static bool HasNoParameters(JsonElement schema) =>
        schema.Member("properties"u8) is { ValueKind: JsonValueKind.Object } properties ? properties.GetPropertyCount() == 0
        : schema.ValueKind != JsonValueKind.Object || !schema.EnumerateObject().Any(static member => SchemaRoot.IsRefused(member.Name));

    private void WriteChoice()
    {
        var options = writer.Call.Options;
        var mode = options.ToolMode switch
        {
            NoneChatToolMode => "NONE",
            RequiredChatToolMode => "ANY",
            AutoChatToolMode => "AUTO",
            _ => null,
        };
        if (mode is null)
        {
            return;
        }

        var start = writer.BeginObject("toolConfig"u8);
        var calling = writer.BeginObject("functionCallingConfig"u8);
        Json.WriteString("mode"u8, mode);
        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            Json.WriteStartArray("allowedFunctionNames"u8);
            Json.WriteStringValue(name);
            Json.WriteEndArray();
        }
        else if (options is { ToolMode: RequiredChatToolMode, AllowedTools: { } allowed })
        {
            Json.WriteStartArray("allowedFunctionNames"u8);
            foreach (var tool in allowed)
            {
                Json.WriteStringValue(tool);
            }

            Json.WriteEndArray();
        }

        writer.EndNested(calling, writer.FindLeftOver("toolConfig"u8), "functionCallingConfig"u8);
        writer.EndBodyMember(start, "toolConfig");
    }
}
