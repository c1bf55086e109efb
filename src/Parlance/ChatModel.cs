using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;
using Parlance.Transport;

namespace Parlance;

/// <summary>
/// One model of one provider. It holds no connection: making one costs nothing, and all models of a process share
/// pooled ones. Thread-safe.
/// </summary>
public sealed class ChatModel : IChatClient
{
    internal ChatModel(Provider provider, string modelId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelId);
        Provider = provider;
        ModelId = modelId;
    }

    /// <summary>Who answers.</summary>
    public Provider Provider { get; }

    /// <summary>The model's id, sent verbatim unless <see cref="ChatOptions.ModelId"/> names another.</summary>
    public string ModelId { get; }

    /// <summary>The provider and the model for people: <c>Anthropic (claude-haiku-4-5)</c>.</summary>
    public string DisplayName => $"{Provider.DisplayName} ({ModelId})";

    /// <summary>Asks for a whole answer.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The settings, null for the model's defaults.</param>
    /// <param name="cancellationToken">Cancels the call, its socket included, at once.</param>
    /// <returns>The answer; its <see cref="ChatResponse.RawRepresentation"/> is the response's body as a <see cref="JsonElement"/>.</returns>
    /// <exception cref="LlmException">The call failed.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = CreateCall(messages, options, isStreaming: false);
        var sink = new UpdateSink(Provider.Issuer, call.Warnings);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in RunAsync(call, sink, cancellationToken).ConfigureAwait(false))
        {
            updates.Add(update);
        }

        return Assemble(updates, sink.Body);
    }

    /// <summary>Asks for an answer in pieces, in the vocabulary of Microsoft.Extensions.AI.</summary>
    /// <inheritdoc cref="GetResponseAsync" path="/param|/exception" />
    /// <returns>The pieces. Nothing is sent before the enumeration begins, and each enumeration asks anew.</returns>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = CreateCall(messages, options, isStreaming: true);
        return Repeat(call, own => RunAsync(own, new UpdateSink(Provider.Issuer, own.Warnings), cancellationToken));
    }

    /// <summary>Asks for an answer in pieces, with every step of it: the argument deltas of tool calls included.</summary>
    /// <inheritdoc cref="GetStreamingResponseAsync" path="/param|/exception|/returns" />
    public IAsyncEnumerable<ChatEvent> StreamAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = CreateCall(messages, options, isStreaming: true);
        return Repeat(call, own => RunAsync(own, new EventSink(Provider.Issuer, own.Warnings), cancellationToken));
    }

    /// <summary>Asks the provider how many tokens a request is, without having it answered.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The settings; tools count too.</param>
    /// <param name="cancellationToken">Cancels the call at once.</param>
    /// <exception cref="LlmException">The call failed; of kind <see cref="LlmErrorKind.Unsupported"/> where the provider does not count.</exception>
    public Task<TokenCount> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        TokenCounting.RunAsync(Provider, CreateCall(messages, options, isStreaming: false), cancellationToken);

    /// <summary>Asks for an answer as the bytes of a format, whichever provider it comes from.</summary>
    /// <param name="format">The format.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The settings, null for the model's defaults.</param>
    /// <param name="cancellationToken">Cancels the call, its socket included, at once.</param>
    /// <returns>The bytes. Nothing is sent before the enumeration begins, and each enumeration asks anew.</returns>
    public ChatByteStream EncodeAsync(StreamFormat format, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        new(Provider, CreateCall(messages, options, isStreaming: true), format, cancellationToken);

    /// <summary>Makes the request that a call becomes, without sending it.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The settings, null for the model's defaults.</param>
    /// <param name="isStreaming">True for the request of a streamed answer.</param>
    /// <exception cref="LlmException">The conversation holds what the wire cannot express.</exception>
    public PreparedRequest Prepare(IEnumerable<ChatMessage> messages, ChatOptions? options = null, bool isStreaming = false) =>
        Provider.Prepare(CreateCall(messages, options, isStreaming));

    /// <summary>
    /// Reads an answer that has come by other means, such as a line of a batch's results or a recorded stream: the body of a
    /// successful response, whole or streamed.
    /// </summary>
    /// <param name="body">The response's body as it came, in whatever framing the wire has.</param>
    /// <returns>The answer as <see cref="GetResponseAsync"/> would have returned it.</returns>
    /// <exception cref="LlmException">
    /// The body is an error, is cut or is malformed. That of a response without success goes to <see cref="Protocol.ReadError"/>.
    /// </exception>
    public ChatResponse ReadResponse(ReadOnlySpan<byte> body)
    {
        using var sink = new UpdateSink(Provider.Issuer, []);
        using var reader = new ResponseReader(Provider.Protocol.CreateDecoder(sink, CreateCall([], options: null, isStreaming: false))) { KeepsBody = true };
        reader.Write(body);
        reader.Complete();
        if (sink.Error is { } error)
        {
            throw error.Complete(Provider.Name, ModelId);
        }

        return Assemble(sink.Pending, reader.Body);
    }

    /// <summary>The model with another id.</summary>
    /// <param name="model">The model's id.</param>
    public ChatModel WithModel(string model) => new(Provider, model);

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(Provider.Name, Endpoint.TryResolve(Provider), ModelId)
            : serviceType == typeof(Provider) ? Provider
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Nothing to release: the connections belong to the process.</summary>
    void IDisposable.Dispose()
    {
    }

    /// <inheritdoc />
    public override string ToString() => $"{Provider.Name}/{ModelId}";

    private ChatCall CreateCall(IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreaming)
    {
        ArgumentNullException.ThrowIfNull(messages);

        // Copies: what the caller does to its list and its options afterwards must not reach a call that is under way.
        IReadOnlyList<ChatMessage> list = options?.Instructions is { Length: > 0 } instructions
            ? [new ChatMessage(ChatRole.System, instructions), .. messages]
            : [.. messages];

        return new ChatCall
        {
            Model = options?.ModelId ?? ModelId,
            Messages = ApprovedConversation.Restore(list),
            Options = options?.Clone() ?? new ChatOptions(),
            IsStreaming = isStreaming,
            Recipient = Provider.Issuer,
            KindredIssuers = Provider.KindredIssuers,
            UnsupportedPolicy = Provider.Call.UnsupportedPolicy,
            UnsupportedContent = Provider.Call.UnsupportedContent,
            WarningDetail = Provider.Call.WarningDetail,
        };
    }

    /// <summary>The pieces as one answer, with the body that they came from, where it was one.</summary>
    private static ChatResponse Assemble(List<ChatResponseUpdate> updates, JsonElement body)
    {
        var response = updates.ToChatResponse();
        response.RawRepresentation = body.ValueKind == JsonValueKind.Undefined ? null : body;
        return response;
    }

    /// <summary>A stream that asks anew each time it is enumerated, with a call and thus with warnings of its own.</summary>
    private static RepeatableStream<T> Repeat<T>(ChatCall call, Func<ChatCall, IAsyncEnumerable<T>> run) => new(() => run(call with { }));

    private async IAsyncEnumerable<T> RunAsync<T>(ChatCall call, ResponseAssembler<T> sink, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (sink)
        {
            var attempt = await ChatAttempt.OpenAsync(Provider, call, sink, cancellationToken).ConfigureAwait(false);
            await using (attempt.ConfigureAwait(false))
            {
                do
                {
                    foreach (var item in sink.Pending)
                    {
                        yield return item;
                    }

                    sink.Pending.Clear();
                    attempt.ThrowIfFailed();
                }
                while (await attempt.PumpAsync().ConfigureAwait(false));
            }
        }
    }
}
