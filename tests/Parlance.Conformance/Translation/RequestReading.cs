using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Parlance.Conformance.Requests;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Conformance.Translation;

/// <summary>
/// Everything that a request asks for, by the names that warnings have for it, in a form in which the same from two wires
/// is equal. Hints about caching are not among it: they change no answer.
/// </summary>
internal static partial class RequestReading
{
    /// <summary>The name of the images and files.</summary>
    public const string Media = "media";

    /// <summary>What is said in messages, and which contents say it.</summary>
    public const string Instructions = "instructions";
    public const string UserWords = "words of the user";

    private static readonly (string Name, Func<ChatMessage, AIContent, bool> IsSaid)[] s_said =
    [
        (Instructions, (message, content) => message.Role == ChatRole.System && content is TextContent),
        (UserWords, (message, content) => message.Role == ChatRole.User && content is TextContent),
        ("words of the assistant", (message, content) => message.Role == ChatRole.Assistant && content is TextContent),
        ("calls", (_, content) => content is FunctionCallContent),
        ("results", (_, content) => content is FunctionResultContent),
        (Media, (_, content) => AddressOf(content) is not null || (content is FunctionResultContent result && PartsOf(result).Any(part => AddressOf(part) is not null))),
    ];

    public static IReadOnlyDictionary<string, string> Read(ChatCall call)
    {
        var options = call.Options;
        var reading = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(nameof(options.Temperature), Text(options.Temperature));
        // What is below zero switches the setting off where anybody takes it.
        Add(nameof(options.TopP), options.TopP >= 0 ? Text(options.TopP) : null);
        Add(nameof(options.TopK), options.TopK >= 0 ? Text(options.TopK) : null);
        Add(nameof(options.MaxOutputTokens), Text(options.MaxOutputTokens));
        Add(nameof(options.FrequencyPenalty), Text(options.FrequencyPenalty));
        Add(nameof(options.PresencePenalty), Text(options.PresencePenalty));
        Add(nameof(options.Seed), Text(options.Seed));
        Add(nameof(options.StopSequences), string.Join('\n', options.StopSequences ?? []));
        Add(nameof(options.ResponseFormat), FormatOf(options.ResponseFormat));
        if (options.Tools is { Count: > 0 } tools)
        {
            // A wire that has its own tools apart from the caller's has no order among all of them.
            Add(nameof(options.Tools), string.Join('\n', tools.Select(ToolOf).Order(StringComparer.Ordinal)));
            Add(nameof(options.ToolMode), ModeOf(options));
            Add(nameof(options.AllowMultipleToolCalls), options.AllowMultipleToolCalls == false ? "false" : null);
        }

        // Wires speak of efforts, of budgets or of a switch; that something is said is what they have in common.
        Add("Reasoning", options.ReasoningEffort is not null || options.ReasoningBudget is not null || options.ReasoningEnabled is not null ? "asked for" : null);
        Add("ServiceTier", options.ServiceTier);
        Add("EndUserId", options.EndUserId);
        Add("Metadata", options.Metadata is { ValueKind: JsonValueKind.Object } metadata ? Leaves(metadata) : null);
        Add("LogProbs", options.LogProbs == true ? "true" : null);
        Add("TopLogProbs", Text(options.TopLogProbs));
        foreach (var (name, isSaid) in s_said)
        {
            Add(name, string.Concat(call.Messages.SelectMany(message => message.Contents.Where(content => isSaid(message, content)).Select(content => name == Media ? MediaOf(content) : SaidBy(content)))));
        }

        return reading;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                reading.Add(name, value);
            }
        }
    }

    /// <summary>True where a warning names the setting, or the message or the content that says it.</summary>
    public static bool IsAbout(string field, string name, ChatCall call)
    {
        var said = Array.Find(s_said, said => said.Name == name);
        if (said.IsSaid is null || !field.StartsWith("Messages[", StringComparison.Ordinal))
        {
            return said.IsSaid is null && field.StartsWith(name, StringComparison.Ordinal);
        }

        var indexes = Index().Matches(field).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
        var message = call.Messages[indexes[0]];
        return field.Contains(".Contents[", StringComparison.Ordinal) ? said.IsSaid(message, message.Contents[indexes[1]]) : message.Contents.Any(content => said.IsSaid(message, content));
    }

    private static string SaidBy(AIContent content) => content switch
    {
        TextContent text => Compact(text.Text),
        FunctionCallContent call => $"{call.Name}({Leaves(ToolCallArguments.ToJson(call))})\n",
        FunctionResultContent result => $"{ResultOf(result)}\n",
        _ => "",
    };

    private static string MediaOf(AIContent content) =>
        string.Concat((content is FunctionResultContent result ? PartsOf(result) : [content]).Select(AddressOf).OfType<string>().Select(address => $"{address}\n"));

    private static string ResultOf(FunctionResultContent result) => result.Result is AIContent or IEnumerable<AIContent>
        ? Leaves(string.Concat(PartsOf(result).OfType<TextContent>().Select(part => part.Text)))
        : Leaves(ToolResultText.Of(result));

    private static IEnumerable<AIContent> PartsOf(FunctionResultContent result) =>
        result.Result is AIContent single ? [single] : result.Result as IEnumerable<AIContent> ?? [];

    private static string? AddressOf(AIContent content) => content switch
    {
        DataContent data => data.Base64Data.ToString(),
        UriContent uri => uri.Uri.OriginalString,
        // An address without a media type is a file that its host knows.
        HostedFileContent file when Uri.IsWellFormedUriString(file.FileId, UriKind.Absolute) => file.FileId,
        _ => null,
    };

    private static string ToolOf(AITool tool) =>
        tool is AIFunctionDeclaration function ? $"{function.Name}: {Compact(function.Description)}" : $"{tool.GetType().Name} {tool.Name}";

    private static string? ModeOf(ChatOptions options) => options.ToolMode switch
    {
        NoneChatToolMode => "none",
        RequiredChatToolMode { RequiredFunctionName: { } name } => name,
        // Any of one tool is that tool.
        RequiredChatToolMode => options.Tools is [var only] ? only.Name : "any",
        _ => null,
    };

    private static string? FormatOf(ChatResponseFormat? format) => format switch
    {
        ChatResponseFormatJson { Schema: not null } => "a schema",
        ChatResponseFormatJson => "JSON",
        _ => null,
    };

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>The values of a JSON text, whatever the wires wrap around them; a text that is no JSON as it is.</summary>
    private static string Leaves(string text)
    {
        try
        {
            return Leaves(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return Compact(text);
        }
    }

    private static string Leaves(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Compact(value.GetString()!),
        JsonValueKind.Object or JsonValueKind.Array => Compact(string.Concat(JsonLeaves.Read(value).Values.Order(StringComparer.Ordinal)).Replace("\"", "", StringComparison.Ordinal)),
        _ => value.GetRawText(),
    };

    /// <summary>Wires that join texts put line breaks between them.</summary>
    private static string Compact(string text)
    {
        var compact = new StringBuilder(text.Length);
        foreach (var character in text.Where(character => !char.IsWhiteSpace(character)))
        {
            compact.Append(character);
        }

        return compact.ToString();
    }

    [GeneratedRegex(@"(?<=\[)[0-9]+(?=\])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();
}
