using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Ask;

/// <summary>An answer for people: its text to standard output as it comes, everything else to standard error.</summary>
internal sealed class AnswerPrinter(CliEnvironment environment, Notices notices)
{
    private bool _hasText;
    private bool _isAtLineStart = true;

    /// <summary>True to say at the end what the answer consumed.</summary>
    public bool PrintsUsage { get; init; }

    /// <summary>Prints an answer while it comes.</summary>
    public async Task PrintAsync(IAsyncEnumerable<ChatEvent> events)
    {
        TokenUsage? usage = null;
        try
        {
            await foreach (var step in events.ConfigureAwait(false))
            {
                switch (step)
                {
                    case MessageStarted started:
                        PrintWarnings(started.Warnings);
                        break;
                    case TextDelta text:
                        PrintText(text.Text);
                        break;
                    case RefusalDelta refusal:
                        PrintText(refusal.Text);
                        break;
                    case ReasoningDelta reasoning:
                        notices.Reasoning(reasoning.Text);
                        break;
                    case ToolCallCompleted call:
                        PrintHidden(call.Call);
                        break;
                    case ContentReceived received:
                        PrintHidden(received.Content);
                        break;
                    case UsageReported reported:
                        usage = reported.Usage;
                        break;
                    case Finished finished:
                        EndText();
                        PrintReason(finished.Reason);
                        break;
                }
            }
        }
        catch (LlmException)
        {
            // What came before the failure stays, and the error begins on its own line.
            EndText();
            throw;
        }

        PrintUsage(usage);
    }

    /// <summary>Prints an answer that has come.</summary>
    public void Print(ChatResponse response)
    {
        PrintWarnings(response.Warnings);
        foreach (var content in response.Messages.SelectMany(message => message.Contents))
        {
            switch (content)
            {
                case TextContent text:
                    PrintText(text.Text);
                    break;
                case TextReasoningContent reasoning:
                    notices.Reasoning(reasoning.Text);
                    break;
                default:
                    PrintHidden(content);
                    break;
            }
        }

        EndText();
        PrintReason(response.FinishReason);
        PrintUsage(response.TokenUsage);
    }

    /// <summary>Says what the answer consumed.</summary>
    public void PrintUsageOf(TokenUsage? reported)
    {
        if (reported is not { IsEmpty: false } usage)
        {
            notices.Note("usage: the provider reported none");
            return;
        }

        var line = new StringBuilder("usage: ").Append(CultureInfo.InvariantCulture, $"{Text(usage.InputTokens)} input");
        AppendParts(line, ("from cache", usage.CacheReadTokens), ("to cache", usage.CacheWriteTokens));
        line.Append(CultureInfo.InvariantCulture, $", {Text(usage.OutputTokens)} output");
        AppendParts(line, ("reasoning", usage.ReasoningTokens), default);
        notices.Note(line.Append(" tokens").ToString());
    }

    private static void AppendParts(StringBuilder line, params ReadOnlySpan<(string Name, long? Count)> parts)
    {
        var separator = " (";
        foreach (var (name, count) in parts)
        {
            if (count > 0)
            {
                line.Append(separator).Append(CultureInfo.InvariantCulture, $"{count} {name}");
                separator = ", ";
            }
        }

        if (separator == ", ")
        {
            line.Append(')');
        }
    }

    private static string Text(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private void PrintText(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        notices.EndReasoning();
        environment.Output.Write(Encoding.UTF8.GetBytes(text));
        _hasText = true;
        _isAtLineStart = text[^1] == '\n';
    }

    /// <summary>Ends the last line, as every tool that prints text does.</summary>
    private void EndText()
    {
        notices.EndReasoning();
        if (_hasText && !_isAtLineStart)
        {
            environment.Output.Write("\n"u8);
            _isAtLineStart = true;
        }
    }

    private void PrintWarnings(IReadOnlyList<ChatWarning> warnings)
    {
        foreach (var warning in warnings)
        {
            notices.Warning($"{warning.Field}: {warning.Message}");
        }
    }

    /// <summary>Says what of the answer is not text, and so is not printed.</summary>
    private void PrintHidden(AIContent content)
    {
        switch (content)
        {
            case FunctionCallContent call:
                notices.Note($"The model calls the tool {call.Name}; --json prints the call.");
                break;
            case DataContent data:
                notices.Note(string.Create(CultureInfo.InvariantCulture, $"The answer holds {data.MediaType} ({data.Data.Length} bytes), which is not printed."));
                break;
            case UriContent link:
                notices.Note($"The answer holds {link.MediaType}: {link.Uri}");
                break;
        }
    }

    private void PrintReason(ChatFinishReason? reason)
    {
        if (reason == ChatFinishReason.Length)
        {
            notices.Warning("The answer is cut: it reached the limit of output tokens.");
        }
        else if (reason == ChatFinishReason.ContentFilter)
        {
            notices.Warning("The provider's content filter ended the answer.");
        }
    }

    private void PrintUsage(TokenUsage? usage)
    {
        if (PrintsUsage)
        {
            PrintUsageOf(usage);
        }
    }
}
