using System.Text;
using Parlance.Conformance.Grammar;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.RequestGrammars.Broken;

/// <summary>A good request, one change that breaks it, and the rule that must say so.</summary>
internal static class BrokenRequest
{
    /// <summary>Fails where the good request does not pass, or the broken one passes or breaks another rule alone.</summary>
    /// <param name="wire">The wire.</param>
    /// <param name="receiver">The host and the model, such as <c>openai/gpt-5</c>.</param>
    /// <param name="good">The request before the change.</param>
    /// <param name="rule">The rule's name.</param>
    /// <param name="what">The text to replace, once.</param>
    /// <param name="with">What stands there instead.</param>
    public static void ShouldBreak(string wire, string receiver, string good, string rule, string what, string with)
    {
        var broken = BrokenResponse.Replace(good, what, with);
        Check(wire, receiver, broken).Select(violation => violation.Rule.Name).ShouldContain(rule, broken);
    }

    public static IReadOnlyList<RequestViolation> Check(string wire, string receiver, string body)
    {
        var slash = receiver.IndexOf('/', StringComparison.Ordinal);
        return RequestGrammar.Check(Encoding.UTF8.GetBytes(body), new RequestReceiver(wire, receiver[..slash], receiver[(slash + 1)..]));
    }
}
