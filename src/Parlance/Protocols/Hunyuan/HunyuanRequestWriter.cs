using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Hunyuan;

/// <summary>A call to a body: <c>Model</c>, <c>Messages</c>, <c>Stream</c>, the settings, then the tools.</summary>
internal static class HunyuanRequestWriter
{
    /// <summary>The wire has no form for the answer; the prompt asks for it.</summary>
    public static ReceiverSchemas Schemas { get; } = new() { Output = new() { HasSchema = false, HasJsonMode = false } };

    public static void Write(RequestBodyWriter writer, HunyuanDialect dialect)
    {
        var options = writer.Call.Options;
        var json = writer.Json;
        var start = writer.BeginObject();
        json.WriteString("Model"u8, writer.Call.Model);
        if (writer.Call.Messages.Count > 0)
        {
            new HunyuanMessageWriter(writer).WriteAll();
        }

        if (writer.Call.IsStreaming)
        {
            json.WriteBoolean("Stream"u8, true);
        }

        HunyuanFields.Settings.Write(writer, dialect);
        json.WriteOptional("EnableThinking"u8, ReasoningPlan.For(writer.Call, dialect.Reasoning).Report(writer.Call).Enabled);
        FunctionTools.Write(writer, HunyuanProtocol.Names);
        WriteChoice(writer, options);
        HunyuanFields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
        writer.EndBody(start);
    }

    private static void WriteChoice(RequestBodyWriter writer, ChatOptions options)
    {
        switch (options.ToolMode)
        {
            case AutoChatToolMode:
                writer.Json.WriteString("ToolChoice"u8, "auto"u8);
                break;
            case NoneChatToolMode:
                writer.Json.WriteString("ToolChoice"u8, "none"u8);
                break;
            case RequiredChatToolMode required when FindForced(options, required) is var forced and >= 0:
                writer.Json.WriteString("ToolChoice"u8, "custom"u8);
                writer.Json.WritePropertyName("CustomTool"u8);
                FunctionTools.Write(writer, HunyuanProtocol.Names, options.Tools![forced], FieldPath.OfTool(forced));
                break;
            case RequiredChatToolMode:
                writer.Unsupported("ToolMode", "This wire can force one given tool only; the model decides by itself.");
                break;
        }
    }

    /// <summary>The tool that the model must call: that of the name, or the only one; -1 where there is none such.</summary>
    private static int FindForced(ChatOptions options, RequiredChatToolMode mode)
    {
        var tools = options.Tools ?? [];
        var isOnly = mode.RequiredFunctionName is null && tools.Count == 1;
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration && (isOnly || tools[i].Name == mode.RequiredFunctionName))
            {
                return i;
            }
        }

        return -1;
    }

    private sealed class HunyuanMessageWriter(RequestBodyWriter writer) : MessageWriter(writer, HunyuanProtocol.Names)
    {
        protected override ReplayTraits TraitsFor(AIContent content) => Traits with { Reasoning = ReasoningReplay.Nothing };

        protected override bool HasPart(AIContent content) =>
            content is TextContent || MediaAddress.Find(content, "image") is not null || (content is UriContent uri && uri.HasTopLevelMediaType("video"));

        protected override void WritePart(AIContent content, FieldPath field)
        {
            var json = Writer.Json;
            if (content is TextContent text)
            {
                json.WriteString("Type"u8, "text"u8);
                json.WriteString("Text"u8, text.Text);
                return;
            }

            var image = MediaAddress.Find(content, "image");
            json.WriteString("Type"u8, image is null ? "video_url"u8 : "image_url"u8);
            var name = image is null ? "VideoUrl"u8 : "ImageUrl"u8;
            var address = Writer.BeginObject(name);
            json.WriteString("Url"u8, image ?? MediaAddress.Find(content, "video"));
            Writer.EndNested(address, WireExtras.Get(content.AdditionalProperties), name);
            Writer.ReportDetail(content, field);
        }
    }
}
