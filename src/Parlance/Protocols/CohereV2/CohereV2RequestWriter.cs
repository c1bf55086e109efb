using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.CohereV2;

/// <summary>A call to a body: <c>model</c>, <c>messages</c>, the tools, then the settings.</summary>
internal static class CohereV2RequestWriter
{
    // "JSON mode is not supported when the request contains documents or tools": https://docs.cohere.com/docs/structured-outputs.
    public static ReceiverSchemas Schemas { get; } = new() { Output = new() { HasSchemaName = false, Strictness = SchemaStrictness.Always, CombinesWithTools = false } };

    public static void Write(RequestBodyWriter writer, CohereV2Dialect dialect)
    {
        var options = writer.Call.Options;
        var start = writer.BeginObject();
        writer.Json.WriteString("model"u8, writer.Call.Model);
        if (writer.Call.IsStreaming)
        {
            writer.Json.WriteBoolean("stream"u8, true);
        }

        new CohereV2MessageWriter(writer, dialect).WriteAll();
        WriteTools(writer, options);
        CohereV2Fields.Settings.Write(writer, dialect);
        WriteReasoning(writer, ReasoningPlan.For(writer.Call, dialect.Reasoning).Report(writer.Call));
        WriteFormat(writer, options);
        CohereV2Fields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
        writer.EndBody(start);
    }

    private static void WriteTools(RequestBodyWriter writer, ChatOptions options)
    {
        // Strictness is one switch for all tools here.
        var strict = (options.Tools ?? []).OfType<AIFunctionDeclaration>().Select(tool => tool.IsStrict == true).ToList();
        FunctionTools.Write(writer, CohereV2Protocol.Names, hasStrictMode: true);
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

    private static void WriteReasoning(RequestBodyWriter writer, ReasoningPlan plan)
    {
        if (plan.IsEmpty)
        {
            return;
        }

        var thinking = writer.BeginObject("thinking"u8);
        writer.Json.WriteString("type"u8, plan.IsOn ? ThinkingType.Enabled : ThinkingType.Disabled);
        writer.Json.WriteOptional("token_budget"u8, plan.IsOn ? plan.Budget : null);
        writer.EndNested(thinking, WireExtras.Get(writer.Call.Options.AdditionalProperties), "thinking"u8);
    }

    private static void WriteFormat(RequestBodyWriter writer, ChatOptions options)
    {
        if (options.ResponseFormat is not { } format)
        {
            return;
        }

        var start = writer.BeginObject("response_format"u8);
        writer.Json.WriteString("type"u8, format is ChatResponseFormatText ? "text" : "json_object");
        if ((format as ChatResponseFormatJson)?.Schema is { } schema)
        {
            // The wire takes both names.
            writer.WriteRaw(writer.IsSpelled(options.AdditionalProperties, CohereV2RequestReader.JsonSchema) ? "json_schema"u8 : "schema"u8, schema);        }

        writer.EndNested(start, WireExtras.Get(options.AdditionalProperties), "response_format"u8);
    }
}
