using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Conformance.Requests;

/// <summary>
/// One change of a call after it was read. What it changes must appear in the written body, and nothing else may: a
/// writer that gave back the bytes that came in would show no change.
/// </summary>
/// <param name="Name">What is changed.</param>
/// <param name="Marker">A text that the changed part of the body must hold.</param>
/// <param name="TryApply">Changes the call; false where it has no such value.</param>
internal sealed record RequestMutation(string Name, string Marker, Func<ChatCall, bool> TryApply)
{
    private const string Text = "changed-by-the-test";

    public static IReadOnlyList<RequestMutation> All { get; } =
    [
        new("temperature", "0.4321", call => Set(call.Options.Temperature is not null, () => call.Options.Temperature = 0.4321f)),
        new("top_p", "0.4321", call => Set(call.Options.TopP is not null, () => call.Options.TopP = 0.4321f)),
        new("top_k", "4321", call => Set(call.Options.TopK is not null, () => call.Options.TopK = 4321)),
        new("maximum of tokens", "54321", call => Set(call.Options.MaxOutputTokens is not null, () => call.Options.MaxOutputTokens = 54321)),
        new("seed", "54321", call => Set(call.Options.Seed is not null, () => call.Options.Seed = 54321)),
        new("frequency penalty", "0.4321", call => Set(call.Options.FrequencyPenalty is not null, () => call.Options.FrequencyPenalty = 0.4321f)),
        new("presence penalty", "0.4321", call => Set(call.Options.PresencePenalty is not null, () => call.Options.PresencePenalty = 0.4321f)),
        new("stop sequence", Text, call => Set(call.Options.StopSequences is { Count: > 0 }, () => call.Options.StopSequences![0] = Text)),
        new("user", Text, call => Set(call.Options.EndUserId is not null, () => call.Options.EndUserId = Text)),
        new("service tier", Text, call => Set(call.Options.ServiceTier is not null, () => call.Options.ServiceTier = Text)),
        new("prompt cache key", Text, call => Set(call.Options.PromptCacheKey is not null, () => call.Options.PromptCacheKey = Text)),
        new("metadata", Text, call => Set(call.Options.Metadata is not null, () => call.Options.Metadata = AddMember(call.Options.Metadata!.Value))),
        new("top log probabilities", "17", call => Set(call.Options.TopLogProbs is not null, () => call.Options.TopLogProbs = 17)),
        new("lower reasoning effort", "low", call => Set(call.Options.ReasoningEffort is not (null or "low" or "none"), () => call.Options.ReasoningEffort = "low")),
        new("higher reasoning effort", "high", call => Set(call.Options.ReasoningEffort is not (null or "high" or "none"), () => call.Options.ReasoningEffort = "high")),
        // The smallest budget that every wire takes, so that no limit has to make room for it.
        new("reasoning budget", "1025", call => Set(call.Options.ReasoningBudget is not null, () => call.Options.ReasoningBudget = 1025)),
        new("schema", Text, ChangeSchema),
        new("tool's description", Text, ChangeToolDescription),
        new("text of a message", Text, call => Set(First<TextContent>(call) is not null, () => First<TextContent>(call)!.Text = Text)),
        new("arguments of a call", Text, call => Set(First<FunctionCallContent>(call) is not null, () => First<FunctionCallContent>(call)!.Arguments = Arguments())),
        new("result of a tool", Text, call => Set(First<FunctionResultContent>(call) is not null, () => First<FunctionResultContent>(call)!.Result = Text)),
        new("lifetime of a cache mark", "1h", call => Set(Cached(call) is not null, () => Cached(call)!.CacheBreakpoint = "1h")),
    ];

    public override string ToString() => Name;

    private static bool Set(bool hasValue, Action change)
    {
        if (hasValue)
        {
            change();
        }

        return hasValue;
    }

    private static T? First<T>(ChatCall call)
        where T : AIContent => call.Messages.SelectMany(message => message.Contents).OfType<T>().FirstOrDefault();

    private static AIContent? Cached(ChatCall call) => call.Messages.SelectMany(message => message.Contents).FirstOrDefault(content => content.CacheBreakpoint == "5m");

    private static Dictionary<string, object?> Arguments() => new(StringComparer.Ordinal) { ["argument"] = Text };

    private static bool ChangeSchema(ChatCall call)
    {
        if (call.Options.ResponseFormat is not ChatResponseFormatJson { Schema: { ValueKind: JsonValueKind.Object } schema } format)
        {
            return false;
        }

        call.Options.ResponseFormat = ChatResponseFormat.ForJsonSchema(AddMember(schema), format.SchemaName, format.SchemaDescription);
        return true;
    }

    private static bool ChangeToolDescription(ChatCall call)
    {
        if (call.Options.Tools is not { } tools || tools.OfType<DeclaredFunction>().FirstOrDefault() is not { } function)
        {
            return false;
        }

        var changed = new DeclaredFunction(function.Name, Text, function.JsonSchema, new AdditionalPropertiesDictionary(function.AdditionalProperties));
        call.Options.Tools = [.. tools.Select(tool => tool == function ? changed : tool)];
        return true;
    }

    private static JsonElement AddMember(JsonElement members)
    {
        var changed = System.Text.Json.Nodes.JsonObject.Create(members)!;
        changed["x-changed"] = Text;
        return JsonElement.Parse(changed.ToJsonString());
    }
}
