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
        WriteConversation(writer, dialect);
        WriteInclude(writer, receiver);
        WriteReasoning(writer, plan);
        WriteText(writer, receiver);
        OpenAIResponsesFields.Settings.ReportLost(writer.Call);
        CacheMarkLoss.Report(writer.Call);
    }

    /// <summary>The host that keeps a conversation is the only one that knows its id.</summary>
    private static void WriteConversation(RequestBodyWriter writer, OpenAIResponsesDialect dialect)
    {
        if (writer.Call.Options.ConversationId is not { } id)
        {
            return;
        }

        if (dialect.StreamsOnly || !writer.Call.MayReplay(writer.Call.Inbound?.Issuer))
        {
            Setting.ConversationId.ReportLoss(writer.Call, "The receiver keeps no such conversation; the id was left out.");
        }
        else
        {
            writer.Json.WriteString(StoredConversation.IsConversation(id) ? "conversation"u8 : "previous_response_id"u8, id);
        }
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

    private static void WriteText(RequestBodyWriter writer, in OpenAIResponsesReceiver receiver)
    {
        var options = writer.Call.Options;
        if (options.ResponseFormat is null && options.Verbosity is null)
        {
            return;
        }

        var text = writer.BeginObject("text"u8);
        if (options.ResponseFormat is { } format)
        {
            var start = writer.BeginObject("format"u8);
            FormatObject.WriteMembers(writer, format, options.StrictSchema);
            writer.EndNested(start, writer.FindLeftOver("text"u8), "format"u8);
        }

        OpenAIResponsesFields.Settings.Write(writer, receiver, "text");
        writer.EndBodyMember(text, "text");
    }
}
