using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Parlance.Json;
using Parlance.Protocols;
using Parlance.Protocols.Ollama;
using Parlance.Transport;

namespace Parlance;

/// <summary>
/// The models of an Ollama server: what it has, fetching, deleting. Thread-safe.
/// </summary>
/// <remarks>Source: https://github.com/ollama/ollama/blob/main/docs/api.md.</remarks>
public sealed class OllamaManager
{
    private const string Success = "success";

    private OllamaManager(Provider provider) => Provider = provider;

    /// <summary>The server.</summary>
    public Provider Provider { get; }

    /// <summary>The models of an Ollama server.</summary>
    /// <param name="provider">The server: <see cref="Providers.Ollama"/>, or another that speaks Ollama's own wire.</param>
    /// <exception cref="ArgumentException">The provider speaks another wire.</exception>
    public static OllamaManager For(Provider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return IsOllama(provider)
            ? new OllamaManager(provider)
            : throw new ArgumentException($"{provider.DisplayName} is no Ollama server: it speaks {provider.Protocol.Wire}.", nameof(provider));
    }

    internal static bool IsOllama(Provider provider) => provider.Protocol is OllamaProtocol or OllamaGenerateProtocol;

    /// <summary>The models that the server has.</summary>
    /// <param name="cancellationToken">Cancels the call at once.</param>
    /// <exception cref="LlmException">The call failed.</exception>
    public Task<IReadOnlyList<ModelInfo>> ListAsync(CancellationToken cancellationToken = default) => Provider.ListModelsAsync(cancellationToken);

    /// <summary>What the server says of a model.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="cancellationToken">Cancels the call at once.</param>
    /// <exception cref="LlmException">The call failed; of kind <see cref="LlmErrorKind.ModelNotFound"/> where the server does not have it.</exception>
    public async Task<OllamaModelDetails> ShowAsync(string name, CancellationToken cancellationToken = default)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/show", name, WriteModel(name), cancellationToken).ConfigureAwait(false);
        return OllamaDetailsReader.Read(name, answer.Span);
    }

    /// <summary>Whether the server has a model.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="cancellationToken">Cancels the call at once.</param>
    /// <returns>False only where the server says that it does not have it; any other failure is an error.</returns>
    /// <exception cref="LlmException">The call failed.</exception>
    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            await SendAsync(HttpMethod.Post, "/api/show", name, WriteModel(name), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LlmException missing) when (missing.StatusCode == 404)
        {
            return false;
        }
    }

    /// <summary>
    /// Makes the server fetch a model. Whoever stops reading stops the download; asking again goes on where it stopped.
    /// </summary>
    /// <param name="name">The model's name.</param>
    /// <param name="cancellationToken">Cancels the call at once.</param>
    /// <returns>Every step as the server reports it; the last has the status <c>success</c>.</returns>
    /// <exception cref="LlmException">
    /// The download failed, of kind <see cref="LlmErrorKind.ModelNotFound"/> where there is no such model; of kind
    /// <see cref="LlmErrorKind.StreamInterrupted"/> where the server stopped before its end.
    /// </exception>
    public async IAsyncEnumerable<OllamaPullProgress> PullAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var question = new JsonCall(HttpMethod.Post, "/api/pull", WriteModel(name)) { Model = name };
        var stream = await ExplainAsync(() => JsonLineStream.OpenAsync(Provider, question, cancellationToken), name).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var last = "";
            while (await ExplainAsync(() => stream.ReadAsync().AsTask(), name).ConfigureAwait(false))
            {
                var progress = ReadProgress(name, stream.Current);
                last = progress.Status;
                yield return progress;
            }

            if (last != Success)
            {
                throw new LlmException(LlmErrorKind.StreamInterrupted, $"The download of '{name}' stopped before its end, after '{last}'. Asking again goes on where it stopped.") { Provider = Provider.Name, Model = name };
            }
        }
    }

    /// <summary>Deletes a model from the server.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="cancellationToken">Cancels the call at once.</param>
    /// <exception cref="LlmException">The call failed; of kind <see cref="LlmErrorKind.ModelNotFound"/> where the server does not have it.</exception>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, "/api/delete", name, WriteModel(name), cancellationToken);

    /// <summary>Gives a model a second name.</summary>
    /// <param name="source">The name that it has.</param>
    /// <param name="destination">The name that it gets besides.</param>
    /// <param name="cancellationToken">Cancels the call at once.</param>
    /// <exception cref="LlmException">The call failed; of kind <see cref="LlmErrorKind.ModelNotFound"/> where the server does not have it.</exception>
    public Task CopyAsync(string source, string destination, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(destination);
        return SendAsync(HttpMethod.Post, "/api/copy", source, Write(("source", source), ("destination", destination)), cancellationToken);
    }

    private async Task<ReadOnlyMemory<byte>> SendAsync(HttpMethod method, string path, string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var question = new JsonCall(method, path, body) { Model = name };
        return (await ExplainAsync(() => JsonRequest.SendAsync(Provider, question, cancellationToken), name).ConfigureAwait(false)).Body;
    }

    private OllamaPullProgress ReadProgress(string name, JsonElement line)
    {
        if (line.TryGetMember("error"u8, out _))
        {
            throw OllamaErrors.ExplainPull(ErrorReader.ReadInline(JsonSlice.Parse(JsonMarshal.GetRawUtf8Value(line))), name).Complete(Provider.Name, name);
        }

        return new OllamaPullProgress(
            line.Member("status"u8).AsText() ?? "",
            line.Member("digest"u8).AsText(),
            ReadCount(line.Member("completed"u8)),
            ReadCount(line.Member("total"u8)));
    }

    private static long? ReadCount(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) ? count : null;

    private static ReadOnlyMemory<byte> WriteModel(string name) => Write(("model", name));

    private static ReadOnlyMemory<byte> Write(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, JsonFormat.Wire))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private async Task<T> ExplainAsync<T>(Func<Task<T>> call, string model)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (LlmException error)
        {
            throw OllamaErrors.ExplainPull(error, model).Complete(Provider.Name, model);
        }
    }
}
