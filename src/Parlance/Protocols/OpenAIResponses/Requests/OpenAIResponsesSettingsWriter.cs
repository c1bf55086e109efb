using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>Limits, sampling, reasoning, the format of the answer and labels.</summary>
internal static class OpenAIResponsesSettingsWriter
{
    public static void Write(RequestBodyWriter writer, OpenAIResponsesDialect dialect)
    {
        var plan = ReasoningPlan.For(writer.Call, dialect.Reasoning).Report(writer.Call);
        var receiver = new OpenAIResponsesReceiver(dialect, dialect.Reasoning.ForbidsSampling && plan.Reasons(dialect.Reasoning));
        OpenAIResponsesFields.Settings.Write(writer, receiver);
        WriteInclude(writer, receiver);
        WriteReasoning(writer, plan);
        WriteText(writer);
        OpenAIResponsesFields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
    }

    private static void WriteInclude(RequestBodyWriter writer, in OpenAIResponsesReceiver receiver)
    {
        var others = writer.FindExtra("include"u8);
        var hasOthers = others.ValueKind == JsonValueKind.Array;
        var isAsked = writer.Call.Options.LogProbs == true;
        if (isAsked && (receiver.IsReasoning || !receiver.Dialect.HasLogProbs))
        {
            Setting.LogProbs.ReportLoss(writer.Call, receiver.IsReasoning ? FixedSampling.Reason : "The model gives none; they were not asked for.");
            isAsked = false;
        }

        if (!isAsked && !hasOthers)
        {
            return;
        }

        writer.Json.WriteStartArray("include"u8);
        var isWritten = false;
        if (hasOthers)
        {
            foreach (var entry in others.EnumerateArray())
            {
                var isLogProbs = entry.AsText() == OpenAIResponsesSpelling.LogProbsInclude;
                if (!isLogProbs || isAsked)
                {
                    writer.WriteRaw(entry);
                    isWritten |= isLogProbs;
                }
            }
        }

        if (isAsked && !isWritten)
        {
            writer.Json.WriteStringValue(OpenAIResponsesSpelling.LogProbsInclude);
        }

        writer.Json.WriteEndArray();
    }

    private static void WriteReasoning(RequestBodyWriter writer, ReasoningPlan plan)
    {
        var summary = plan.Output switch
        {
            ReasoningOutput.Summary => "auto",
            ReasoningOutput.Full => "detailed",
            _ => null,
        };
        if (plan.Effort is null && summary is null)
        {
            return;
        }

        var start = writer.BeginObject("reasoning"u8);
        writer.Json.WriteOptional("effort"u8, plan.Effort);
        writer.Json.WriteOptional("summary"u8, summary);
        writer.EndBodyMember(start, "reasoning");
    }

    private static void WriteText(RequestBodyWriter writer)
    {
        var options = writer.Call.Options;
        if (options.ResponseFormat is not { } format)
        {
            return;
        }

        var text = writer.BeginObject("text"u8);
        var start = writer.BeginObject("format"u8);
        FormatObject.WriteMembers(writer, format, options.StrictSchema);
        writer.EndNested(start, writer.FindLeftOver("text"u8), "format"u8);
        writer.EndBodyMember(text, "text");
    }
}
