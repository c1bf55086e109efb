using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Reasoning settings in the members that the host has for them. A request of the same host keeps the members that it was
/// set in: hosts take more spellings than the one of their dialect.
/// </summary>
internal readonly struct OpenAIChatReasoning
{
    private readonly ReasoningAbility _ability;
    private readonly ReasoningPlan _plan;
    private readonly IReadOnlyList<ReasoningControl> _controls;

    private OpenAIChatReasoning(ReasoningPlan plan, ReasoningAbility ability, IReadOnlyList<ReasoningControl> controls) => (_plan, _ability, _controls) = (plan, ability, controls);

    /// <summary>True where the model reasons on the call.</summary>
    public bool IsOn => _plan.Reasons(_ability);

    /// <summary>True where the model reasons on the call and refuses sampling then.</summary>
    public bool FixesSampling => _ability.ForbidsSampling && IsOn;

    public static OpenAIChatReasoning Resolve(RequestBodyWriter writer, OpenAIChatDialect dialect)
    {
        // What a model does unasked may be in the way of something else that the call says.
        if (!ReasoningPlan.IsAsked(writer.Call.Options) && !dialect.ModelReasoning.ReasonsUnasked)
        {
            return new(ReasoningPlan.Nothing, dialect.ModelReasoning, []);
        }

        var controls = writer.Call.Inbound is null || writer.Call.IsOwnOf(OpenAIChatSpelling.Wire) ? OpenAIChatReasoningReader.Spellings(writer.Call) : [];
        var isSpelled = controls.Count > 0;
        if (!isSpelled)
        {
            controls = dialect.HasReasoningEffort && dialect.Reasoning != ReasoningControl.Effort ? [ReasoningControl.Effort, dialect.Reasoning] : [dialect.Reasoning];
        }

        var ability = AbilityOf(dialect.ModelReasoning, controls, isSpelled);
        return new(ReasoningPlan.For(writer.Call, ability).Report(writer.Call), ability, controls);
    }

    public void Write(RequestBodyWriter writer)
    {
        if (_plan.IsEmpty)
        {
            return;
        }

        var unsaid = new ReasoningSettings(_plan.Effort, _plan.Budget, _plan.Enabled);
        foreach (var control in _controls)
        {
            // The template's switch stands beside the others, because servers behind a gateway read it there.
            unsaid = Write(writer, control, control == ReasoningControl.TemplateArgument ? unsaid with { Enabled = _plan.Enabled } : unsaid);
        }
    }

    /// <summary>What can be said of a model's reasoning in the members of several controls together.</summary>
    private static ReasoningAbility AbilityOf(ReasoningAbility model, IReadOnlyList<ReasoningControl> controls, bool isSpelled)
    {
        if (model.IsAbsent)
        {
            return model;
        }

        var hasObject = controls.Contains(ReasoningControl.ReasoningObject);
        var hasEffort = hasObject || controls.Contains(ReasoningControl.Effort);
        var hasBudget = hasObject || controls.Contains(ReasoningControl.ThinkingObject) || controls.Contains(ReasoningControl.EnableThinking);
        var hasSwitch = hasBudget || controls.Contains(ReasoningControl.TemplateArgument);
        return model with
        {
            Switch = hasSwitch ? ReasoningSwitch.OffAndOn : ReasoningSwitch.None,
            HasEffort = hasEffort,

            // A host that has an effort beside a switch is switched off by the switch, unless a request of its own says otherwise.
            HasEffortNone = hasEffort && model.HasEffortNone && (isSpelled || controls.Count == 1),
            HasBudget = hasBudget,
            HasIndependentControls = true,
        };
    }

    /// <summary>Writes what a control can say; returns what it cannot.</summary>
    private static ReasoningSettings Write(RequestBodyWriter writer, ReasoningControl control, ReasoningSettings settings)
    {
        switch (control)
        {
            case ReasoningControl.Effort when settings.Effort is { } effort:
                writer.Json.WriteString("reasoning_effort"u8, effort);
                return settings with { Effort = null };
            case ReasoningControl.ReasoningObject when !settings.IsEmpty:
                WriteReasoningObject(writer, settings);
                return default;
            case ReasoningControl.ThinkingObject when settings.Enabled is not null || settings.Budget is not null:
                WriteThinkingObject(writer, settings.Enabled ?? settings.Budget != 0, settings.Budget);
                return settings with { Enabled = null, Budget = null };
            case ReasoningControl.EnableThinking:
                writer.Json.WriteOptional("enable_thinking"u8, settings.Enabled);
                writer.Json.WriteOptional("thinking_budget"u8, settings.Budget);
                return settings with { Enabled = null, Budget = null };
            case ReasoningControl.TemplateArgument when settings.Enabled is { } isEnabled:
                WriteTemplateArgument(writer, isEnabled);
                return settings with { Enabled = null };
            default:
                return settings;
        }
    }

    private static void WriteReasoningObject(RequestBodyWriter writer, ReasoningSettings settings)
    {
        var json = writer.Json;
        var start = writer.BeginObject("reasoning"u8);
        json.WriteOptional("effort"u8, settings.Effort);
        json.WriteOptional("max_tokens"u8, settings.Budget);
        json.WriteOptional("enabled"u8, settings.Enabled);
        writer.EndBodyMember(start, "reasoning");
    }

    private static void WriteThinkingObject(RequestBodyWriter writer, bool isEnabled, long? budget)
    {
        var json = writer.Json;
        var start = writer.BeginObject("thinking"u8);
        json.WriteString("type"u8, isEnabled ? ThinkingType.Enabled : ThinkingType.Disabled);
        json.WriteOptional("budget_tokens"u8, budget);
        writer.EndBodyMember(start, "thinking");
    }

    private static void WriteTemplateArgument(RequestBodyWriter writer, bool isEnabled)
    {
        var start = writer.BeginObject("chat_template_kwargs"u8);
        writer.Json.WriteBoolean("enable_thinking"u8, isEnabled);
        writer.EndBodyMember(start, "chat_template_kwargs");
    }
}
