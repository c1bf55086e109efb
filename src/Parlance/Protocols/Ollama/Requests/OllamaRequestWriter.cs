using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// A call to a request of <c>/api/chat</c>: <c>model</c>, <c>messages</c>, <c>tools</c>, then the settings. A message's
/// members are <c>role</c>, <c>content</c>, <c>thinking</c>, <c>images</c>, <c>tool_calls</c>, <c>tool_name</c>,
/// <c>tool_call_id</c>.
/// </summary>
internal sealed class OllamaRequestWriter(RequestBodyWriter writer, OllamaDialect dialect)
{
    private readonly OllamaMessageParts _parts = new();
    private readonly Dictionary<string, string> _namesOfCalls = new(StringComparer.Ordinal);

    public void Write()
    {
        var start = writer.BeginObject();
        writer.Json.WriteString("model"u8, writer.Call.Model);
        writer.Json.WriteStartArray("messages"u8);
        for (var i = 0; i < writer.Call.Messages.Count; i++)
        {
            Write(writer.Call.Messages[i], FieldPath.OfMessage(i));
        }

        writer.Json.WriteEndArray();
        OllamaToolWriter.Write(writer);
        OllamaSettingsWriter.Write(writer, dialect);
        writer.EndBody(start);
    }

    private void Write(ChatMessage message, FieldPath field)
    {
        if (message.AuthorName is not null)
        {
            writer.Unsupported(field.Of("AuthorName"), "This wire does not tell speakers of one role apart.");
        }

        _parts.Sort(writer, message, field);
        var parts = _parts;
        if (message.Contents.Count > 0 && parts.IsEmpty)
        {
            // All that it held was left out, which has been reported; an empty message would be one more that nobody sent.
            writer.ReportExtras(message.AdditionalProperties, field);
            return;
        }

        if (parts.Results.Count == 1 && message.Role == ChatRole.Tool && parts.HoldsNothingButImages)
        {
            WriteResult(parts.Results[0], message, field, parts.Images);
            return;
        }

        foreach (var result in parts.Results)
        {
            WriteResult(result, null, field, []);
        }

        if (parts.Results.Count > 0)
        {
            if (parts.HoldsNothingButImages && parts.Images.Count == 0)
            {
                writer.ReportExtras(message.AdditionalProperties, field);
                return;
            }

            writer.Coerced(field, "A tool's result is a message of its own on this wire; the message was split.");
        }

        WriteMessage(message, parts, field);
    }

    private void WriteMessage(ChatMessage message, OllamaMessageParts parts, FieldPath field)
    {
        var start = writer.BeginObject();
        var role = parts.Results.Count > 0 && message.Role == ChatRole.Tool ? ChatRole.User : message.Role;
        writer.Json.WriteString("role"u8, role.Value);
        var text = parts.JoinText(message.Role == ChatRole.Assistant);
        if (text.Length > 0 || !writer.IsSpelled(message.AdditionalProperties, Spelling.NoContent))
        {
            writer.WriteText("content"u8, text);
        }

        if (parts.Thinking is { Length: > 0 } thinking)
        {
            writer.Json.WriteString("thinking"u8, thinking);
        }

        OllamaImages.Write(writer, parts.Images);
        if (parts.Calls.Count > 0)
        {
            writer.Json.WriteStartArray("tool_calls"u8);
            for (var i = 0; i < parts.Calls.Count; i++)
            {
                var (call, callField) = parts.Calls[i];
                _namesOfCalls[call.CallId] = call.Name;
                OllamaToolCalls.Write(writer, call, i, callField);
            }

            writer.Json.WriteEndArray();
        }

        writer.EndObject(start, message.AdditionalProperties, field);
    }

    /// <summary>Writes a result as the message it is on this wire, with the extras of its own message where it fills that.</summary>
    private void WriteResult((FunctionResultContent Result, FieldPath Field) part, ChatMessage? message, FieldPath field, IReadOnlyList<DataContent> images)
    {
        var (result, resultField) = part;
        var said = OllamaToolResult.Create(writer.Call, result, resultField);
        var start = writer.BeginObject();
        writer.Json.WriteString("role"u8, "tool"u8);
        if (said.Text.Length > 0 || !writer.IsSpelled(message?.AdditionalProperties, Spelling.NoContent))
        {
            writer.WriteText("content"u8, said.Text);
        }

        OllamaImages.Write(writer, said.Images.Count == 0 ? images : [.. said.Images, .. images]);
        if (!writer.IsSpelled(result.AdditionalProperties, OllamaSpelling.NoName) && _namesOfCalls.TryGetValue(result.CallId, out var name))
        {
            writer.Json.WriteString("tool_name"u8, name);
        }

        if (result.CallId.Length > 0 && !writer.IsSpelled(result.AdditionalProperties, Spelling.NoId))
        {
            writer.Json.WriteString("tool_call_id"u8, result.CallId);
        }

        writer.ReportExtras(result.AdditionalProperties, resultField);
        writer.EndObject(start, message?.AdditionalProperties, field);
    }
}
