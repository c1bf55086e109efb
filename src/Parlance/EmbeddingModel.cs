using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols.Embeddings;
using Parlance.Transport;

namespace Parlance;

/// <summary>
/// One embedding model of one provider. It holds no connection: making one costs nothing, and all models of a process
/// share pooled ones. Thread-safe.
/// </summary>
public sealed class EmbeddingModel : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>What one response may hold: 2,048 vectors of 4,096 numbers, written out in ten digits each, are 100 MB.</summary>
    private const int MaximumAnswerBytes = 256 << 20;

    internal EmbeddingModel(Provider provider, string modelId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelId);
        Provider = provider;
        ModelId = modelId;
    }

    /// <summary>Who answers.</summary>
    public Provider Provider { get; }

    /// <summary>The model's id, sent verbatim unless <see cref="EmbeddingGenerationOptions.ModelId"/> names another.</summary>
    public string ModelId { get; }

    /// <summary>
    /// Turns texts into vectors, one for each, in the same order. As many requests are sent, one after the other, as the
    /// provider's limit for one makes needful; for no texts none is.
    /// </summary>
    /// <param name="values">The texts.</param>
    /// <param name="options">The settings, null for the model's defaults.</param>
    /// <param name="cancellationToken">Cancels the calls at once.</param>
    /// <returns>The vectors, with the usage of all requests together where the provider reports it.</returns>
    /// <exception cref="LlmException">A call failed; of kind <see cref="LlmErrorKind.Unsupported"/> where the provider has no embeddings.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var wire = Provider.EmbeddingWire ?? throw Unsupported();
        var model = options?.ModelId ?? ModelId;
        var results = new GeneratedEmbeddings<Embedding<float>>();
        IReadOnlyList<ChatWarning> warnings = [];
        long? tokens = null;
        foreach (var batch in values.Chunk(wire.GetMaximumBatch(model)))
        {
            var call = new EmbeddingCall { Model = model, Inputs = batch, Options = options ?? new EmbeddingGenerationOptions(), UnsupportedPolicy = Provider.Call.UnsupportedPolicy };
            var page = await SendAsync(wire, call, cancellationToken).ConfigureAwait(false);
            results.AddRange(page.Vectors.Select(vector => new Embedding<float>(vector) { ModelId = page.Model ?? model }));
            tokens = page.InputTokens is { } count ? (tokens ?? 0) + count : tokens;
            warnings = call.Warnings;
        }

        results.Usage = tokens is null ? null : new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        results.Warnings = warnings;
        return results;
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata(Provider.Name, Endpoint.TryResolve(Provider), ModelId)
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

    private async Task<EmbeddingPage> SendAsync(EmbeddingWire wire, EmbeddingCall call, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        wire.WriteRequest(call, body);
        var question = new JsonCall(HttpMethod.Post, wire.GetPath(call), body.WrittenMemory)
        {
            Model = call.Model,
            MaximumAnswerBytes = MaximumAnswerBytes,
            CountHeader = wire.InputTokensHeader,
        };
        var answer = await JsonRequest.SendAsync(Provider, question, cancellationToken).ConfigureAwait(false);
        try
        {
            var page = wire.ReadResponse(answer.Body.Span, call);
            return page.Vectors.Count == call.Inputs.Count
                ? page with { InputTokens = page.InputTokens ?? answer.HeaderCount }
                : throw new LlmException(LlmErrorKind.MalformedResponse, $"The response holds {page.Vectors.Count} vectors for {call.Inputs.Count} texts.") { StatusCode = 200 };
        }
        catch (JsonException malformed)
        {
            throw new LlmException(LlmErrorKind.MalformedResponse, $"The response of the wire {wire.Wire} is not the JSON that was expected: {malformed.Message}", malformed) { Body = ErrorText.Bound(answer.Body.Span) }
                .Complete(Provider.Name, call.Model, answer.RequestId, statusCode: 200);
        }
        catch (LlmException error)
        {
            error.Complete(Provider.Name, call.Model, answer.RequestId);
            throw;
        }
    }

    private LlmException Unsupported() => new(
        LlmErrorKind.Unsupported,
        $"{Provider.DisplayName} has no embeddings. Providers that have: {string.Join(", ", Providers.All.Where(row => row.EmbeddingWire is not null).Select(row => row.Name))}.")
    {
        Provider = Provider.Name,
        Model = ModelId,
    };
}
