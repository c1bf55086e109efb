using System.CommandLine;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Ask;

/// <summary><c>parlance "prompt"</c>: the command without a verb.</summary>
internal static class AskCommand
{
    private const string Examples = """
        parlance "Why is the sky blue?"
        parlance -m anthropic/claude-haiku-4-5 -s "Answer in French." "What is a monad?"
        git diff | parlance "Write a commit message for this change."
        parlance -a photo.jpg "What is in this picture?"
        parlance -o temperature=0 -o max-output-tokens=200 --json "Name three rivers."
        parlance -- "-1 is not a prompt that begins with an option"

        The model is that of -m, else of the variable PARLANCE_MODEL, else of the first provider whose key is set,
        else of a local server (Ollama, llama.cpp, LM Studio), else a built-in simulator.

        The answer goes to standard output, everything else to standard error.
        Exit codes: 0 answered, 1 the call failed, 2 wrong usage, 130 cancelled.

        Settings for -o:
        """;

    public static HelpedCommand Create(CliEnvironment environment)
    {
        var prompt = new Argument<string[]>("prompt") { Description = "What to say. Standard input, where it is piped, follows after a blank line.", Arity = ArgumentArity.ZeroOrMore };
        var model = new Option<string>("--model", "-m") { Description = "Whom to ask.", HelpName = "provider/model" };
        var system = new Option<string>("--system", "-s") { Description = "Instructions that stand before the prompt.", HelpName = "text" };
        var attachments = new Option<string[]>("--attachment", "-a") { Description = "A file or URL to send along. Text files go as text. Repeatable.", HelpName = "path or URL", Arity = ArgumentArity.OneOrMore };
        var settings = new Option<string[]>("--option", "-o") { Description = "A setting of the call. Repeatable.", HelpName = "key=value", Arity = ArgumentArity.OneOrMore };
        var schema = new Option<string>("--schema") { Description = "A file with the JSON schema that the answer must follow.", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object: text, reasoning, tool_calls, model, provider, finish, usage, warnings." };
        var whole = new Option<bool>("--no-stream") { Description = "Ask for the whole answer at once." };
        var usage = new Option<bool>("--usage") { Description = "Print what the answer consumed to standard error." };
        var format = new Option<string>("--format") { Description = $"Print the stream in a form for programs: {string.Join(", ", FormatOption.Names)}.", HelpName = "format" };
        var command = new HelpedCommand("parlance", "Every large language model from a shell.", Examples + SettingsHelp()) { prompt, model, system, attachments, settings, schema, json, whole, usage, format };
        command.SetAction((parsed, cancellationToken) => new AskAction(environment)
        {
            Words = parsed.GetValue(prompt) ?? [],
            Model = parsed.GetValue(model),
            System = parsed.GetValue(system),
            Attachments = parsed.GetValue(attachments) ?? [],
            Settings = parsed.GetValue(settings) ?? [],
            SchemaFile = parsed.GetValue(schema),
            PrintsJson = parsed.GetValue(json),
            IsStreaming = !parsed.GetValue(whole),
            PrintsUsage = parsed.GetValue(usage),
            Format = parsed.GetValue(format),
            OptionNames = [.. command.Options.SelectMany(option => option.Aliases.Prepend(option.Name))],
            HasSeparator = parsed.Tokens.Any(token => token.Value == "--"),
        }.RunAsync(cancellationToken));
        return command;
    }

    private static string SettingsHelp()
    {
        var help = new StringBuilder();
        foreach (var setting in ChatSettings.All)
        {
            help.Append('\n').Append("  ").Append(setting.Name.PadRight(20)).Append(setting.Description);
        }

        return help.Append('\n').Append("  ").Append("extra.NAME".PadRight(20)).Append("Any JSON, sent verbatim as member NAME of the request.").ToString();
    }
}
