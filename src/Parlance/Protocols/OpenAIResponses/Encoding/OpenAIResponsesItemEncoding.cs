using System.Text.Json;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>An output item as JSON: how it looks when it begins, and when it is whole.</summary>
internal static class OpenAIResponsesItemEncoding
{
    public static void Write(Utf8JsonWriter json, OpenAIResponsesEncodedBlock item, bool isDone, JsonElement logProbs = default)
    {
        if (item.Kind is BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque)
        {
            item.StateJson.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("id"u8, item.ItemId);
        switch (item.Kind)
        {
            case BlockKind.Text or BlockKind.Refusal:
                WriteMessage(json, item, isDone, logProbs);
                break;
            case BlockKind.Reasoning:
                WriteReasoning(json, item, isDone);
                break;
            case BlockKind.ToolCall:
                WriteCall(json, item, isDone);
                break;
            default:
                WriteImage(json, item, isDone);
                break;
        }

        json.WriteEndObject();
    }

    public static void WritePart(Utf8JsonWriter json, OpenAIResponsesEncodedBlock item, bool isDone, JsonElement logProbs = default)
    {
        json.WriteStartObject();
        if (item.Kind == BlockKind.Refusal)
        {
            json.WriteString("type"u8, "refusal"u8);
            json.WriteString("refusal"u8, isDone ? item.Text : default);
        }
        else
        {
            json.WriteString("type"u8, "output_text"u8);
            json.WriteStartArray("annotations"u8);
            foreach (var annotation in isDone ? item.Annotations : [])
            {
                annotation.WriteTo(json);
            }

            json.WriteEndArray();
            json.WritePropertyName("logprobs"u8);
            if (logProbs.ValueKind == JsonValueKind.Array)
            {
                logProbs.WriteTo(json);
            }
            else
            {
                json.WriteRawValue("[]"u8);
            }

            json.WriteString("text"u8, isDone ? item.Text : default);
        }

        json.WriteEndObject();
    }

    public static void WriteSummaryPart(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "summary_text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter json, bool isDone) => json.WriteString("status"u8, isDone ? "completed"u8 : "in_progress"u8);

    private static void WriteMessage(Utf8JsonWriter json, OpenAIResponsesEncodedBlock item, bool isDone, JsonElement logProbs)
    {
        json.WriteString("type"u8, "message"u8);
        WriteStatus(json, isDone);
        json.WriteStartArray("content"u8);
        if (isDone)
        {
            WritePart(json, item, isDone, logProbs);
        }

        json.WriteEndArray();
        if (OpenAIResponsesSpelling.PhaseOf(item.Name) is { } phase)
        {
            json.WriteString("phase"u8, phase);
        }

        json.WriteString("role"u8, "assistant"u8);
    }

    private static void WriteReasoning(Utf8JsonWriter json, OpenAIResponsesEncodedBlock item, bool isDone)
    {
        json.WriteString("type"u8, "reasoning"u8);
        json.WriteStartArray("summary"u8);
        if (isDone && item.HasText)
        {
            WriteSummaryPart(json, item.Text);
        }

        json.WriteEndArray();
        if (!isDone || item.State is null)
        {
            return;
        }

        // State of this wire is the whole item, of which the encrypted part is what counts; any other is opaque as it is.
        var isOurs = item.StateJson.Member("type"u8).AsText() == "reasoning";
        if ((isOurs ? item.StateJson.Member("encrypted_content"u8).AsText() : item.StateText) is { } encrypted)
        {
            json.WriteString("encrypted_content"u8, encrypted);
        }
    }

    private static void WriteCall(Utf8JsonWriter json, OpenAIResponsesEncodedBlock item, bool isDone)
    {
        json.WriteString("type"u8, item.IsCustomCall ? "custom_tool_call"u8 : "function_call"u8);
        var isOurs = OpenAIResponsesToolCallState.IsOurs(item.StateJson);
        if (isDone && isOurs && item.StateJson.Member("status"u8).AsText() is { } status)
        {
            // A call that was cut off says so.
            json.WriteString("status"u8, status);
        }
        else
        {
            WriteStatus(json, isDone);
        }

        json.WriteString(item.IsCustomCall ? "input"u8 : "arguments"u8, isDone ? item.Text : default);
        json.WriteString("call_id"u8, item.Id ?? item.ItemId);
        json.WriteString("name"u8, item.Name ?? "");
        json.WriteOptional("namespace"u8, item.Namespace);
        if (!isOurs)
        {
            return;
        }

        foreach (var member in item.StateJson.EnumerateObject())
        {
            if (member.Name is not ("type" or "id" or "status"))
            {
                member.WriteTo(json);
            }
        }
    }

    private static void WriteImage(Utf8JsonWriter json, OpenAIResponsesEncodedBlock item, bool isDone)
    {
        json.WriteString("type"u8, "image_generation_call"u8);
        WriteStatus(json, isDone);
        if (isDone)
        {
            json.WriteString("output_format"u8, item.MediaType!["image/".Length..]);
            json.WriteString("result"u8, item.Text);
        }
        else
        {
            json.WriteNull("result"u8);
        }
    }
}
