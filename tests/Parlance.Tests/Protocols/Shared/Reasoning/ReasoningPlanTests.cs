using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

/// <summary>What effort, budget and switch become at each kind of receiver.</summary>
public sealed class ReasoningPlanTests
{
    private static readonly ReasoningAbility s_levels = new() { HasEffort = true, Efforts = ["low", "medium", "high"] };
    private static readonly ReasoningAbility s_switchedLevels = s_levels with { Switch = ReasoningSwitch.Off };
    private static readonly ReasoningAbility s_openBudget = new() { HasBudget = true, OpenBudget = -1, EffortBudgets = new ReasoningBudgets(1, 2, 3) };
    private static readonly ReasoningAbility s_independent = ReasoningAbility.SwitchAndBudget with { HasEffort = true, HasIndependentControls = true };

    public static TheoryData<ReasoningAbility, string?, long?, bool?, string, string> Cases { get; } = new()
    {
        // What a receiver takes goes to it as it was given.
        { ReasoningAbility.AnyEffort, "high", null, null, "effort high", "" },
        { ReasoningAbility.AnyEffort, "a word of 2027", null, null, "effort a word of 2027", "" },
        { ReasoningAbility.AnyEffort, "none", null, null, "effort none", "" },
        { ReasoningAbility.ThinkingBudget, null, 2000L, null, "budget 2000", "" },
        { ReasoningAbility.AdaptiveThinking, null, null, true, "on", "" },
        { ReasoningAbility.SwitchAndBudget, null, 9L, true, "on budget 9", "" },
        { s_independent, "low", 9L, true, "on effort low budget 9", "" },
        { s_independent, "low", 9L, false, "off effort low budget 9", "" },

        // A level that is not known becomes the nearest one, and never none.
        { s_levels, "minimal", null, null, "effort low", "Coerced ReasoningEffort" },
        { s_levels, "max", null, null, "effort high", "Coerced ReasoningEffort" },
        { s_levels, "a word of 2027", null, null, "effort a word of 2027", "" },
        { ReasoningAbility.AdaptiveThinking, "minimal", null, null, "effort low", "Coerced ReasoningEffort" },

        // A level and a budget stand for each other.
        { s_levels, null, 2000L, null, "effort medium", "Coerced ReasoningBudget" },
        { s_levels, "low", 2000L, null, "effort low", "Unsupported ReasoningBudget" },
        { ReasoningAbility.ThinkingBudget, "high", null, null, "budget 10240", "Coerced ReasoningEffort" },
        { ReasoningAbility.ThinkingBudget, "a word of 2027", null, null, "", "Unsupported ReasoningEffort" },
        { ReasoningAbility.ThinkingBudget, "high", 5000L, null, "budget 5000", "Unsupported ReasoningEffort" },
        { ReasoningAbility.ThinkingBudget, null, 5L, null, "budget 1024", "Coerced ReasoningBudget" },

        // A switch stands for both where there is nothing else.
        { ReasoningAbility.SwitchOnly, "high", null, null, "on", "Coerced ReasoningEffort" },
        { ReasoningAbility.SwitchOnly, null, 9L, null, "on", "Coerced ReasoningBudget" },
        { ReasoningAbility.SwitchOnly, null, 9L, true, "on", "Unsupported ReasoningBudget" },
        { ReasoningAbility.SwitchAndBudget, "high", null, null, "on", "Coerced ReasoningEffort" },

        // "On" without more.
        { ReasoningAbility.ThinkingBudget, null, null, true, "budget 4096", "Coerced ReasoningEnabled" },
        { s_levels, null, null, true, "effort medium", "Coerced ReasoningEnabled" },
        { s_levels, "low", null, true, "effort low", "" },
        { s_openBudget, null, null, true, "budget -1", "" },

        // "Off", in whatever words there are for it.
        { ReasoningAbility.AnyEffort, null, null, false, "effort none", "" },
        { ReasoningAbility.ThinkingBudget, "none", null, null, "off", "" },
        { ReasoningAbility.ThinkingBudget, null, 0L, null, "off", "" },
        { s_openBudget, null, null, false, "budget 0", "" },
        { s_switchedLevels, "none", null, null, "off", "" },
        { s_levels, null, null, false, "effort low", "Coerced ReasoningEnabled" },
        { s_switchedLevels, "high", 9L, false, "off", "Unsupported ReasoningEffort, Unsupported ReasoningBudget" },

        { ReasoningAbility.None, "high", null, null, "", "Unsupported ReasoningEffort" },
        { ReasoningAbility.None, null, null, null, "", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Settings_go_as_they_are_or_in_the_nearest_words(ReasoningAbility ability, string? effort, long? budget, bool? enabled, string expected, string losses)
    {
        var plan = ReasoningPlan.For(new ChatOptions { ReasoningEffort = effort, ReasoningBudget = budget, ReasoningEnabled = enabled }, ability);

        Describe(plan).ShouldBe(expected);
        string.Join(", ", plan.Losses.Select(loss => $"{loss.Kind} {loss.Field}")).ShouldBe(losses);
    }

    [Theory]
    [InlineData(ReasoningOutput.None, ReasoningOutput.None, "")]
    [InlineData(ReasoningOutput.Full, ReasoningOutput.Summary, "Coerced Reasoning.Output")]
    public void What_is_shown_of_it_is_chosen_where_it_can_be(ReasoningOutput asked, ReasoningOutput expected, string losses)
    {
        var ability = ReasoningAbility.AnyEffort with { Outputs = [ReasoningOutput.None, ReasoningOutput.Summary] };
        var plan = ReasoningPlan.For(new ChatOptions { Reasoning = new ReasoningOptions { Output = asked } }, ability);

        plan.Output.ShouldBe(expected);
        string.Join(", ", plan.Losses.Select(loss => $"{loss.Kind} {loss.Field}")).ShouldBe(losses);
        ReasoningPlan.For(new ChatOptions { Reasoning = new ReasoningOptions { Output = asked } }, ReasoningAbility.AnyEffort).Losses.ShouldHaveSingleItem();
    }

    [Fact]
    public void Planning_a_plan_changes_nothing()
    {
        foreach (var row in Cases)
        {
            var (ability, effort, budget, enabled, _, _) = row.Data;
            var once = ReasoningPlan.For(new ChatOptions { ReasoningEffort = effort, ReasoningBudget = budget, ReasoningEnabled = enabled }, ability);
            if (once.Budget == ability.OpenBudget && once.Budget is not null)
            {
                continue; // Read back, the open budget is the switch again.
            }

            var twice = ReasoningPlan.For(new ChatOptions { ReasoningEffort = once.Effort, ReasoningBudget = once.Budget, ReasoningEnabled = once.Enabled }, ability);
            Describe(twice).ShouldBe(Describe(once));
            twice.Losses.ShouldBeEmpty();
        }
    }

    private static string Describe(ReasoningPlan plan) => string.Join(
        ' ',
        ((string?[])[
            plan.Enabled is { } enabled ? enabled ? "on" : "off" : null,
            plan.Effort is { } effort ? $"effort {effort}" : null,
            plan.Budget is { } budget ? $"budget {budget}" : null,
        ]).Where(word => word is not null));
}
