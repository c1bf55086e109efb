using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>What the requests of chat and of generate have in common: the model and its settings.</summary>
internal static class OllamaSettingsReader
{
    /// <summary>Takes the settings out of a body, and leaves the rest of it as the options' extras.</summary>
    public static OllamaSettings Read(RequestMembers body)
    {
        var options = new ChatOptions();
        var model = body.TakeText("model") ?? throw body.Invalid("model", "must be the name of a model");
        var isStreaming = body.TakeFlag("stream");
        options.AdditionalProperties = body.Note(options.AdditionalProperties, OllamaSpelling.NoStream, isStreaming is null);
        ReadFormat(body, options);
        ReadThinking(body, options);
        OllamaFields.Settings.Read(body, options);
        options.AdditionalProperties = body.AddExtras(options.AdditionalProperties);
        return new OllamaSettings(model, isStreaming ?? true, options);
    }

    private static void ReadFormat(RequestMembers body, ChatOptions options)
    {
        if (body.TryTake("format", value => value.AsText() == "json", out _))
        {
            options.ResponseFormat = ChatResponseFormat.Json;
        }
        else if (body.TakeObject("format") is { ValueKind: JsonValueKind.Object } schema)
        {
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema);
        }
    }

    private static void ReadThinking(RequestMembers body, ChatOptions options)
    {
        options.ReasoningEnabled = body.TakeFlag("think");
        options.ReasoningEffort = body.TakeText("think");
    }
}

/// <summary>The settings of a request.</summary>
internal sealed record OllamaSettings(string Model, bool IsStreaming, ChatOptions Options);
