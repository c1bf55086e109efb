using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.DashScope;

/// <summary>A call to a body: <c>model</c>, <c>input</c> with the messages, then all settings in <c>parameters</c>.</summary>
internal static class DashScopeRequestWriter
{
    // JSON mode needs the word: https://help.aliyun.com/zh/model-studio/json-mode.
    public static ReceiverSchemas Schemas { get; } = new() { Output = new() { JsonWord = JsonWord.InMessages } };

    public static void Write(RequestBodyWriter writer, DashScopeDialect dialect)
    {
        var options = writer.Call.Options;
        var start = writer.BeginObject();
        writer.Json.WriteString("model"u8, writer.Call.Model);
        var input = writer.BeginObject("input"u8);
        if (writer.IsSpelled(options.AdditionalProperties, DashScopeSpelling.Prompt) && writer.Call.Messages is [{ Contents: [TextContent prompt] }])
        {
            writer.Json.WriteString("prompt"u8, prompt.Text);
        }
        else
        {
            new DashScopeMessageWriter(writer).WriteAll();
        }

        writer.EndBodyMember(input, "input");
        var parameters = writer.BeginObject(DashScopeFields.Parameters);
        WriteParameters(writer, dialect);
        writer.EndBodyMember(parameters, DashScopeFields.Parameters);
        DashScopeFields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
        writer.EndBody(start);
    }

    private static void WriteParameters(RequestBodyWriter writer, DashScopeDialect dialect)
    {
        var options = writer.Call.Options;
        var json = writer.Json;
        if (!writer.IsSpelled(options.AdditionalProperties, DashScopeSpelling.NoResultFormat))
        {
            // Without it the answer is a bare text, and tool calls cannot be told from it.
            json.WriteString("result_format"u8, "message"u8);
        }

        if (writer.Call.IsStreaming)
        {
            // Without it every event repeats the whole answer.
            json.WriteBoolean("incremental_output"u8, true);
        }

        DashScopeFields.Settings.Write(writer, dialect, DashScopeFields.Parameters);
        var reasoning = ReasoningPlan.For(writer.Call, dialect.Reasoning).Report(writer.Call);
        json.WriteOptional("enable_thinking"u8, reasoning.Enabled);
        json.WriteOptional("thinking_budget"u8, reasoning.Budget);
        WriteFormat(writer, options);
        FunctionTools.Write(writer, DashScopeProtocol.Names);
        WriteChoice(writer, options);
    }

    private static void WriteFormat(RequestBodyWriter writer, ChatOptions options)
    {
        if (options.ResponseFormat is not { } format)
        {
            return;
        }

        var left = writer.FindLeftOver("parameters"u8);
        var start = writer.BeginObject("response_format"u8);
        FormatObject.WriteMembers(writer, format, options.StrictSchema, WireExtras.GetNested(left, "response_format"u8), "json_schema"u8);
        writer.EndNested(start, left, "response_format"u8);
    }

    private static void WriteChoice(RequestBodyWriter writer, ChatOptions options)
    {
        switch (options.ToolMode)
        {
            case AutoChatToolMode:
                writer.Json.WriteString("tool_choice"u8, "auto"u8);
                break;
            case NoneChatToolMode:
                writer.Json.WriteString("tool_choice"u8, "none"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                writer.Json.WriteStartObject("tool_choice"u8);
                writer.Json.WriteString("type"u8, "function"u8);
                writer.Json.WriteStartObject("function"u8);
                writer.Json.WriteString("name"u8, name);
                writer.Json.WriteEndObject();
                writer.Json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                writer.Unsupported("ToolMode", "This wire cannot make the model call some tool; name the tool, or let it decide.");
                break;
        }
    }
}
