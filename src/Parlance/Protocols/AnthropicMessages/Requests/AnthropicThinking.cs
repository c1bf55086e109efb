using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>What a request says about reasoning, in the terms of the model that it goes to.</summary>
/// <param name="Type">The <c>thinking.type</c>, null for no such member.</param>
/// <param name="Budget">The <c>thinking.budget_tokens</c>.</param>
/// <param name="Effort">The <c>output_config.effort</c>.</param>
internal readonly record struct AnthropicThinking(string? Type, long? Budget, string? Effort)
{
    /// <summary>
    /// The smallest budget there is: "≥1024 and less than max_tokens", says ThinkingConfigEnabledParam in
    /// https://github.com/anthropics/anthropic-sdk-python.
    /// </summary>
    internal const long MinimumBudget = 1024;

    private const string Adaptive = "adaptive";
    private const string Enabled = "enabled";
    private const string Disabled = "disabled";

    public bool IsOn => Type is Enabled or Adaptive;

    public static void Read(RequestMembers body, ChatOptions options)
    {
        if (body.Find("thinking").Member("type"u8).AsText() is not (Enabled or Adaptive or Disabled))
        {
            return;
        }

        var thinking = body.Open("thinking");
        options.ThinkingType = thinking.TakeText("type");
        options.ReasoningEnabled = options.ThinkingType != Disabled;
        options.ReasoningBudget = thinking.TakeInteger("budget_tokens");
        if (thinking.TryTake("display", static display => display.AsText() is "summarized" or "omitted", out var display))
        {
            options.Reasoning = new ReasoningOptions { Output = display.ValueEquals("omitted") ? ReasoningOutput.None : ReasoningOutput.Summary };
        }
    }

    public static AnthropicThinking Resolve(RequestBodyWriter writer, AnthropicDialect dialect)
    {
        var options = writer.Call.Options;
        var (effort, field) = ReasoningEffortWord.Find(options);

        // An effort that stood in the wire's own member stays one when it is changed, and switches no thinking on.
        var isOutputEffort = effort is not null && options.OutputEffort is { } given && (effort == given || effort is not ("none" or "minimal"));
        var outputEffort = isOutputEffort ? effort : null;
        if (options.ReasoningBudget is { } budget && options.ReasoningEnabled != false)
        {
            var sized = FromBudget(writer, dialect, budget, isOutputEffort ? null : effort);
            return isOutputEffort ? sized with { Effort = outputEffort } : sized;
        }

        if (options.ReasoningEnabled == false)
        {
            if (!isOutputEffort)
            {
                ReasoningLoss.ReportOff(writer);
            }

            return new AnthropicThinking(Disabled, null, outputEffort);
        }

        if (effort is not null && !isOutputEffort)
        {
            return dialect.Thinking == AnthropicThinkingControl.Adaptive ? ToAdaptive(writer, effort, field) : ToBudget(writer, effort, field);
        }

        return options.ReasoningEnabled is null ? new AnthropicThinking(null, null, outputEffort)
            : options.ThinkingType is Enabled or Adaptive ? new AnthropicThinking(options.ThinkingType, null, outputEffort)
            : dialect.Thinking == AnthropicThinkingControl.Adaptive ? new AnthropicThinking(Adaptive, null, outputEffort)
            : ToBudget(writer, "medium", "ReasoningEnabled") with { Effort = outputEffort };
    }

    public void WriteThinking(RequestBodyWriter writer)
    {
        if (Type is null)
        {
            return;
        }

        var json = writer.Json;
        var start = writer.BeginObject("thinking"u8);
        json.WriteString("type"u8, Type);
        json.WriteOptional("budget_tokens"u8, Budget);
        var display = writer.Call.Options.Reasoning?.Output switch
        {
            ReasoningOutput.Summary => "summarized",
            ReasoningOutput.None => "omitted",
            _ => null,
        };
        json.WriteOptional("display"u8, IsOn ? display : null);
        writer.EndBodyMember(start, "thinking");
    }

    private static AnthropicThinking FromBudget(RequestBodyWriter writer, AnthropicDialect dialect, long budget, string? effort)
    {
        if (budget <= 0)
        {
            if (effort is not null)
            {
                ReasoningLoss.ReportOff(writer);
            }

            return new AnthropicThinking(Disabled, null, null);
        }

        if (dialect.Thinking == AnthropicThinkingControl.Adaptive && writer.Call.Options.ThinkingType != Enabled)
        {
            writer.Coerced("ReasoningBudget", "The model sizes its reasoning itself; adaptive thinking was asked for instead of a budget.");
            return effort is null or "none" ? new AnthropicThinking(Adaptive, null, null) : ToAdaptive(writer, effort, ReasoningEffortWord.Find(writer.Call.Options).Field);
        }

        if (effort is not null)
        {
            ReasoningLoss.ReportBesideBudget(writer);
        }

        if (budget < MinimumBudget)
        {
            writer.Coerced("ReasoningBudget", $"The smallest budget is {MinimumBudget} tokens; {budget} was raised to it.");
        }

        return new AnthropicThinking(Enabled, Math.Max(budget, MinimumBudget), null);
    }

    private static AnthropicThinking ToAdaptive(RequestBodyWriter writer, string effort, string field)
    {
        switch (effort)
        {
            case "none":
                return new AnthropicThinking(Disabled, null, null);
            case "minimal":
                writer.Coerced(field, "The wire knows no effort 'minimal'; 'low' was sent.");
                return new AnthropicThinking(Adaptive, null, "low");
            default:
                return new AnthropicThinking(Adaptive, null, effort);
        }
    }

    private static AnthropicThinking ToBudget(RequestBodyWriter writer, string effort, string field)
    {
        // The budgets are those of the reference client whose effort levels these are.
        long? budget = effort switch
        {
            "none" => 0,
            "minimal" or "low" => 1024,
            "medium" => 4096,
            "high" or "xhigh" or "max" => 10_240,
            _ => null,
        };
        switch (budget)
        {
            case null:
                writer.Unsupported(field, $"There is no reasoning budget for the effort '{effort}'; it was left out.");
                return default;
            case 0:
                return new AnthropicThinking(Disabled, null, null);
            default:
                writer.Coerced(field, $"The model takes a budget instead of a level; {budget} tokens were allowed for reasoning.");
                return new AnthropicThinking(Enabled, budget, null);
        }
    }
}
