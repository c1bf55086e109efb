using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>What a request says about reasoning.</summary>
/// <param name="Plan">The <c>thinking</c> object.</param>
/// <param name="Effort">The <c>output_config.effort</c>, null for none.</param>
internal readonly record struct AnthropicReasoning(ReasoningPlan Plan, string? Effort)
{
    public static void Read(RequestMembers body, ChatOptions options)
    {
        if (body.Find("thinking").Member("type"u8).AsText() is not (ThinkingType.Enabled or ThinkingType.Adaptive or ThinkingType.Disabled))
        {
            return;
        }

        var thinking = body.Open("thinking");
        options.ThinkingType = thinking.TakeText("type");
        options.ReasoningEnabled = options.ThinkingType != ThinkingType.Disabled;
        options.ReasoningBudget = thinking.TakeInteger("budget_tokens");
        if (thinking.TryTake("display", static display => display.AsText() is "summarized" or "omitted", out var display))
        {
            options.Reasoning = new ReasoningOptions { Output = display.ValueEquals("omitted") ? ReasoningOutput.None : ReasoningOutput.Summary };
        }
    }

    public static AnthropicReasoning Resolve(RequestBodyWriter writer, AnthropicDialect dialect)
    {
        var options = writer.Call.Options;
        var given = ReasoningSettings.From(options);

        // An effort that stood in the wire's own member stays one when it is changed, and switches no thinking on.
        var isOutputEffort = given.Effort is not null && options.OutputEffort is { } read && (given.Effort == read || given.Effort is not ("none" or "minimal"));
        if (isOutputEffort && dialect.OutputEfforts is [] && options.ThinkingType is ThinkingType.Enabled or ThinkingType.Adaptive)
        {
            // The model has no such member. Where it thinks, the effort says how much.
            isOutputEffort = false;
        }

        var plan = ReasoningPlan.For(writer.Call, isOutputEffort ? given with { Effort = null } : given, AbilityOf(options, dialect)).Report(writer.Call);
        return new AnthropicReasoning(plan, isOutputEffort ? FitOutputEffort(writer, given.Effort!, dialect) : plan.Effort);
    }

    public void WriteThinking(RequestBodyWriter writer)
    {
        if (ThinkingType.Of(Plan) is not { } type)
        {
            return;
        }

        var json = writer.Json;
        var start = writer.BeginObject("thinking"u8);
        json.WriteString("type"u8, type);
        json.WriteOptional("budget_tokens"u8, Plan.Budget);
        json.WriteOptional("display"u8, !Plan.IsOn ? null : Plan.Output switch
        {
            ReasoningOutput.Summary => "summarized",
            ReasoningOutput.None => "omitted",
            _ => null,
        });
        writer.EndBodyMember(start, "thinking");
    }

    private static string? FitOutputEffort(RequestBodyWriter writer, string effort, AnthropicDialect dialect)
    {
        if (dialect.OutputEfforts is not { } known)
        {
            return effort;
        }

        if (known.IsEmpty)
        {
            writer.Unsupported("ReasoningEffort", "The model takes no effort; it was left out.");
            return null;
        }

        var nearest = ReasoningEfforts.Nearest(effort, known);
        if (nearest != effort)
        {
            writer.Coerced("ReasoningEffort", $"The model knows no effort '{effort}'; '{nearest}' was sent.");
        }

        return nearest;
    }

    /// <summary>A request of this wire keeps the kind of thinking that it asked for, where the model has it.</summary>
    private static ReasoningAbility AbilityOf(ChatOptions options, AnthropicDialect dialect) => (options.ThinkingType switch
    {
        ThinkingType.Enabled when dialect.TakesThinkingBudget => ReasoningAbility.ThinkingBudget,
        ThinkingType.Adaptive when dialect.TakesAdaptiveThinking && !dialect.Reasoning.HasEffort => ReasoningAbility.AdaptiveThinking,
        _ => dialect.Reasoning,
    }) with { Outputs = [ReasoningOutput.None, ReasoningOutput.Summary] };
}
