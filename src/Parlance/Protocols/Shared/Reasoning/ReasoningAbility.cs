using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Which way a receiver's reasoning can be switched.</summary>
public enum ReasoningSwitch
{
    /// <summary>Neither: it reasons as its other controls say.</summary>
    None,

    /// <summary>Off alone: a budget or a level switches it on.</summary>
    Off,

    /// <summary>Off and on.</summary>
    OffAndOn,

    /// <summary>On alone: it always reasons, and takes being told so.</summary>
    On,
}

/// <summary>
/// How a receiver can be told to reason: data of its dialect, by which <see cref="ReasoningPlan"/> decides what a call's
/// settings become. The default is a receiver that cannot be told at all.
/// </summary>
public sealed record ReasoningAbility
{
    /// <summary>The smallest budget of extended thinking: "≥1024 and less than max_tokens", says ThinkingConfigEnabledParam in https://github.com/anthropics/anthropic-sdk-python.</summary>
    private const long SmallestThinkingBudget = 1024;

    /// <summary>A receiver that cannot be told.</summary>
    public static ReasoningAbility None { get; } = new();

    /// <summary>A model that does not reason, and refuses to be told to.</summary>
    public static ReasoningAbility Absent { get; } = new() { IsAbsent = true };

    /// <summary>A level in any word, <c>none</c> among them, as OpenAI's wires have it.</summary>
    public static ReasoningAbility AnyEffort { get; } = new() { HasEffort = true, HasEffortNone = true };

    /// <summary>A switch alone.</summary>
    public static ReasoningAbility SwitchOnly { get; } = new() { Switch = ReasoningSwitch.OffAndOn };

    /// <summary>A switch, and beside it a budget of any size.</summary>
    public static ReasoningAbility SwitchAndBudget { get; } = new() { Switch = ReasoningSwitch.OffAndOn, HasBudget = true };

    /// <summary>
    /// Thinking by a budget, which may be off and cannot be on without one. The budgets for levels are those of the
    /// reference client whose levels these are.
    /// </summary>
    public static ReasoningAbility ThinkingBudget { get; } = new()
    {
        Switch = ReasoningSwitch.Off,
        HasBudget = true,
        MinimumBudget = SmallestThinkingBudget,
        EffortBudgets = new ReasoningBudgets(Low: SmallestThinkingBudget, Medium: 4096, High: 10_240),
        ForbidsForcedTools = true,
        BindsToolLoops = true,
    };

    /// <summary>Thinking whose size the model chooses, at a level where one is given.</summary>
    public static ReasoningAbility AdaptiveThinking { get; } = new()
    {
        Switch = ReasoningSwitch.OffAndOn,
        HasEffort = true,
        Efforts = ["low", "medium", "high", "xhigh", "max"],
    };

    /// <summary>True for a model that does not reason. It may still be told not to, where it has a switch.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>Which way reasoning can be switched.</summary>
    public ReasoningSwitch Switch { get; init; }

    /// <summary>True where a level of effort is taken.</summary>
    public bool HasEffort { get; init; }

    /// <summary>The levels that are taken, from the lowest to the highest; empty where every word is passed on.</summary>
    public ImmutableArray<string> Efforts { get; init; } = [];

    /// <summary>True where the level <c>none</c> switches reasoning off.</summary>
    public bool HasEffortNone { get; init; }

    /// <summary>True where a budget of tokens is taken.</summary>
    public bool HasBudget { get; init; }

    /// <summary>The smallest budget, in tokens. 0 where a budget of 0 switches reasoning off.</summary>
    public long MinimumBudget { get; init; }

    /// <summary>The largest budget, in tokens, null where none is known.</summary>
    public long? MaximumBudget { get; init; }

    /// <summary>True where a budget of 0 switches reasoning off although the smallest other one is larger.</summary>
    public bool HasOffBudget { get; init; }

    /// <summary>The budget that leaves it to the model how long to reason, null where there is none.</summary>
    public long? OpenBudget { get; init; }

    /// <summary>The budgets that levels amount to where a receiver takes no level, null where they amount to none.</summary>
    public ReasoningBudgets? EffortBudgets { get; init; }

    /// <summary>
    /// True where switch, level and budget are members of their own, each of which is sent as it was given; else a request
    /// says one of the three.
    /// </summary>
    public bool HasIndependentControls { get; init; }

    /// <summary>How reasoning can be shown; empty where that cannot be chosen.</summary>
    public ImmutableArray<ReasoningOutput> Outputs { get; init; } = [];

    /// <summary>
    /// True where a call that makes the model use a tool may not make it reason too: "Thinking may not be enabled when
    /// tool_choice forces tool use", answers Anthropic.
    /// </summary>
    public bool ForbidsForcedTools { get; init; }

    /// <summary>
    /// True where the turn of the model that waits for results of tools must begin with the reasoning that led to it: "a
    /// final assistant message must start with a thinking block", answers Anthropic where thinking has a budget. Adaptive
    /// thinking does not ask for it (https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking).
    /// </summary>
    public bool BindsToolLoops { get; init; }

    /// <summary>
    /// True where a call with tools may not make the model reason: "Function tools with reasoning_effort are not supported
    /// … in /v1/chat/completions", answers OpenAI for gpt-5.6 and later.
    /// </summary>
    public bool ForbidsTools { get; init; }

    /// <summary>True where settings of sampling are refused while the model reasons.</summary>
    public bool ForbidsSampling { get; init; }

    /// <summary>True where the model reasons on a call that says nothing of it.</summary>
    public bool ReasonsUnasked { get; init; }

    /// <summary>True where a budget of 0 switches reasoning off.</summary>
    internal bool HasZeroBudget => HasBudget && (MinimumBudget == 0 || HasOffBudget);

    /// <summary>True where nothing of reasoning can be controlled.</summary>
    internal bool HasNoControl => Switch == ReasoningSwitch.None && !HasEffort && !HasBudget;
}

/// <summary>The budgets, in tokens, that levels of effort amount to.</summary>
/// <param name="Low">For the lowest levels.</param>
/// <param name="Medium">For the middle one.</param>
/// <param name="High">For all higher ones.</param>
public sealed record ReasoningBudgets(long Low, long Medium, long High)
{
    /// <summary>The budget of a level, null for a word that names none.</summary>
    internal long? Of(string effort) => effort switch
    {
        "minimal" or "low" => Low,
        "medium" => Medium,
        "high" or "xhigh" or "max" => High,
        _ => null,
    };
}
