using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Parlance.Testing;

/// <summary>The simulated model's words: greetings, what it was told to say, small sums, what it sees, else an echo.</summary>
internal static partial class PlainAnswer
{
    private static readonly string[] s_numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private static readonly string[] s_greetings =
    [
        "Hello! How can I help you?",
        "Hello!",
        "Hello there!",
        "Hello to you!",
        "Hello, nice meeting you!",
        "Hello there, how are you?",
        "Hello there, how are you today?",
        "Hello there, friend, how are you today?",
    ];

    private const string LongGreeting = "Hello there my dear friend and welcome to this little corner of the world where kind words are always said";

    public static string Create(ChatMessage prompt)
    {
        var media = prompt.Contents.Select(Describe).OfType<string>().ToList();
        if (media.Count > 0)
        {
            return $"I see {string.Join(" and ", media)}." + (prompt.Text.Length > 0 ? $" You said: {prompt.Text}" : "");
        }

        var text = prompt.Text.Trim();
        return Greet(text) ?? Repeat(text) ?? Calculate(text)
            ?? (text.Length == 0 ? "You said nothing. Say something, and I will answer." : $"You said: {text}");
    }

    /// <summary>A greeting of as many words as were asked for.</summary>
    private static string? Greet(string text)
    {
        if (!GreetingRequest().IsMatch(text))
        {
            return null;
        }

        var asked = WordCount().Match(text);
        var count = !asked.Success ? 0
            : int.TryParse(asked.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits
            : Array.FindIndex(s_numbers, name => name.Equals(asked.Groups["count"].Value, StringComparison.OrdinalIgnoreCase));
        if (count < s_greetings.Length)
        {
            return s_greetings[Math.Max(count, 0)];
        }

        var words = LongGreeting.Split(' ');
        return $"{string.Join(' ', Enumerable.Range(0, Math.Min(count, 1_000)).Select(word => words[word % words.Length]))}.";
    }

    /// <summary>What it was told to say, word for word.</summary>
    private static string? Repeat(string text) =>
        RepeatRequest().Match(text) is { Success: true } match ? match.Groups["what"].Value.Trim() : null;

    /// <summary>A sum of two numbers.</summary>
    private static string? Calculate(string text)
    {
        var match = Sum().Match(text);
        if (!match.Success
            || !decimal.TryParse(match.Groups["left"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var left)
            || !decimal.TryParse(match.Groups["right"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var right))
        {
            return null;
        }

        var sign = match.Groups["sign"].Value;
        if (sign == "/" && right == 0)
        {
            return "Nothing can be divided by zero.";
        }

        var result = sign switch
        {
            "+" => left + right,
            "-" or "−" => left - right,
            "/" or "÷" => decimal.Round(left / right, 6),
            _ => left * right,
        };
        return string.Create(CultureInfo.InvariantCulture, $"{match.Value.Trim()} = {result:0.######}");
    }

    private static string? Describe(AIContent content) => content switch
    {
        DataContent data when data.HasTopLevelMediaType("image") && ImageSize.TryRead(data.Data.Span, out var format, out var width, out var height) =>
            string.Create(CultureInfo.InvariantCulture, $"an image ({format}, {width}×{height} pixels, {data.Data.Length} bytes)"),
        DataContent data => string.Create(CultureInfo.InvariantCulture, $"{Kind(data.MediaType)} ({data.MediaType}, {data.Data.Length} bytes)"),
        UriContent link => $"{Kind(link.MediaType)} at {link.Uri}",
        HostedFileContent file => $"a file with the id {file.FileId}",
        _ => null,
    };

    private static string Kind(string mediaType) => mediaType.Split('/')[0] switch
    {
        "image" => "an image",
        "audio" => "a sound",
        "video" => "a video",
        _ => "a document",
    };

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(please\s+)?((say|write|give|send)\b.{0,30}\b(hello|hi|greeting)\b|greet\b|(hello|hi|hey|hallo|good (morning|day|evening))\b[\s\p{P}]*$)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GreetingRequest();

    [GeneratedRegex(@"\b(?<count>\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-]words?\b", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordCount();

    [GeneratedRegex(@"^(please\s+)?(say|repeat|(reply|respond|answer)\s+with)(\s+(exactly|only|just|this|the words?|the text))*\s*:?\s+[\x22'“‘]?(?<what>[^\x22'”’]+?)[\x22'”’]?\s*[.!]?$", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RepeatRequest();

    [GeneratedRegex(@"(?<left>-?\d{1,12}(\.\d{1,6})?)\s*(?<sign>[-+*/×÷−])\s*(?<right>-?\d{1,12}(\.\d{1,6})?)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sum();
}
