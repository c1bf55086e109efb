using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols.AnthropicMessages;

namespace Parlance.Protocols.BedrockConverse;

/// <summary>What a request says about reasoning, in the terms of the model that it goes to.</summary>
internal readonly record struct ConverseReasoning
{
    /// <summary>The members are those of another wire, and so is the smallest budget.</summary>
    private const long MinimumBudget = AnthropicThinking.MinimumBudget;

    /// <summary>The <c>thinking.type</c>, null for no such member.</summary>
    private string? ThinkingType { get; init; }

    private long? Budget { get; init; }

    /// <summary>The <c>output_config.effort</c> of models that size their reasoning themselves.</summary>
    private string? OutputEffort { get; init; }

    /// <summary>The <c>reasoning_effort</c>.</summary>
    private string? EffortMember { get; init; }

    /// <summary>The <c>reasoningConfig.type</c>, null for no such member.</summary>
    private string? ConfigType { get; init; }

    private string? ConfigEffort { get; init; }

    public bool IsEmpty => this == default;

    public static ConverseReasoning Resolve(RequestBodyWriter writer, ConverseDialect dialect)
    {
        var options = writer.Call.Options;
        var (effort, _) = ReasoningEffortWord.Find(options);
        var isOn = options.ReasoningEnabled ?? (options.ReasoningBudget is { } budget ? budget > 0 : effort is null ? null : effort != "none");
        if (isOn is null)
        {
            return default;
        }

        if (!isOn.Value && dialect.Reasoning != ConverseReasoningControl.None)
        {
            ReasoningLoss.ReportOff(writer);
        }

        if (effort is not null && writer.IsSpelled(options.AdditionalProperties, ConverseSpelling.EffortMember))
        {
            return new ConverseReasoning { EffortMember = effort };
        }

        return dialect.Reasoning switch
        {
            ConverseReasoningControl.EffortMember => ToEffortMember(writer, isOn.Value, effort),
            ConverseReasoningControl.EffortConfig => ToConfig(writer, isOn.Value, effort),
            ConverseReasoningControl.None => Refuse(writer),
            _ when !isOn.Value => new ConverseReasoning { ThinkingType = "disabled" },
            _ => ToThinking(writer, dialect, effort),
        };
    }

    public void Write(Utf8JsonWriter json)
    {
        if (ThinkingType is not null)
        {
            json.WriteStartObject("thinking"u8);
            json.WriteString("type"u8, ThinkingType);
            json.WriteOptional("budget_tokens"u8, Budget);
            json.WriteEndObject();
        }

        if (OutputEffort is not null)
        {
            json.WriteStartObject("output_config"u8);
            json.WriteString("effort"u8, OutputEffort);
            json.WriteEndObject();
        }

        json.WriteOptional("reasoning_effort"u8, EffortMember);
        if (ConfigType is not null)
        {
            json.WriteStartObject("reasoningConfig"u8);
            json.WriteString("type"u8, ConfigType);
            json.WriteOptional("maxReasoningEffort"u8, ConfigEffort);
            json.WriteEndObject();
        }
    }

    private static ConverseReasoning Refuse(RequestBodyWriter writer)
    {
        writer.Unsupported(FieldOf(writer.Call.Options), "The model's reasoning cannot be controlled; the setting was left out.");
        return default;
    }

    private static ConverseReasoning ToEffortMember(RequestBodyWriter writer, bool isOn, string? effort)
    {
        if (!isOn)
        {
            writer.Coerced(FieldOf(writer.Call.Options), "The model always reasons; the effort 'low' was sent.");
            return new ConverseReasoning { EffortMember = "low" };
        }

        ReportBudget(writer);
        return new ConverseReasoning { EffortMember = effort ?? Level(writer) };
    }

    private static ConverseReasoning ToConfig(RequestBodyWriter writer, bool isOn, string? effort)
    {
        if (!isOn)
        {
            return new ConverseReasoning { ConfigType = "disabled" };
        }

        ReportBudget(writer);
        var known = effort switch
        {
            null => Level(writer),
            "minimal" => "low",
            "xhigh" or "max" => "high",
            _ => effort,
        };
        if (effort is not null && known != effort)
        {
            writer.Coerced(FieldOf(writer.Call.Options), $"The model knows no effort '{effort}'; '{known}' was sent.");
        }

        return new ConverseReasoning { ConfigType = "enabled", ConfigEffort = known };
    }

    private static ConverseReasoning ToThinking(RequestBodyWriter writer, ConverseDialect dialect, string? effort)
    {
        var options = writer.Call.Options;
        var isAdaptive = options.ConverseThinkingType is { } type ? type == "adaptive" : dialect.Reasoning == ConverseReasoningControl.AdaptiveThinking;
        if (isAdaptive)
        {
            ReportBudget(writer);
            if (effort == "minimal")
            {
                writer.Coerced(FieldOf(options), "The model knows no effort 'minimal'; 'low' was sent.");
                effort = "low";
            }

            return new ConverseReasoning { ThinkingType = "adaptive", OutputEffort = effort };
        }

        if (options.ReasoningBudget is { } budget)
        {
            if (budget < MinimumBudget)
            {
                writer.Coerced("ReasoningBudget", $"The smallest budget is {MinimumBudget} tokens; {budget} was raised to it.");
            }

            ReasoningLoss.ReportBesideBudget(writer);

            return new ConverseReasoning { ThinkingType = "enabled", Budget = Math.Max(budget, MinimumBudget) };
        }

        // The budgets are those of the reference client whose effort levels these are.
        long? sized = effort switch
        {
            "minimal" or "low" => MinimumBudget,
            null or "medium" => 4096,
            "high" or "xhigh" or "max" => 10_240,
            _ => null,
        };
        if (sized is null)
        {
            writer.Unsupported(FieldOf(options), $"There is no reasoning budget for the effort '{effort}'; it was left out.");
            return default;
        }

        writer.Coerced(FieldOf(options), $"The model takes a budget instead of a level; {sized} tokens were allowed for reasoning.");
        return new ConverseReasoning { ThinkingType = "enabled", Budget = sized };
    }

    /// <summary>The level for a model that must be told one, where the call says only that it shall reason.</summary>
    private static string Level(RequestBodyWriter writer)
    {
        const string middle = "medium";
        if (writer.Call.Options.ReasoningBudget is null)
        {
            writer.Coerced(FieldOf(writer.Call.Options), $"The model takes a level of effort; '{middle}' was sent.");
        }

        return middle;
    }

    private static void ReportBudget(RequestBodyWriter writer)
    {
        if (writer.Call.Options.ReasoningBudget is not null)
        {
            writer.Coerced("ReasoningBudget", "The model takes a level of effort and no budget; the level was sent.");
        }
    }

    private static string FieldOf(ChatOptions options) =>
        options.ReasoningEffort is not null ? "ReasoningEffort"
        : options.ReasoningBudget is not null ? "ReasoningBudget"
        : options.ReasoningEnabled is not null ? "ReasoningEnabled"
        : "Reasoning.Effort";
}
