using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Cli.Terminal;
using Parlance.Framing;
using Parlance.Protocols;
using Parlance.Protocols.Embeddings;
using Parlance.Responses;

namespace Parlance.Cli.Wire;

/// <summary>
/// A recorded response to what it says, by the decoder, sink and assembler that <see cref="ChatModel"/> runs.
/// </summary>
internal static class WireDecoder
{
    private const string ModelList = "models-list";

    // The wire alone decides how a recording is read, so that no family of models has a say.
    private const string AnyModel = "recorded";

    // A recording of embeddings is read as a response to a call that asks for nothing unusual.
    private static readonly EmbeddingCall s_anyEmbeddings = new() { Model = "", Inputs = [] };

    /// <summary>Decodes one line of recordings into one line of output.</summary>
    public static void DecodeLine(string line, Utf8JsonWriter json)
    {
        WireLine? recording = null;
        try
        {
            recording = WireLine.Parse(line);
            if (recording.Wire == ModelList)
            {
                WriteModels(json, recording, ReadModels(recording));
            }
            else if (WireNames.FindEmbeddings(recording.Wire) is { } embeddings)
            {
                WriteEmbeddings(json, recording, embeddings.ReadResponse(ReadSuccess(recording), s_anyEmbeddings));
            }
            else if (WireNames.FindTokenCounter(recording.Wire) is { } counter)
            {
                WriteTokens(json, recording, counter.ReadCount(ReadSuccess(recording)));
            }
            else
            {
                WriteResponse(json, recording, ReadResponse(recording));
            }
        }
        catch (LlmException error)
        {
            WriteError(json, recording, error);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or ArgumentException or NotSupportedException or JsonException)
        {
            // Whatever one line holds, the lines after it are decoded.
            WriteError(json, recording, new LlmException(LlmErrorKind.MalformedResponse, $"The response could not be decoded: {failure.Message}", failure));
        }
    }

    private static ChatResponse ReadResponse(WireLine recording)
    {
        var provider = WireNames.Get(recording.Wire);
        if (recording.Status >= 400)
        {
            throw provider.Protocol.ReadError(recording.ReadError());
        }

        return provider.Chat(AnyModel).ReadResponse(recording.ReadResponseBody());
    }

    /// <summary>Every wire's list is recorded under one name: the line's provider says whose it is.</summary>
    private static IReadOnlyList<ModelInfo> ReadModels(WireLine recording)
    {
        var provider = ProviderRegistry.Default.TryGet(recording.Provider ?? "", out var named) ? named : Providers.OpenAI;
        return recording.Status >= 400
            ? throw provider.Protocol.ReadError(recording.ReadError())
            : provider.Protocol.ReadModels(recording.ReadResponseBody()).Models;
    }

    /// <summary>The body of a response that is neither a chat nor an error: its errors look alike on every wire.</summary>
    private static byte[] ReadSuccess(WireLine recording) =>
        recording.Status >= 400 ? throw ErrorReader.Read(recording.ReadError()) : recording.ReadResponseBody();

    private static void WriteEmbeddings(Utf8JsonWriter json, WireLine recording, EmbeddingPage page)
    {
        WriteBeginning(json, recording, isOk: true);
        json.WriteNumber("vectors"u8, page.Vectors.Count);
        json.WriteCount("dimensions"u8, page.Vectors.Count == 0 ? null : page.Vectors[0].Length);
        json.WriteCount("usage_input"u8, page.InputTokens);
        json.WriteEndObject();
    }

    private static void WriteTokens(Utf8JsonWriter json, WireLine recording, long tokens)
    {
        WriteBeginning(json, recording, isOk: true);
        json.WriteNumber("tokens"u8, tokens);
        json.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter json, WireLine recording, ChatResponse response)
    {
        WriteBeginning(json, recording, isOk: true);
        json.WriteString("response_id"u8, response.ResponseId);
        json.WriteString("model"u8, response.ModelId);
        ResponseJson.WriteContents(json, response);
        json.WriteString("finish"u8, response.FinishReason?.Value);
        json.WriteString("raw_finish"u8, response.RawFinishReason);
        ResponseJson.WriteUsage(json, response.TokenUsage);
        json.WriteEndObject();
    }

    private static void WriteModels(Utf8JsonWriter json, WireLine recording, IReadOnlyList<ModelInfo> models)
    {
        WriteBeginning(json, recording, isOk: true);
        json.WriteStartArray("ids"u8);
        foreach (var model in models)
        {
            json.WriteStringValue(model.Id);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, WireLine? recording, LlmException error)
    {
        WriteBeginning(json, recording, isOk: false);
        ErrorJson.Write(json, error);
        json.WriteEndObject();
    }

    private static void WriteBeginning(Utf8JsonWriter json, WireLine? recording, bool isOk)
    {
        json.WriteStartObject();
        WireLine.WriteId(json, recording);
        json.WriteBoolean("ok"u8, isOk);
    }
}
