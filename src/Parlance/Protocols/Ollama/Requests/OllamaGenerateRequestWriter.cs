using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// A call to a request of <c>/api/generate</c>: <c>model</c>, <c>prompt</c>, <c>images</c>, <c>system</c>, then the
/// settings. The wire has room for instructions and one turn of the user, so anything longer is refused.
/// </summary>
internal static class OllamaGenerateRequestWriter
{
    public static void Write(RequestBodyWriter writer, OllamaDialect dialect)
    {
        var messages = writer.Call.Messages;
        var system = new List<string>();
        var parts = new OllamaMessageParts();
        var start = writer.BeginObject();
        writer.Json.WriteString("model"u8, writer.Call.Model);
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var field = FieldPath.OfMessage(i);
            parts.Sort(writer, message, field);
            if (message.Role == ChatRole.System && i < messages.Count - 1 && parts.HoldsTextOnly)
            {
                system.Add(parts.JoinText(isFromModel: false));
            }
            else if (message.Role == ChatRole.User && i == messages.Count - 1 && parts.HoldsTextAndImagesOnly)
            {
                WritePrompt(writer, message, parts);
            }
            else
            {
                throw writer.Call.Refuse(field, "this wire takes instructions and one prompt, not a conversation. Use Ollama's chat for it.");
            }

            writer.ReportExtras(message.AdditionalProperties, field);
        }

        WriteSystem(writer, system);
        ReportTools(writer);
        OllamaSettingsWriter.Write(writer, dialect);
        writer.EndBody(start);
    }

    private static void WritePrompt(RequestBodyWriter writer, ChatMessage message, OllamaMessageParts parts)
    {
        var prompt = parts.JoinText(isFromModel: false);
        if (prompt.Length > 0 || !writer.IsSpelled(message.AdditionalProperties, OllamaSpelling.NoPrompt))
        {
            writer.Json.WriteString("prompt"u8, prompt);
        }

        OllamaImages.Write(writer, parts.Images);
    }

    private static void WriteSystem(RequestBodyWriter writer, List<string> system)
    {
        if (system.Count > 0)
        {
            writer.Json.WriteString("system"u8, string.Join('\n', system));
        }

        if (system.Count > 1)
        {
            writer.Coerced("Messages", "This wire has one system prompt; the system messages were joined, each on a line of its own.");
        }
    }

    private static void ReportTools(RequestBodyWriter writer)
    {
        for (var i = 0; i < writer.Call.Options.Tools?.Count; i++)
        {
            writer.Unsupported(FieldPath.OfTool(i), "This wire has no tools.");
        }
    }
}
