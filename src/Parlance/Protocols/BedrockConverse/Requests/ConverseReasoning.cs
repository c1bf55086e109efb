using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>What a request says about reasoning, in the members of the model's maker.</summary>
internal readonly record struct ConverseReasoning(ReasoningPlan Plan, ConverseReasoningMembers Members)
{
    public static ConverseReasoning Resolve(RequestBodyWriter writer, ConverseDialect dialect)
    {
        var options = writer.Call.Options;
        var isEffortMember = writer.IsSpelled(options.AdditionalProperties, ConverseSpelling.EffortMember) && ReasoningSettings.From(options).Effort is not null;
        var ability = isEffortMember ? ReasoningAbility.AnyEffort : AbilityOf(options, dialect);
        return new(ReasoningPlan.For(writer.Call, ability).Report(writer.Call), isEffortMember ? ConverseReasoningMembers.Effort : dialect.ReasoningMembers);
    }

    public void Write(Utf8JsonWriter json)
    {
        switch (Members)
        {
            case ConverseReasoningMembers.Effort:
                json.WriteOptional("reasoning_effort"u8, Plan.Effort);
                break;
            case ConverseReasoningMembers.Config when !Plan.IsEmpty:
                json.WriteStartObject("reasoningConfig"u8);
                json.WriteString("type"u8, Plan.IsOn ? ThinkingType.Enabled : ThinkingType.Disabled);
                json.WriteOptional("maxReasoningEffort"u8, Plan.Effort);
                json.WriteEndObject();
                break;
            case ConverseReasoningMembers.Thinking when ThinkingType.Of(Plan) is { } type:
                WriteThinking(json, type);
                break;
        }
    }

    private void WriteThinking(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject("thinking"u8);
        json.WriteString("type"u8, type);
        json.WriteOptional("budget_tokens"u8, Plan.Budget);
        json.WriteEndObject();
        if (Plan.Effort is { } effort)
        {
            json.WriteStartObject("output_config"u8);
            json.WriteString("effort"u8, effort);
            json.WriteEndObject();
        }
    }

    /// <summary>A request of this wire keeps the kind of thinking that it asked for, where the model has it.</summary>
    private static ReasoningAbility AbilityOf(ChatOptions options, ConverseDialect dialect) => options.ConverseThinkingType switch
    {
        ThinkingType.Enabled when dialect is { TakesThinkingBudget: true, Reasoning.HasNoControl: false } => ReasoningAbility.ThinkingBudget,
        ThinkingType.Adaptive when dialect is { TakesAdaptiveThinking: true, Reasoning: { HasNoControl: false, HasEffort: false } } => ReasoningAbility.AdaptiveThinking,
        _ => dialect.Reasoning,
    };
}
