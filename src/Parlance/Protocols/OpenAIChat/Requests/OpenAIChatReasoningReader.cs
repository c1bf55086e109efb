using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>How a request sets reasoning, in all the spellings of the wire's hosts.</summary>
internal static class OpenAIChatReasoningReader
{
    public static void Read(RequestMembers members, ChatOptions options, string? issuer)
    {
        var spellings = new List<ReasoningControl>();
        if (members.TakeText("reasoning_effort") is { } effort)
        {
            options.ReasoningEffort = effort;
            spellings.Add(ReasoningControl.Effort);
        }

        ReadReasoningObject(members, options, spellings);
        ReadThinkingObject(members, options, spellings);
        ReadSwitch(members, options, spellings);
        if (issuer is not null && spellings.Count > 0)
        {
            options.AdditionalProperties = Bag.Set(
                options.AdditionalProperties, OpenAIChatSpelling.ReasoningSpellingKey, $"{issuer}|{string.Join(',', spellings)}");
        }
    }

    /// <summary>
    /// The members in which a request set reasoning, where it was meant for the host that will receive it: hosts take
    /// more spellings than the one of their dialect.
    /// </summary>
    public static IReadOnlyList<ReasoningControl> Spellings(ChatCall call)
    {
        if (Bag.GetText(call.Options.AdditionalProperties, OpenAIChatSpelling.ReasoningSpellingKey)?.Split('|') is not [var issuer, var controls]
            || issuer != call.Recipient)
        {
            return [];
        }

        return [.. controls.Split(',').Select(Enum.Parse<ReasoningControl>)];
    }

    private static void ReadReasoningObject(RequestMembers members, ChatOptions options, List<ReasoningControl> spellings)
    {
        if (members.Find("reasoning").ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var reasoning = members.Open("reasoning");
        options.ReasoningEffort ??= reasoning.TakeText("effort");
        options.ReasoningBudget = reasoning.TakeCount("max_tokens");
        options.ReasoningEnabled = reasoning.TakeFlag("enabled");
        spellings.Add(ReasoningControl.ReasoningObject);
    }

    private static void ReadThinkingObject(RequestMembers members, ChatOptions options, List<ReasoningControl> spellings)
    {
        if (members.Find("thinking").Member("type"u8).AsText() is not ("enabled" or "disabled"))
        {
            return;
        }

        var thinking = members.Open("thinking");
        options.ReasoningEnabled = thinking.TakeText("type") == "enabled";
        options.ReasoningBudget ??= thinking.TakeCount("budget_tokens");
        spellings.Add(ReasoningControl.ThinkingObject);
    }

    private static void ReadSwitch(RequestMembers members, ChatOptions options, List<ReasoningControl> spellings)
    {
        if (members.TakeFlag("enable_thinking") is { } isEnabled)
        {
            options.ReasoningEnabled = isEnabled;
            spellings.Add(ReasoningControl.EnableThinking);
        }

        if (members.TakeCount("thinking_budget") is { } budget)
        {
            options.ReasoningBudget = budget;
            if (!spellings.Contains(ReasoningControl.EnableThinking))
            {
                spellings.Add(ReasoningControl.EnableThinking);
            }
        }

        if (members.Open("chat_template_kwargs").TakeFlag("enable_thinking") is { } byTemplate)
        {
            options.ReasoningEnabled = byTemplate;
            spellings.Add(ReasoningControl.TemplateArgument);
        }
    }
}
