using System.Buffers;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// A call as a chat completions body. The order of the members is fixed, what rarely changes stands first, and the
/// messages come last of what is modelled: hosts that cache prompts match the body from its beginning.
/// </summary>
internal static class OpenAIChatRequestWriter
{
    public static void Write(ChatCall call, OpenAIChatDialect dialect, IBufferWriter<byte> body)
    {
        using var writer = new RequestBodyWriter(call, OpenAIChatSpelling.Wire) { HeldBack = ["reasoning", "reasoning_content", "reasoning_details"] };
        var start = writer.BeginObject();
        if (dialect.WritesModel && call.Model.Length > 0)
        {
            writer.Json.WriteString("model"u8, call.Model);
        }

        WriteStream(writer, dialect);
        var reasoning = OpenAIChatReasoning.Resolve(writer, dialect);
        OpenAIChatFields.Settings.Write(writer, new OpenAIChatReceiver(dialect, reasoning.FixesSampling));
        reasoning.Write(writer);
        OpenAIChatResponseFormat.Write(writer);
        OpenAIChatFields.Settings.ReportLost(writer.Call);
        if (dialect.EmitsCacheControl)
        {
            CacheMarkLoss.ReportUnplaced(writer.Call);
        }
        else
        {
            CacheMarkLoss.Report(writer.Call);
        }

        OpenAIChatToolWriter.Write(writer, dialect);
        new OpenAIChatMessageWriter(writer, dialect.ReasoningStandIn is not null && !reasoning.IsOn ? dialect with { ReasoningStandIn = null } : dialect).WriteAll();
        writer.RefusedMembers = dialect.RefusedMembers;
        writer.KnownMembers = dialect.KnownMembers;
        writer.EndBody(start);
        writer.CopyTo(body);
    }

    private static void WriteStream(RequestBodyWriter writer, OpenAIChatDialect dialect)
    {
        if (!writer.Call.IsStreaming)
        {
            return;
        }

        writer.Json.WriteBoolean("stream"u8, true);
        if (dialect.HasStreamUsageOption)
        {
            var start = writer.BeginObject("stream_options"u8);
            writer.Json.WriteBoolean("include_usage"u8, true);
            writer.EndBodyMember(start, "stream_options");
        }
    }
}
