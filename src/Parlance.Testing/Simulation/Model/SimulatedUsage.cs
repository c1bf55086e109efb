using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Testing;

/// <summary>
/// What a simulated call consumes: <see cref="SimulatedTokens"/> of all texts and schemas, four for each message, one for
/// 750 pixels of an image (Anthropic's own figure, docs.anthropic.com, "Vision"), one for four bytes of any other file.
/// </summary>
/// <remarks>
/// Prompt caching is simulated without a cache: where the caller marked a breakpoint, everything up to it that an earlier
/// call must have sent, because the model has answered it, counts as read, and the rest up to it as written.
/// </remarks>
internal static class SimulatedUsage
{
    private const int TokensOfMessage = 4;
    private const int PixelsOfToken = 750;
    private const int BytesOfToken = 4;

    public static TokenUsage Create(ChatCall call, int outputTokens, int reasoningTokens)
    {
        var before = call.Options.Instructions is { } instructions ? SimulatedTokens.Count(instructions) : 0;
        foreach (var tool in call.Options.Tools?.OfType<AIFunctionDeclaration>() ?? [])
        {
            before += SimulatedTokens.Count(tool.Name) + SimulatedTokens.Count(tool.Description) + SimulatedTokens.Count(tool.JsonSchema.GetRawText());
        }

        var answered = LastIndex(call.Messages, message => message.Role == ChatRole.Assistant);
        var marked = call.Options.CacheBreakpoint is not null ? call.Messages.Count - 1 : LastIndex(call.Messages, message => message.Contents.Any(content => content.CacheBreakpoint is not null));
        int total = before, read = 0, write = 0;
        for (var index = 0; index < call.Messages.Count; index++)
        {
            var tokens = TokensOfMessage + call.Messages[index].Contents.Sum(Count) + (index == 0 ? before : 0);
            total += index == 0 ? tokens - before : tokens;
            if (index <= marked)
            {
                (read, write) = index < answered ? (read + tokens, write) : (read, write + tokens);
            }
        }

        return new TokenUsage
        {
            UncachedInputTokens = total - read - write,
            CacheReadTokens = marked < 0 ? null : read,
            CacheWrite5mTokens = marked < 0 ? null : write,
            OutputTokens = outputTokens,
            ReasoningTokens = reasoningTokens > 0 ? reasoningTokens : null,
        };
    }

    private static int Count(AIContent content) => content switch
    {
        TextContent text => SimulatedTokens.Count(text.Text),
        TextReasoningContent reasoning => SimulatedTokens.Count(reasoning.Text),
        FunctionCallContent call => SimulatedTokens.Count(call.Name) + SimulatedTokens.Count(Parlance.Json.ToolCallArguments.ToJson(call)),
        FunctionResultContent result => SimulatedTokens.Count(PromptText.Describe(result)),
        DataContent data when data.HasTopLevelMediaType("image") && ImageSize.TryRead(data.Data.Span, out _, out var width, out var height) =>
            (int)Math.Min(1 + ((long)width * height / PixelsOfToken), int.MaxValue / 1024),
        DataContent data => data.Data.Length / BytesOfToken,
        _ => 0,
    };

    private static int LastIndex(IReadOnlyList<ChatMessage> messages, Func<ChatMessage, bool> holds)
    {
        var index = messages.Count - 1;
        while (index >= 0 && !holds(messages[index]))
        {
            index--;
        }

        return index;
    }
}
