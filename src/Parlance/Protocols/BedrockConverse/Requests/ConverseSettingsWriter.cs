using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>Sampling, and what a model's maker wants beside it.</summary>
internal static class ConverseSettingsWriter
{
    public static void Write(RequestBodyWriter writer, ConverseDialect dialect)
    {
        var reasoning = ConverseReasoning.Resolve(writer, dialect);
        var isFixed = dialect.FixesSamplingWhileThinking && reasoning.Plan.IsOn;
        var receiver = new ConverseReceiver(dialect, reasoning.Plan, writer.Call.Options.Temperature is { } temperature && (!isFixed || temperature == 1));
        ConverseFields.Settings.WriteObject(writer, receiver, "inferenceConfig");
        WriteAdditional(writer, reasoning, receiver);
        ConverseFields.Settings.Write(writer, receiver);
        ConverseFields.Settings.WriteObject(writer, receiver, "serviceTier");
        ConverseFields.Settings.ReportLost(writer.Call);
    }

    private static void WriteAdditional(RequestBodyWriter writer, in ConverseReasoning reasoning, in ConverseReceiver receiver)
    {
        var options = writer.Call.Options;
        var topK = options.TopK is not null && receiver.Dialect.HasSampling && !receiver.IsFixed ? receiver.Dialect.TopKMember : null;
        if (options.TopK is not null && topK is null)
        {
            writer.Unsupported("TopK", receiver.IsFixed ? ThinkingSampling.RefusedWhileThinking : "The model takes no such limit; it was left out.");
        }

        if (reasoning.Plan.IsEmpty && topK is null)
        {
            return;
        }

        var start = writer.BeginObject("additionalModelRequestFields"u8);
        if (topK is not null)
        {
            WriteTopK(writer, topK, options.TopK!.Value);
        }

        reasoning.Write(writer.Json);
        writer.EndBodyMember(start, "additionalModelRequestFields");
    }

    private static void WriteTopK(RequestBodyWriter writer, string member, int topK)
    {
        var dot = member.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            writer.Json.WriteNumber(member, topK);
            return;
        }

        writer.Json.WriteStartObject(member[..dot]);
        writer.Json.WriteNumber(member[(dot + 1)..], topK);
        writer.Json.WriteEndObject();
    }
}
