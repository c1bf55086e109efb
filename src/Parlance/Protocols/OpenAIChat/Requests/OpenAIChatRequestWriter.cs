using System.Buffers;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// A call as a chat completions body. The order of the members is fixed, what rarely changes stands first, and the
/// messages come last of what is modelled: hosts that cache prompts match the body from its beginning.
/// </summary>
internal static class OpenAIChatRequestWriter
{
    public static void Write(ChatCall call, ChatDialect dialect, IBufferWriter<byte> body)
    {
        using var writer = new RequestBodyWriter(call, ChatWireNames.Wire);
        var start = writer.BeginObject();
        if (dialect.WritesModel && call.Model.Length > 0)
        {
            writer.Json.WriteString("model"u8, call.Model);
        }

        WriteStream(writer, dialect);
        OpenAIChatSamplingWriter.Write(writer, dialect);
        OpenAIChatReasoningWriter.Write(writer, dialect);
        OpenAIChatResponseFormat.Write(writer, dialect);
        WriteLabels(writer, dialect);
        SettingsLoss.Report(writer, "ConversationId", "AllowBackgroundResponses");
        if (dialect.EmitsCacheControl)
        {
            CacheMarkLoss.ReportTools(writer.Call);
        }
        else
        {
            CacheMarkLoss.Report(writer.Call);
        }

        OpenAIChatToolWriter.Write(writer, dialect);
        new OpenAIChatMessageWriter(writer, dialect).WriteAll();
        writer.EndBody(start);
        writer.CopyTo(body);
    }

    private static void WriteStream(RequestBodyWriter writer, ChatDialect dialect)
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

    private static void WriteLabels(RequestBodyWriter writer, ChatDialect dialect)
    {
        var options = writer.Call.Options;
        if (options.EndUserId is { } user)
        {
            if (dialect.HasUser)
            {
                writer.Json.WriteString("user"u8, user);
            }
            else
            {
                writer.Unsupported("EndUserId", "The host takes no id of the end user; it was left out.");
            }
        }

        WriteLabel(writer, dialect, "service_tier", "ServiceTier", options.ServiceTier);
        WriteLabel(writer, dialect, "prompt_cache_key", "PromptCacheKey", options.PromptCacheKey);
        if (options.Metadata is { ValueKind: System.Text.Json.JsonValueKind.Object } metadata)
        {
            if (dialect.HasRequestLabels)
            {
                writer.WriteRaw("metadata"u8, metadata);
            }
            else
            {
                writer.Unsupported("Metadata", "The host stores no metadata; it was left out.");
            }
        }
    }

    private static void WriteLabel(RequestBodyWriter writer, ChatDialect dialect, string member, string field, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (dialect.HasRequestLabels)
        {
            writer.Json.WriteString(member, value);
        }
        else
        {
            writer.Call.Warn(GivenSettings.KindOfLoss(field), field, $"The host takes no {member}; it was left out.");
        }
    }
}
