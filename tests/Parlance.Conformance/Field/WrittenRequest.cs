using System.Text.Json;
using Parlance.Cli;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Field;

/// <summary>What became of one inbound request for one receiver, by the way that a gateway and <c>parlance wire encode</c> take.</summary>
internal sealed record WrittenRequest
{
    /// <summary>The body that would be sent, undefined where the call was refused.</summary>
    public JsonElement Body { get; private init; }

    /// <summary>What the body does not say as it was asked, in paths of the inbound body.</summary>
    public IReadOnlyList<ChatWarning> Warnings { get; private init; } = [];

    /// <summary>Why nothing would be sent, null where a body was written.</summary>
    public string? Refusal { get; private init; }

    /// <summary>For what the receiver would refuse the body.</summary>
    public IReadOnlyList<RequestViolation> Violations { get; private init; } = [];

    /// <summary>Writes a request for a receiver.</summary>
    /// <param name="wire">The wire that it came in on.</param>
    /// <param name="body">The inbound body.</param>
    /// <param name="target">The receiver, as <c>PROVIDER/MODEL</c>.</param>
    public static WrittenRequest Write(string wire, ReadOnlyMemory<byte> body, string target)
    {
        var inbound = WireNames.Get(wire);
        var (name, model) = (target[..target.IndexOf('/', StringComparison.Ordinal)], target[(target.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        var outbound = KnownProviders.Registry.Get(name);
        try
        {
            var read = inbound.Protocol.ReadRequest(body, inbound.Issuer);
            var prepared = outbound.Prepare(read with { Model = model, Recipient = outbound.Issuer, KindredIssuers = outbound.KindredIssuers });
            return new WrittenRequest
            {
                Body = JsonElement.Parse(prepared.Body.Span, new JsonDocumentOptions { MaxDepth = 512 }),
                Warnings = [.. prepared.Warnings.Select(warning => warning with { Field = inbound.Protocol.DescribeField(read, warning) })],
                Violations = RequestGrammar.Check(prepared.Body.Span, new RequestReceiver(outbound.Protocol.Wire, outbound.Name, model)),
            };
        }
        catch (LlmException refused) when (refused.Kind is LlmErrorKind.Unsupported or LlmErrorKind.InvalidRequest)
        {
            return new WrittenRequest { Refusal = refused.Message };
        }
    }
}
