using System.Collections.Immutable;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// Something that may be left out of a request without any effect on the answer, and of which nothing is told unless
/// <see cref="WarningDetail.All"/> asks for it. The list is closed: whatever is not in it is a warning.
/// </summary>
/// <param name="Name">What it is, for the documentation.</param>
/// <param name="Message">What became of it and why no answer depends on it, in sentences.</param>
internal sealed record WithoutEffect(string Name, string Message)
{
    public static readonly WithoutEffect CacheMark = new(
        "A cache mark where the receiver takes none", "The receiver caches by itself, or not at all; a mark changes what a call costs and never what it says.");

    public static readonly WithoutEffect PromptCacheKey = new(
        "`PromptCacheKey` (`prompt_cache_key`)", "The key only brings requests together that share a prompt; it changes what a call costs and never what it says.");

    public static readonly WithoutEffect PromptCacheRetention = new(
        "`PromptCacheRetention` (`prompt_cache_retention`)", "How long a prompt is kept in a cache changes what later calls cost and never what they say.");

    public static readonly WithoutEffect NotStored = new(
        "`Store` with the value false (`store`)", "The receiver is not asked to store the answer, and stores none for later calls; nothing needs to be said.");

    public static readonly WithoutEffect ItemId = new(
        "`id` and `status` of an item of OpenAI's Responses", "They name an item to the host that made it and say that it was complete; what the item holds is sent.");

    public static readonly WithoutEffect Include = new(
        "`include` of OpenAI's Responses, for encrypted reasoning alone", "It asks for state that only the maker of the reasoning can read; the answer is the same without.");

    public static readonly WithoutEffect ClientMetadata = new(
        "`client_metadata` of OpenAI's Responses", "These are a client's labels for its own host; no model reads them.");

    public static readonly WithoutEffect StreamObfuscation = new(
        "`stream_options.include_obfuscation` of OpenAI", "It pads the events of a stream with bytes that mean nothing.");

    public static readonly WithoutEffect SystemRole = new(
        "`role` of Gemini's `systemInstruction`", "Gemini itself does not look at it: the text is the system's, whatever it says.");

    public static readonly WithoutEffect ClientHeader = new(
        "The headers of OpenAI's own clients, such as `OpenAI-Beta`", "They tell a client's own host which client it is; no model reads them.");

    /// <summary>Everything in the list.</summary>
    public static ImmutableArray<WithoutEffect> All { get; } =
        [CacheMark, PromptCacheKey, PromptCacheRetention, NotStored, ItemId, Include, ClientMetadata, StreamObfuscation, SystemRole, ClientHeader];

    /// <summary>What a member that nobody models is in this list, null where it may have an effect.</summary>
    /// <param name="wire">The wire that the member came on.</param>
    /// <param name="holder">The object that holds it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public static WithoutEffect? Find(string wire, FieldPath holder, string name, JsonElement value) => (wire, holder.Message is not null, holder.Member, name) switch
    {
        ("openai-responses", true, _, "id" or "status") => ItemId,
        ("openai-responses", false, null, "include") when AsksForReasoningAlone(value) => Include,
        ("openai-responses", false, null, "client_metadata") => ClientMetadata,
        ("openai-responses" or "openai-chat", false, "stream_options", "include_obfuscation") => StreamObfuscation,
        ("gemini-generate", true, null, "role") => SystemRole,
        _ => null,
    };

    /// <summary>What the headers of an inbound request are in this list, null where they may have an effect.</summary>
    /// <param name="wire">The wire that they came on.</param>
    public static WithoutEffect? FindHeader(string wire) => wire is "openai-chat" or "openai-responses" ? ClientHeader : null;

    private static bool AsksForReasoningAlone(JsonElement include) =>
        include.ValueKind == JsonValueKind.Array && include.EnumerateArray().All(static entry => entry.AsText() == "reasoning.encrypted_content");
}
