using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Which call a result answers. This wire's results name the function, and other wires' tell only the id of the call, or
/// not even that: then they answer the calls in their order.
/// </summary>
internal sealed class GeminiAnswers
{
    private readonly Dictionary<string, FunctionCallContent> _calls = new(StringComparer.Ordinal);
    private readonly List<FunctionCallContent> _unanswered = [];

    public void Add(FunctionCallContent call)
    {
        _calls[call.CallId] = call;
        _unanswered.Add(call);
    }

    /// <summary>The call that a result answers, null where none is told of.</summary>
    public FunctionCallContent? Take(FunctionResultContent result)
    {
        var call = result.CallId.Length > 0 ? _calls.GetValueOrDefault(result.CallId) : _unanswered.FirstOrDefault();
        if (call is not null)
        {
            _unanswered.Remove(call);
        }

        return call;
    }

    /// <summary>The name of the function: an id that belongs to no call may be one.</summary>
    public static string NameOf(FunctionResultContent result, FunctionCallContent? call, string field) =>
        call is not null ? call.Name
        : result.CallId.Length > 0 ? result.CallId
        : throw new LlmException(LlmErrorKind.Unsupported, $"{field}: the wire's results name the function that they answer, and this one answers no call of the conversation.");
}
