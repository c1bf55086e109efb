using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The settings of an inbound request. What has no place is left over and kept as the options' extras.</summary>
internal static class AnthropicSettingsReader
{
    public static ChatOptions Read(RequestMembers body)
    {
        var options = new ChatOptions { MaxOutputTokens = body.TakeCount("max_tokens") };
        AnthropicFields.Settings.Read(body, options);
        options.AdditionalProperties = AnthropicCacheControl.Take(body, options.AdditionalProperties);
        AnthropicReasoning.Read(body, options);
        ReadOutput(body, options);
        AnthropicToolReader.Read(body, options);
        options.AdditionalProperties = body.AddExtras(options.AdditionalProperties);
        return options;
    }

    private static void ReadOutput(RequestMembers body, ChatOptions options)
    {
        options.AdditionalProperties = body.Note(options.AdditionalProperties, AnthropicSpelling.OutputFormat, TryTakeFormat(body, "output_format", options));
        var output = body.Open("output_config");
        TryTakeFormat(output, "format", options);
        options.OutputEffort = output.TakeText("effort");
        options.ReasoningEffort = options.OutputEffort;
    }

    private static bool TryTakeFormat(RequestMembers members, string name, ChatOptions options)
    {
        if (!members.TryTake(name, IsSchema, out var format))
        {
            return false;
        }

        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(format.Member("schema"u8));
        return true;
    }

    private static bool IsSchema(JsonElement format) =>
        format.Member("type"u8).AsText() == "json_schema" && format.Member("schema"u8).ValueKind == JsonValueKind.Object && format.GetPropertyCount() == 2;
}
