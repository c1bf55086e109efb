using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>Limits and sampling.</summary>
internal static class OpenAIChatSamplingWriter
{
    public static void Write(RequestBodyWriter writer, ChatDialect dialect)
    {
        var options = writer.Call.Options;
        var json = writer.Json;
        if (options.MaxOutputTokens is { } limit)
        {
            json.WriteNumber(dialect.TokenLimitMember, limit);
        }

        WriteNumber(writer, "temperature", "Temperature", options.Temperature, dialect.HasSampling);
        WriteNumber(writer, "top_p", "TopP", options.TopP, dialect.HasSampling);
        WriteCount(writer, "top_k", "TopK", options.TopK, dialect.HasTopK);
        WriteNumber(writer, "frequency_penalty", "FrequencyPenalty", options.FrequencyPenalty, dialect.HasPenalties);
        WriteNumber(writer, "presence_penalty", "PresencePenalty", options.PresencePenalty, dialect.HasPenalties);
        WriteCount(writer, dialect.SeedMember ?? "seed", "Seed", options.Seed, dialect.SeedMember is not null);
        WriteStop(writer, dialect);
        WriteLogProbs(writer, dialect);
    }

    private static void WriteStop(RequestBodyWriter writer, ChatDialect dialect)
    {
        if (writer.Call.Options.StopSequences is not { Count: > 0 } stop)
        {
            return;
        }

        if (stop.Count > dialect.MaximumStopSequences)
        {
            writer.Unsupported("StopSequences", dialect.MaximumStopSequences == 0
                ? "The host takes no stop sequences; they were left out."
                : $"The host takes {dialect.MaximumStopSequences} stop sequences; the others were left out.");
        }

        if (dialect.MaximumStopSequences > 0)
        {
            writer.Json.WriteOptional("stop"u8, stop.Take(dialect.MaximumStopSequences));
        }
    }

    private static void WriteLogProbs(RequestBodyWriter writer, ChatDialect dialect)
    {
        if (writer.Call.Options.LogProbs is { } isAsked)
        {
            if (dialect.HasLogProbs)
            {
                writer.Json.WriteBoolean("logprobs"u8, isAsked);
            }
            else if (isAsked)
            {
                writer.Unsupported("LogProbs", "The host reports no log probabilities.");
            }
        }

        WriteCount(writer, "top_logprobs", "TopLogProbs", writer.Call.Options.TopLogProbs, dialect.HasLogProbs);
    }

    private static void WriteNumber(RequestBodyWriter writer, string member, string field, float? value, bool isAccepted)
    {
        if (value is not { } number)
        {
            return;
        }

        if (isAccepted)
        {
            writer.Json.WriteNumber(member, number);
        }
        else
        {
            writer.Unsupported(field, $"The model takes no {member}; it was left out.");
        }
    }

    private static void WriteCount(RequestBodyWriter writer, string member, string field, long? value, bool isAccepted)
    {
        if (value is not { } count)
        {
            return;
        }

        if (isAccepted)
        {
            writer.Json.WriteNumber(member, count);
        }
        else
        {
            writer.Unsupported(field, $"The host takes no {member}; it was left out.");
        }
    }
}
