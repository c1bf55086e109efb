using Microsoft.Extensions.AI;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Ask;

/// <summary>One prompt, asked and answered.</summary>
internal sealed class AskAction(CliEnvironment environment)
{
    private readonly Notices _notices = new(environment);

    public required string[] Words { get; init; }

    public string? Model { get; init; }

    public string? System { get; init; }

    public string[] Attachments { get; init; } = [];

    public string[] Settings { get; init; } = [];

    public string? SchemaFile { get; init; }

    public bool PrintsJson { get; init; }

    public bool IsStreaming { get; init; }

    public bool PrintsUsage { get; init; }

    /// <summary>The form in which the answer's bytes are handed on, null for plain text.</summary>
    public string? Format { get; init; }

    /// <summary>The options that there are, to suggest from.</summary>
    public required string[] OptionNames { get; init; }

    /// <summary>True where <c>--</c> stands before the prompt: then nothing in it is an option.</summary>
    public bool HasSeparator { get; init; }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        CheckWords();
        var options = ChatSettings.Read(Settings);
        if (SchemaFile is not null)
        {
            options.ResponseFormat = SchemaOption.Read(SchemaFile);
        }

        var attached = Attachments.Select(Attachment.Read).ToList();
        var messages = CreateMessages(await ReadPromptAsync(cancellationToken).ConfigureAwait(false), attached);
        var model = await ModelChoice.ChooseAsync(Model, environment, _notices, cancellationToken).ConfigureAwait(false);
        try
        {
            var printer = new AnswerPrinter(environment, _notices) { PrintsUsage = PrintsUsage };
            await (Format is { } format ? PrintBytesAsync(model.EncodeAsync(FormatOption.Read(format), messages, options, cancellationToken: cancellationToken))
                : PrintsJson ? PrintJsonAsync(printer, model, messages, options, cancellationToken)
                : IsStreaming ? printer.PrintAsync(model.StreamAsync(messages, options, cancellationToken))
                : PrintWholeAsync(printer, model, messages, options, cancellationToken)).ConfigureAwait(false);
            return ExitCode.Success;
        }
        catch (LlmException error) when (PrintsJson)
        {
            ErrorJson.WriteLine(environment.Error, error);
            return ExitCode.Failure;
        }
    }

    private async Task PrintBytesAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> answer)
    {
        await foreach (var events in answer.ConfigureAwait(false))
        {
            await environment.Output.WriteAsync(events).ConfigureAwait(false);
            await environment.Output.FlushAsync().ConfigureAwait(false);
        }
    }

    private static async Task PrintWholeAsync(AnswerPrinter printer, ChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken) =>
        printer.Print(await model.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false));

    private async Task PrintJsonAsync(AnswerPrinter printer, ChatModel model, IReadOnlyList<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken)
    {
        var response = IsStreaming
            ? await model.GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false)
            : await model.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        AnswerJson.WriteLine(environment.Output, model, response);
        if (PrintsUsage)
        {
            printer.PrintUsageOf(response.TokenUsage);
        }
    }

    /// <summary>A misspelt option must not be sent to a model as if it were the prompt.</summary>
    private void CheckWords()
    {
        if (!HasSeparator && Words.FirstOrDefault(word => word is ['-', _, ..] && !word.Any(char.IsWhiteSpace)) is { } option)
        {
            var nearest = NearestName.Find(option, OptionNames);
            throw new UsageException($"There is no option '{option}'. " + (nearest is null ? "Put -- before a prompt that begins with a dash." : $"Did you mean '{nearest}'?"));
        }

        if (Words is [var word] && NearestName.Find(word, CommandLine.Verbs) is { } verb)
        {
            _notices.Note($"'{word}' is sent as a prompt; did you mean `parlance {verb}`?");
        }
    }

    private async Task<string> ReadPromptAsync(CancellationToken cancellationToken)
    {
        var prompt = string.Join(' ', Words);
        if (environment.IsInputRedirected)
        {
            var piped = PlainText.Decode(await StandardInput.ReadAsync(environment, cancellationToken).ConfigureAwait(false));
            if (!string.IsNullOrWhiteSpace(piped))
            {
                prompt = string.IsNullOrWhiteSpace(prompt) ? piped : $"{prompt}\n\n{piped}";
            }
        }

        return string.IsNullOrWhiteSpace(prompt) && Attachments.Length == 0
            ? throw new UsageException("There is no prompt. Write it behind the command or pipe it in: parlance \"Why is the sky blue?\" ('parlance --help' shows more.)")
            : prompt;
    }

    private List<ChatMessage> CreateMessages(string prompt, IEnumerable<AIContent> attached)
    {
        var contents = new List<AIContent>();
        if (!string.IsNullOrWhiteSpace(prompt))
        {
            contents.Add(new TextContent(prompt));
        }

        contents.AddRange(attached);
        var messages = new List<ChatMessage>();
        if (!string.IsNullOrWhiteSpace(System))
        {
            messages.Add(new ChatMessage(ChatRole.System, System));
        }

        messages.Add(new ChatMessage(ChatRole.User, contents));
        return messages;
    }
}
