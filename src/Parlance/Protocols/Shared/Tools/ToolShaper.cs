using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols;

/// <summary>
/// Gives a call the tools, names and choice that its receiver takes, in what it offers and in what was called earlier; and
/// the answer the names that the caller knows.
/// </summary>
internal static class ToolShaper
{
    /// <summary>The call as the receiver takes it; the same one where nothing of its tools has to change.</summary>
    /// <exception cref="LlmException">The policy is to throw, and something is lost.</exception>
    public static ChatCall Shape(ChatCall call, in ToolTraits traits)
    {
        var offer = ToolOffer.For(call.Options, traits);
        if (offer is not null)
        {
            call.Warn(offer.Losses);
        }

        var options = offer is null ? call.Options : WithTools(call.Options, offer);
        options = ToolChoice.Shape(call, options, offer, traits);
        var messages = ToolHistory.Shape(call, offer, traits);
        if (traits.DeclaresEarlierTools && !call.IsOwnOf(traits.Wire))
        {
            options = EarlierTools.Declare(call, messages, options);
        }

        return ReferenceEquals(options, call.Options) && ReferenceEquals(messages, call.Messages)
            ? call
            : call.Reshape(messages, offer is null ? null : new Origins([], []) { Tools = offer.Places }, options);
    }

    /// <summary>The listener that hears the names that the caller knows; the same one where they are those of the receiver.</summary>
    public static IResponseSink Listen(IResponseSink sink, ChatCall? call, in ToolTraits traits) =>
        call is not null && ToolOffer.For(call.Options, traits) is { HasOtherNames: true } offer ? new ToolNameSink(sink, offer) : sink;

    private static ChatOptions WithTools(ChatOptions options, ToolOffer offer)
    {
        var shaped = options.Clone();
        shaped.Tools = offer.Tools.Count > 0 ? offer.Tools : null;
        return shaped;
    }
}
