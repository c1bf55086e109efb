using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>The settings of an inbound request. What has no place is kept as the options' extras.</summary>
internal static class ConverseSettingsReader
{
    public static ChatOptions Read(JsonElement body)
    {
        var options = new ChatOptions();
        var modelled = new HashSet<string>(StringComparer.Ordinal) { "messages", "system", "inferenceConfig", "additionalModelRequestFields" };
        var inference = body.Member("inferenceConfig"u8);
        var additional = body.Member("additionalModelRequestFields"u8);
        foreach (var member in body.EnumerateObject())
        {
            if (ReadMember(options, member.Name, member.Value))
            {
                modelled.Add(member.Name);
            }
        }

        var inferenceRest = Gather(inference, (name, value) => ReadInference(options, name, value));
        var additionalRest = Gather(additional, (name, value) => ReadAdditional(options, name, value));
        options.AdditionalProperties = Bag.Set(
            options.AdditionalProperties,
            WireExtras.Key,
            WireExtras.Gather(
                ConverseProtocol.WireName,
                body,
                (name, value) => modelled.Contains(name) && (name is not ("inferenceConfig" or "additionalModelRequestFields") || value.ValueKind == JsonValueKind.Object),
                ("inferenceConfig", inferenceRest),
                ("additionalModelRequestFields", additionalRest)));
        return options;
    }

    private static JsonElement Gather(JsonElement source, Func<string, JsonElement, bool> isModelled) =>
        WireExtras.Gather(ConverseProtocol.WireName, source, isModelled);

    /// <returns>True where the whole of the member has found its place.</returns>
    private static bool ReadMember(ChatOptions options, string name, JsonElement value)
    {
        switch (name, value.ValueKind)
        {
            case ("toolConfig", JsonValueKind.Object):
                return ConverseToolReader.Read(options, value);
            case ("serviceTier", JsonValueKind.Object) when value.GetPropertyCount() == 1 && value.TryGetText("type"u8, out var tier):
                options.ServiceTier = tier;
                return true;
            case ("requestMetadata", JsonValueKind.Object):
                options.Metadata = value.Clone();
                return true;
            case ("outputConfig", JsonValueKind.Object):
                return ConverseResponseFormat.Read(options, value);
            default:
                return false;
        }
    }

    private static bool ReadInference(ChatOptions options, string name, JsonElement value)
    {
        switch (name, value.ValueKind)
        {
            case ("maxTokens", JsonValueKind.Number) when value.TryGetInt32(out var maximum):
                options.MaxOutputTokens = maximum;
                return true;
            case ("temperature", JsonValueKind.Number):
                options.Temperature = value.GetSingle();
                return true;
            case ("topP", JsonValueKind.Number):
                options.TopP = value.GetSingle();
                return true;
            case ("stopSequences", JsonValueKind.Array) when value.GetArrayLength() > 0:
                options.StopSequences = [.. value.EnumerateArray().Select(stop => stop.AsText() ?? "")];
                return true;
            default:
                return false;
        }
    }

    private static bool ReadAdditional(ChatOptions options, string name, JsonElement value)
    {
        switch (name, value.ValueKind)
        {
            case ("top_k", JsonValueKind.Number) when value.TryGetInt32(out var topK):
                options.TopK = topK;
                return true;
            case ("reasoning_effort", JsonValueKind.String):
                options.ReasoningEffort = value.AsText();
                options.UsesEffortMember = true;
                return true;
            case ("thinking", JsonValueKind.Object):
                return ReadThinking(options, value);
            default:
                return false;
        }
    }

    private static bool ReadThinking(ChatOptions options, JsonElement thinking)
    {
        var type = thinking.Member("type"u8).AsText();
        var hasBudget = thinking.Member("budget_tokens"u8) is { ValueKind: JsonValueKind.Number };
        if (type is not ("enabled" or "adaptive" or "disabled") || thinking.GetPropertyCount() != (hasBudget ? 2 : 1)
            || (hasBudget && (type != "enabled" || !thinking.Member("budget_tokens"u8).TryGetInt64(out _))))
        {
            return false;
        }

        options.ReasoningEnabled = type != "disabled";
        options.ConverseThinkingType = type;
        options.ReasoningBudget = hasBudget ? thinking.Member("budget_tokens"u8).GetInt64() : null;
        return true;
    }
}
