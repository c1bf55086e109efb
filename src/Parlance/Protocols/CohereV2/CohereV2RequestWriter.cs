using Microsoft.Extensions.AI;
using Parlance.Protocols.MessageShape;

namespace Parlance.Protocols.CohereV2;

/// <summary>A call to a body: <c>model</c>, <c>messages</c>, the tools, then the settings.</summary>
internal static class CohereV2RequestWriter
{
    public static void Write(WireWriter writer)
    {
        var options = writer.Call.Options;
        var start = writer.BeginObject();
        writer.Json.WriteString("model"u8, writer.Call.Model);
        if (writer.Call.IsStreaming)
        {
            writer.Json.WriteBoolean("stream"u8, true);
        }

        new CohereV2MessageWriter(writer).WriteAll();
        WriteTools(writer, options);
        WriteSampling(writer, options);
        WriteReasoning(writer, ReasoningSettings.From(options));
        WriteFormat(writer, options);
        SettingsLoss.Report(writer, "AllowMultipleToolCalls", "TopLogProbs", "ConversationId", "AllowBackgroundResponses", "EndUserId", "ServiceTier", "PromptCacheKey", "Metadata");
        writer.EndBody(start);
    }

    private static void WriteTools(WireWriter writer, ChatOptions options)
    {
        // Strictness is one switch for all tools here.
        var strict = (options.Tools ?? []).OfType<AIFunctionDeclaration>().Select(FunctionTools.IsStrict).ToList();
        FunctionTools.Write(writer, CohereV2Protocol.Names, CohereV2Protocol.WireName, "strict_tools");
        if (strict.Contains(true))
        {
            writer.Json.WriteBoolean("strict_tools"u8, true);
            if (strict.Contains(false))
            {
                writer.Coerced("Tools", "This wire follows the schemas of all tools strictly or of none; it was asked to follow all.");
            }
        }

        switch (options.ToolMode)
        {
            case NoneChatToolMode:
                writer.Json.WriteString("tool_choice"u8, "NONE"u8);
                break;
            case RequiredChatToolMode required:
                writer.Json.WriteString("tool_choice"u8, "REQUIRED"u8);
                if (required.RequiredFunctionName is { } name)
                {
                    writer.Coerced("ToolMode", $"This wire cannot make the model call '{name}'; it must call some tool.");
                }

                break;
        }
    }

    private static void WriteSampling(WireWriter writer, ChatOptions options)
    {
        var json = writer.Json;
        if (options.MaxOutputTokens is { } limit)
        {
            json.WriteNumber("max_tokens"u8, limit);
        }

        WriteNumber(writer, "temperature", options.Temperature);
        WriteNumber(writer, "p", options.TopP);
        if (options.TopK is { } topK)
        {
            json.WriteNumber("k"u8, topK);
        }

        WriteNumber(writer, "frequency_penalty", options.FrequencyPenalty);
        WriteNumber(writer, "presence_penalty", options.PresencePenalty);
        if (options.Seed is { } seed)
        {
            json.WriteNumber("seed"u8, seed);
        }

        if (options.StopSequences is { Count: > 0 } stop)
        {
            json.WriteStartArray("stop_sequences"u8);
            foreach (var sequence in stop)
            {
                json.WriteStringValue(sequence);
            }

            json.WriteEndArray();
        }

        if (options.LogProbs is { } asks)
        {
            json.WriteBoolean("logprobs"u8, asks);
        }
    }

    private static void WriteReasoning(WireWriter writer, ReasoningSettings settings)
    {
        if (settings.IsEmpty)
        {
            return;
        }

        var isOn = settings.Enabled ?? settings.NearestSwitch();
        var thinking = writer.BeginObject("thinking"u8);
        writer.Json.WriteString("type"u8, isOn ? "enabled" : "disabled");
        if (isOn && settings.Budget is { } budget)
        {
            writer.Json.WriteNumber("token_budget"u8, budget);
        }

        if (settings.Effort is not (null or "none"))
        {
            writer.Coerced("ReasoningEffort", "This wire knows no levels of reasoning; it was switched on. Limit it with ReasoningBudget.");
        }

        writer.EndNested(thinking, WireExtras.Get(writer.Call.Options.AdditionalProperties), "thinking"u8);
    }

    private static void WriteFormat(WireWriter writer, ChatOptions options)
    {
        if (options.ResponseFormat is not { } format)
        {
            return;
        }

        var start = writer.BeginObject("response_format"u8);
        writer.Json.WriteString("type"u8, format is ChatResponseFormatText ? "text" : "json_object");
        if (format is ChatResponseFormatJson { Schema: { } schema })
        {
            // The wire takes both names.
            writer.WriteRaw(ShapeNotes.Has(options.AdditionalProperties, CohereV2RequestReader.JsonSchema) ? "json_schema"u8 : "schema"u8, schema);
            if (options.StrictSchema == false)
            {
                writer.Unsupported("StrictSchema", "This wire always follows a schema strictly.");
            }
        }

        writer.EndNested(start, WireExtras.Get(options.AdditionalProperties), "response_format"u8);
    }

    private static void WriteNumber(WireWriter writer, string name, float? value)
    {
        if (value is { } number)
        {
            writer.Json.WriteNumber(name, number);
        }
    }
}
