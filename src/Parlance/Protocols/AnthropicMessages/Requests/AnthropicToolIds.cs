using System.Text;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// The ids that pair calls with their results. The wire wants one on each, made of letters, digits, <c>_</c> and <c>-</c>;
/// other wires have other letters in theirs, or none at all. The id is the same in every request that repeats the call.
/// </summary>
internal sealed class AnthropicToolIds
{
    private readonly Queue<string> _unanswered = new();
    private int _made;

    public string Get(FunctionCallContent call)
    {
        if (!string.IsNullOrEmpty(call.CallId))
        {
            return Clean(call.CallId);
        }

        var made = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"toolu_{_made++}");
        _unanswered.Enqueue(made);
        return made;
    }

    /// <summary>A result without an id answers the calls without one in their order.</summary>
    public string Get(FunctionResultContent result, MessageField field)
    {
        if (!string.IsNullOrEmpty(result.CallId))
        {
            return Clean(result.CallId);
        }

        return _unanswered.TryDequeue(out var made)
            ? made
            : throw new LlmException(LlmErrorKind.InvalidRequest, $"{field}: the tool's result has no CallId and no call is left that it could answer.");
    }

    private static string Clean(string id)
    {
        var bad = id.AsSpan().IndexOfAnyExcept(s_allowed);
        if (bad < 0)
        {
            return id;
        }

        var clean = new StringBuilder(id.Length);
        foreach (var letter in id)
        {
            clean.Append(s_allowed.Contains(letter) ? letter : '_');
        }

        return clean.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> s_allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}
