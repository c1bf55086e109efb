using System.Buffers;
using Parlance.Protocols;

namespace Parlance.Transport;

/// <summary>A provider's own count of a call's tokens.</summary>
internal static class TokenCounting
{
    public static async Task<TokenCount> RunAsync(Provider provider, ChatCall call, CancellationToken cancellationToken)
    {
        var counter = provider.Protocol.TokenCounter ?? throw new LlmException(
            LlmErrorKind.Unsupported,
            $"{provider.DisplayName} cannot count tokens: the wire {provider.Protocol.Wire} has no such call as this provider speaks it.")
        { Provider = provider.Name, Model = call.Model };
        var body = new ArrayBufferWriter<byte>();
        counter.WriteRequest(call, body);
        var question = new JsonCall(HttpMethod.Post, counter.GetPath(call), body.WrittenMemory) { Call = call, Model = call.Model };
        var answer = await JsonRequest.SendAsync(provider, question, cancellationToken).ConfigureAwait(false);
        try
        {
            return new TokenCount(counter.ReadCount(answer.Body), IsExact: true);
        }
        catch (LlmException error)
        {
            error.Complete(provider.Name, call.Model, answer.RequestId);
            throw;
        }
    }
}
