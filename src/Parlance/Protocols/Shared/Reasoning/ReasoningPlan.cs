using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// What a request says about reasoning. Its settings go to the receiver as they were given where it takes them, and else
/// in the nearest words that it has: decided here for every wire, which then only writes the plan in its own members.
/// </summary>
public sealed record ReasoningPlan
{
    private readonly List<ChatWarning> _losses = [];

    private ReasoningPlan()
    {
    }

    /// <summary>The plan that says nothing.</summary>
    internal static ReasoningPlan Nothing { get; } = new();

    /// <summary>The level to send, null for none.</summary>
    public string? Effort { get; private set; }

    /// <summary>The budget to send, in tokens, null for none.</summary>
    public long? Budget { get; private set; }

    /// <summary>The switch to send, null for none.</summary>
    public bool? Enabled { get; private set; }

    /// <summary>How reasoning is to be shown, null where nothing is to be said of it.</summary>
    public ReasoningOutput? Output { get; private set; }

    /// <summary>What the plan says otherwise than the call, or not at all.</summary>
    public IReadOnlyList<ChatWarning> Losses => _losses;

    /// <summary>True where nothing is to be said of whether and how hard to reason.</summary>
    public bool IsEmpty => Effort is null && Budget is null && Enabled is null;

    /// <summary>True where the request makes the model reason.</summary>
    public bool IsOn => !IsEmpty && Enabled != false && Effort != "none" && Budget != 0;

    /// <summary>True where the model reasons on this call: because it is asked to, or because nothing keeps it from it.</summary>
    /// <param name="ability">How the receiver can be told to reason.</param>
    public bool Reasons(ReasoningAbility ability)
    {
        ArgumentNullException.ThrowIfNull(ability);
        return IsOn || (IsEmpty && ability.ReasonsUnasked);
    }

    /// <summary>Decides what a call's settings become at a receiver.</summary>
    /// <param name="options">The call's settings.</param>
    /// <param name="ability">How the receiver can be told to reason.</param>
    public static ReasoningPlan For(ChatOptions options, ReasoningAbility ability)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ability);
        return For(options, ReasoningSettings.From(options), ability);
    }

    /// <summary>Decides what a call's settings become at a receiver, and whether the rest of the call lets it reason.</summary>
    /// <param name="call">The call, in the form in which the receiver takes it.</param>
    /// <param name="ability">How the receiver can be told to reason.</param>
    public static ReasoningPlan For(ChatCall call, ReasoningAbility ability)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(ability);
        return For(call, ReasoningSettings.From(call.Options), ability);
    }

    /// <summary>Reports on a call what the plan says otherwise.</summary>
    /// <exception cref="LlmException">Something is lost, and the policy is to throw.</exception>
    public ReasoningPlan Report(ChatCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.Warn(_losses);
        return this;
    }

    /// <summary>True where a call says anything of reasoning.</summary>
    internal static bool IsAsked(ChatOptions options) => options.Reasoning is not null || !ReasoningSettings.From(options).IsEmpty;

    internal static ReasoningPlan For(ChatCall call, ReasoningSettings given, ReasoningAbility ability)
    {
        var plan = For(call.Options, given, ability);
        if (!plan.Reasons(ability) || !CanGiveUp(ability) || ReasoningConflict.Find(call, ability) is not { } reason)
        {
            return plan;
        }

        plan = ReferenceEquals(plan, Nothing) ? new ReasoningPlan() : plan;
        plan.GiveUp(given.Field(call.Options), reason, ability);
        return plan;
    }

    internal static ReasoningPlan For(ChatOptions options, ReasoningSettings given, ReasoningAbility ability)
    {
        if (given.IsEmpty && options.Reasoning?.Output is null)
        {
            return Nothing;
        }

        var plan = new ReasoningPlan();
        if (ability.IsAbsent)
        {
            plan.StayOff(options, given, ability);
        }
        else if (ability.HasNoControl && !given.IsEmpty)
        {
            plan.Lose(given.Field(options), "The reasoning of the model or its host cannot be controlled; the setting was left out.");
        }
        else if (given.IsOff)
        {
            plan.SwitchOff(options, given, ability);
        }
        else if (!given.IsEmpty)
        {
            plan.SwitchOn(options, given, ability);
        }

        if (options.Reasoning?.Output is { } output)
        {
            if (ability.IsAbsent)
            {
                plan._losses.Add(new ChatWarning(ChatWarningKind.Other, "Reasoning.Output", "The model does not reason; there is nothing to show."));
            }
            else
            {
                plan.Show(output, ability);
            }
        }

        return plan;
    }

    private static bool CanGiveUp(ReasoningAbility ability) =>
        ability.Switch is ReasoningSwitch.Off or ReasoningSwitch.OffAndOn || ability.HasEffortNone || ability.HasZeroBudget;

    /// <summary>A model that does not reason is not told to. That it shall not is so anyway.</summary>
    private void StayOff(ChatOptions options, ReasoningSettings given, ReasoningAbility ability)
    {
        Enabled = ability.Switch != ReasoningSwitch.None && given.Enabled == false ? false : null;
        if (!given.IsEmpty && !given.IsOff)
        {
            Lose(given.Field(options), "The model does not reason, or cannot be told to; the setting was left out.");
        }
        else if (!given.IsEmpty && Enabled is null)
        {
            _losses.Add(new ChatWarning(ChatWarningKind.Other, given.Field(options), "The model does not reason; it need not be told so."));
        }
    }

    private void SwitchOff(ChatOptions options, ReasoningSettings given, ReasoningAbility ability)
    {
        var hasSwitch = ability.Switch is ReasoningSwitch.Off or ReasoningSwitch.OffAndOn;
        var keepsOthers = hasSwitch && given.Enabled == false && ability.HasIndependentControls;
        if (given.Effort is not (null or "none"))
        {
            if (keepsOthers && ability.HasEffort)
            {
                Effort = given.Effort;
            }
            else
            {
                Lose(ReasoningSettings.EffortField(options), $"Reasoning is switched off; the effort '{given.Effort}' was left out.");
            }
        }

        if (given.Budget > 0)
        {
            if (keepsOthers && ability.HasBudget)
            {
                Budget = given.Budget;
            }
            else
            {
                Lose("ReasoningBudget", "Reasoning is switched off; its budget was left out.");
            }
        }

        var hasZeroBudget = ability.HasZeroBudget;
        Enabled = hasSwitch && given.Enabled == false ? false : null;
        Effort ??= ability.HasEffortNone && given.Effort == "none" ? "none" : null;
        Budget ??= hasZeroBudget && given.Budget <= 0 ? 0 : null;
        if (IsEmpty)
        {
            SwitchOffOtherwise(options, given, ability, hasSwitch, hasZeroBudget);
        }
    }

    /// <summary>Says "off" in other words than the call does.</summary>
    private void SwitchOffOtherwise(ChatOptions options, ReasoningSettings given, ReasoningAbility ability, bool hasSwitch, bool hasZeroBudget)
    {
        if (hasSwitch)
        {
            Enabled = false;
        }
        else if (ability.HasEffortNone)
        {
            Effort = "none";
        }
        else if (hasZeroBudget)
        {
            Budget = 0;
        }
        else if (ability.HasEffort)
        {
            Effort = ability.Efforts is [var lowest, ..] ? lowest : "low";
            Change(given.Field(options), $"The model always reasons; the effort '{Effort}' was sent.");
        }
        else if (ability.HasBudget)
        {
            Budget = ability.MinimumBudget;
            Change(given.Field(options), $"The model always reasons; its smallest budget of {Budget} tokens was sent.");
        }
        else
        {
            Lose(given.Field(options), "The model always reasons; the setting was left out.");
        }
    }

    private void SwitchOn(ChatOptions options, ReasoningSettings given, ReasoningAbility ability)
    {
        var effort = given.Effort == "none" ? null : given.Effort;
        Enabled = ability.Switch is ReasoningSwitch.OffAndOn or ReasoningSwitch.On ? given.Enabled : null;
        if (given.Budget is > 0 and { } budget)
        {
            Limit(budget, effort, ability);
        }

        if (effort is not null)
        {
            SetEffort(effort, ReasoningSettings.EffortField(options), ability);
        }

        if (IsEmpty && given is { Enabled: true, Effort: null or "none", Budget: null })
        {
            SetMiddle(ability);
        }
    }

    private void Limit(long budget, string? effort, ReasoningAbility ability)
    {
        if (ability.HasBudget)
        {
            Budget = Math.Max(Math.Min(budget, ability.MaximumBudget ?? long.MaxValue), ability.MinimumBudget);
            if (Budget > budget)
            {
                Change("ReasoningBudget", $"The smallest budget is {Budget} tokens; {budget} was raised to it.");
            }
            else if (Budget < budget)
            {
                Change("ReasoningBudget", $"The largest budget is {Budget} tokens; {budget} was lowered to it.");
            }
        }
        else if (ability.HasEffort && effort is null)
        {
            Effort = ReasoningEfforts.Nearest(ReasoningEfforts.Of(budget), ability.Efforts);
            Change("ReasoningBudget", $"The model takes a level of effort and no budget; '{Effort}' was sent instead.");
        }
        else if (ability.HasEffort || Enabled is not null)
        {
            Lose("ReasoningBudget", "The model's reasoning takes no budget; it was left out.");
        }
        else
        {
            Enabled = true;
            Change("ReasoningBudget", "The model's reasoning takes no budget; it was switched on.");
        }
    }

    private void SetEffort(string effort, FieldPath field, ReasoningAbility ability)
    {
        if (Budget is not null && !ability.HasIndependentControls)
        {
            Lose(field, "The model takes a budget or a level of effort, not both; the level was left out.");
        }
        else if (ability.HasEffort)
        {
            Effort = ReasoningEfforts.Nearest(effort, ability.Efforts);
            if (effort == ReasoningEfforts.Default && !ability.Efforts.IsDefaultOrEmpty && ability.Efforts.IndexOf(effort) < 0)
            {
                Effort = null;
                Change(field, "The model has no word for the effort that it has anyway; none was sent.");
            }
            else if (Effort != effort)
            {
                Change(field, $"The model knows no effort '{effort}'; '{Effort}' was sent.");
            }
        }
        else if (ability.EffortBudgets is { } budgets)
        {
            Budget = budgets.Of(effort);
            if (Budget is null)
            {
                Lose(field, $"There is no reasoning budget for the effort '{effort}'; it was left out.");
            }
            else
            {
                Change(field, $"The model takes a budget instead of a level; {Budget} tokens were allowed for reasoning.");
            }
        }
        else
        {
            Enabled ??= true;
            Change(field, ability.HasBudget
                ? "The model knows no levels of reasoning; it was switched on. Limit it with ReasoningBudget."
                : "The model knows no levels of reasoning; it was switched on.");
        }
    }

    /// <summary>Switches reasoning on where there is no switch: by the budget that leaves the size to the model, or by the middle one.</summary>
    private void SetMiddle(ReasoningAbility ability)
    {
        if (ability.OpenBudget is { } open)
        {
            Budget = open;
        }
        else if (ability.HasEffort)
        {
            Effort = ReasoningEfforts.Nearest(ReasoningEfforts.Middle, ability.Efforts);
            Change("ReasoningEnabled", $"The model takes a level of effort; '{Effort}' was sent.");
        }
        else if (ability.EffortBudgets is { } budgets)
        {
            Budget = budgets.Medium;
            Change("ReasoningEnabled", $"The model takes a budget; {Budget} tokens were allowed for reasoning.");
        }
    }

    private void Show(ReasoningOutput output, ReasoningAbility ability)
    {
        if (ability.Outputs.Contains(output))
        {
            Output = output;
        }
        else if (output == ReasoningOutput.Full && ability.Outputs.Contains(ReasoningOutput.Summary))
        {
            Output = ReasoningOutput.Summary;
            Change("Reasoning.Output", "The provider returns summaries of its reasoning; those were asked for.");
        }
        else
        {
            Lose("Reasoning.Output", "The wire cannot choose how reasoning is shown.");
        }
    }

    private void GiveUp(FieldPath field, string reason, ReasoningAbility ability)
    {
        var hasSwitch = ability.Switch is ReasoningSwitch.Off or ReasoningSwitch.OffAndOn;
        Enabled = hasSwitch ? false : null;
        Effort = !hasSwitch && ability.HasEffortNone ? "none" : null;
        Budget = !hasSwitch && Effort is null && ability.HasZeroBudget ? 0 : null;
        _losses.RemoveAll(static loss => loss.Kind == ChatWarningKind.Coerced);
        Change(field, $"{reason} Reasoning was switched off for this call.");
    }

    private void Lose(FieldPath field, string message) => _losses.Add(new ChatWarning(ChatWarningKind.Unsupported, field, message));

    private void Change(FieldPath field, string message) => _losses.Add(new ChatWarning(ChatWarningKind.Coerced, field, message));
}
