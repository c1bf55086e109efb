using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>The settings of an inbound request. What has no place is left over and kept as the options' extras.</summary>
internal static class AnthropicSettingsReader
{
    public static ChatOptions Read(JsonElement body)
    {
        var options = new ChatOptions();
        var modelled = new HashSet<string>(StringComparer.Ordinal) { "model", "messages", "system", "stream" };
        foreach (var member in body.EnumerateObject())
        {
            if (ReadMember(options, member.Name, member.Value, body))
            {
                modelled.Add(member.Name);
            }
        }

        var leftOver = AnthropicLeftOvers.Without(body, modelled, options);
        options.AdditionalProperties = Bag.Set(options.AdditionalProperties, WireExtras.Key, WireExtras.Gather(AnthropicMessagesProtocol.WireName, leftOver, static (_, _) => false));
        return options;
    }

    /// <returns>True where the whole of the member has found its place.</returns>
    private static bool ReadMember(ChatOptions options, string name, JsonElement value, JsonElement body)
    {
        switch (name, value.ValueKind)
        {
            case ("max_tokens", JsonValueKind.Number) when value.TryGetInt32(out var maximum):
                options.MaxOutputTokens = maximum;
                return true;
            case ("temperature", JsonValueKind.Number):
                options.Temperature = value.GetSingle();
                return true;
            case ("top_p", JsonValueKind.Number):
                options.TopP = value.GetSingle();
                return true;
            case ("top_k", JsonValueKind.Number) when value.TryGetInt32(out var topK):
                options.TopK = topK;
                return true;
            case ("stop_sequences", JsonValueKind.Array):
                options.StopSequences = [.. value.EnumerateArray().Select(stop => stop.AsText() ?? "")];
                return true;
            case ("service_tier", JsonValueKind.String):
                options.ServiceTier = value.AsText();
                return true;
            case ("cache_control", JsonValueKind.Object) when AnthropicCacheControl.Read(body, out var isExplicit) is { } lifetime:
                options.CacheBreakpoint = lifetime;
                options.AdditionalProperties = Bag.Set(
                    options.AdditionalProperties,
                    AnthropicSpelling.ExplicitLifetimeKey,
                    isExplicit && lifetime == AnthropicCacheControl.DefaultLifetime ? true : null);
                return true;
            case ("tools", JsonValueKind.Array):
                options.Tools = [.. value.EnumerateArray().Select(AnthropicToolReader.Read)];
                return true;
            case ("tool_choice", JsonValueKind.Object):
                return AnthropicToolReader.ReadChoice(options, value);
            case ("output_format", JsonValueKind.Object):
                options.UsesOutputFormatMember = AnthropicLeftOvers.ReadFormat(options, value);
                return options.UsesOutputFormatMember;
            case ("thinking", JsonValueKind.Object):
                return AnthropicLeftOvers.ReadThinking(options, value);
            case ("output_config", JsonValueKind.Object):
                return AnthropicLeftOvers.ReadOutput(options, value);
            case ("metadata", JsonValueKind.Object):
                options.EndUserId = value.Member("user_id"u8).AsText();
                return options.EndUserId is not null && value.GetPropertyCount() == 1;
            default:
                return false;
        }
    }
}
