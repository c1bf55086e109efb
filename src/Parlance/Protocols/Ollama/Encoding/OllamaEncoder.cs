using System.Buffers;
using System.Globalization;
using System.Text;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// What the streamed and the whole form of a response share: the JSON objects, what gets lost, and what is measured. Member
/// order and the members that are always there are those of Ollama's server.
/// </summary>
internal abstract class OllamaEncoder(IBufferWriter<byte> output, ResponseContext context, bool isGenerate)
    : ResponseEncoder<OllamaEncodedBlock>(output, context)
{
    private const long NanosecondsPerTick = 100;

    private readonly long _begun = context.TimeProvider.GetTimestamp();
    private long? _firstBlock;
    private int _calls;

    protected bool IsGenerate => isGenerate;

    /// <summary>A response has no id here.</summary>
    protected override string MakeId() => "";

    protected override OllamaEncodedBlock CreateBlock(int index, in BlockInfo block) => new(block.Kind == BlockKind.ToolCall ? _calls++ : -1, block);

    protected override void OnBlockStart(OllamaEncodedBlock block)
    {
        if (block.Kind == BlockKind.Text && Context.SealsState)
        {
            Sealer.BeginText();
        }

        _firstBlock ??= Context.TimeProvider.GetTimestamp();
        if (block.Kind == BlockKind.Refusal)
        {
            CoerceRefusal();
        }
        else if (block.IsWireContent)
        {
            LoseBlock(block);
        }
    }

    protected override void OnAnnotation(OllamaEncodedBlock block, ReadOnlySpan<byte> json) =>
        Lose("Annotations", "This wire has no citations; they were left out.");

    protected override void OnOpaqueState(OllamaEncodedBlock block)
    {
        if (block.Kind is BlockKind.Reasoning or BlockKind.ToolCall && !block.IsForeign)
        {
            Lose("OpaqueState", "This wire has no signatures; the client cannot send them back.");
        }
    }

    private protected override bool HasReasoningState => false;

    /// <summary>Remembers the words that foreign state may belong to.</summary>
    protected void KeepWords(OllamaEncodedBlock block, ReadOnlySpan<byte> utf8)
    {
        if (block.Kind == BlockKind.Reasoning && Context.SealsState)
        {
            (block.Words ??= new StringBuilder()).Append(Encoding.UTF8.GetString(utf8));
        }
    }

    protected override void OnBlockEnd(OllamaEncodedBlock block)
    {
        if (block is { Kind: BlockKind.Reasoning, IsForeign: true })
        {
            Sealer.Wait(new SealedState(SealedOwner.Reasoning, block.StateText!) { WireType = block.Name, Words = block.Words?.ToString() });
        }
        else if (block.Kind == BlockKind.ToolCall)
        {
            Seal(block);
            if (ArgumentsObject.IsWrapped(block.Text))
            {
                Coerce("ToolCalls", ArgumentsObject.NotAnObject);
            }

            OnCall(block);
        }
        else if (block.IsImage)
        {
            OnImage(block);
        }
        else if (block.Kind == BlockKind.Media)
        {
            Lose("Media", $"This wire returns images as data, not {block.MediaType ?? "media of an unknown type"}; it was left out.");
        }
    }

    protected override void OnUsage(in TokenUsage usage, ReadOnlySpan<byte> rawJson)
    {
        if (usage.CacheReadTokens > 0 || usage.CacheWriteTokens > 0 || usage.ReasoningTokens > 0)
        {
            Coerce("Usage", "This wire counts input and output only; cached and reasoning tokens are a part of these.");
        }
    }

    protected override bool IsOwnExtra(string name, ReadOnlySpan<byte> json) =>
        OllamaEnding.Knows(name, isGenerate) && (name != ResponseExtra.LogProbs || IsOwnShape(json));

    protected override void OnFinish(in FinishInfo finish)
    {
        if (Context.SealsState && Sealer.SealWaiting() is not null)
        {
            Lose("OpaqueState", "This wire has a place for state on tool calls alone; the client cannot send it back.");
        }

        var now = Context.TimeProvider.GetTimestamp();
        WriteLast(new OllamaEnding
        {
            Reason = OllamaFinishReasons.Write(finish.Reason),
            TotalDuration = Nanoseconds(_begun, now),
            PromptDuration = Nanoseconds(_begun, _firstBlock ?? now),
            OutputDuration = Nanoseconds(_firstBlock ?? now, now),
            PromptTokens = ReportedUsage?.InputTokens,
            OutputTokens = ReportedUsage?.OutputTokens,
            Extras = Extras.ToDictionary(static member => member.Name, static member => member.Json, StringComparer.Ordinal),
        });
    }

    /// <summary>Gives a call its own foreign state and that of the reasoning before it: this wire has no other place for it.</summary>
    private void Seal(OllamaEncodedBlock call)
    {
        if (!Context.SealsState)
        {
            return;
        }

        if (call.StateText is { } own)
        {
            Sealer.Wait(new SealedState(SealedOwner.Content, own));
        }

        call.Envelope = Sealer.SealWaiting();
    }

    /// <summary>A failure: a line of a stream that has begun, or the body of an error response.</summary>
    protected override void OnFail(LlmException error)
    {
        BeginChunk();
        Json.WriteString("error"u8, error.Message);
        FinishChunk();
    }

    /// <summary>A tool call is complete.</summary>
    protected abstract void OnCall(OllamaEncodedBlock call);

    /// <summary>An image is complete.</summary>
    protected abstract void OnImage(OllamaEncodedBlock image);

    /// <summary>Writes the last object, or the only one.</summary>
    protected abstract void WriteLast(OllamaEnding ending);

    /// <summary>Writes what follows an object.</summary>
    protected abstract void EndChunk();

    /// <summary>Writes a piece of the answer, or all of it.</summary>
    protected void WriteChunk(
        ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> thinking = default,
        IReadOnlyList<OllamaEncodedBlock>? calls = null,
        IReadOnlyList<OllamaEncodedBlock>? images = null,
        OllamaEnding? ending = null)
    {
        BeginChunk();
        Json.WriteString("model"u8, Model);
        // The format of the server, at the precision of this clock: 100 nanoseconds.
        Json.WriteString("created_at"u8, CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        if (isGenerate)
        {
            WritePieces("response", text, thinking, calls ?? []);
            if (images is [var image, ..])
            {
                Json.WriteString("image"u8, image.Text);
            }
        }
        else
        {
            Json.WriteStartObject("message"u8);
            Json.WriteString("role"u8, "assistant"u8);
            WritePieces("content", text, thinking, calls ?? []);
            WriteImages(images ?? []);
            Json.WriteEndObject();
        }

        Json.WriteBoolean("done"u8, ending is not null);
        ending?.WriteTo(Json);
        FinishChunk();
    }

    private void BeginChunk()
    {
        Json.Reset();
        Json.WriteStartObject();
    }

    private void FinishChunk()
    {
        Json.WriteEndObject();
        Json.Flush();
        EndChunk();
    }

    private void WritePieces(string member, ReadOnlySpan<byte> text, ReadOnlySpan<byte> thinking, IReadOnlyList<OllamaEncodedBlock> calls)
    {
        Json.WriteString(member, text);
        if (!thinking.IsEmpty)
        {
            Json.WriteString("thinking"u8, thinking);
        }

        if (calls.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            call.WriteCall(Json);
        }

        Json.WriteEndArray();
    }

    private void WriteImages(IReadOnlyList<OllamaEncodedBlock> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("images"u8);
        foreach (var image in images)
        {
            Json.WriteStringValue(image.Text);
        }

        Json.WriteEndArray();
    }

    private long Nanoseconds(long from, long to) => Context.TimeProvider.GetElapsedTime(from, to).Ticks * NanosecondsPerTick;

    /// <summary>This wire's log probabilities, which several others share: <c>{"token", "logprob", …}</c> for each token.</summary>
    private static bool IsOwnShape(ReadOnlySpan<byte> json)
    {
        foreach (var token in JsonSlice.Parse(json).Elements())
        {
            return token.Member("token"u8).IsString && token.Member("logprob"u8).AsNumber() is not null;
        }

        return true;
    }
}
