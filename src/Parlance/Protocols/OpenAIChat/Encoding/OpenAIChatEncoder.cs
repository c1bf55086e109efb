using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>What the streamed and the whole form of a response share: ids, usage, extras, failures and what gets lost.</summary>
internal abstract class OpenAIChatEncoder(IBufferWriter<byte> output, ResponseContext context)
    : ResponseEncoder<OpenAIChatEncodedBlock>(output, context)
{
    private const string RefusalLogProbs = "logprobs_refusal";

    // Members of a response that this wire has itself; extras of other names belong to other wires.
    private static readonly string[] s_ownExtras = ["system_fingerprint", "service_tier", "citations", "search_results", "provider", "usage_breakdown"];

    private int _calls;
    private int _details;

    protected override string MakeId() => $"chatcmpl-{Guid.CreateVersion7():N}";

    protected override OpenAIChatEncodedBlock CreateBlock(int index, in BlockInfo block) =>
        new(index, block) { CallIndex = block.Kind == BlockKind.ToolCall ? _calls++ : -1 };

    protected override void OnBlockStart(OpenAIChatEncodedBlock block)
    {
        if (block.IsWireContent)
        {
            LoseBlock(block);
        }
    }

    protected override bool IsOwnExtra(string name, ReadOnlySpan<byte> json) =>
        name is ResponseExtra.LogProbs or RefusalLogProbs || s_ownExtras.Contains(name);

    protected override void OnFail(LlmException error)
    {
        BeginEvent();
        OpenAIErrors.Write(Json, error);
        EndEvent();
    }

    /// <summary>Writes the members that every event and every body begins with.</summary>
    protected void WriteHead(string kind)
    {
        Json.WriteString("id"u8, Id);
        Json.WriteString("object"u8, kind);
        Json.WriteNumber("created"u8, CreatedAt.ToUnixTimeSeconds());
        Json.WriteString("model"u8, Model);
    }

    protected void WriteFinish(ChatFinishReason? reason)
    {
        var written = OpenAIChatFinishReasons.Write(reason);
        if (reason?.Value != written)
        {
            CoerceFinish(reason, written);
        }

        Json.WriteString("finish_reason"u8, written);
    }

    /// <summary>True for a call whose state goes beside it.</summary>
    protected bool HasDetail(OpenAIChatEncodedBlock block) => block.HasForeignState && Context.Issuer is not null;

    protected void ReportLostState(OpenAIChatEncodedBlock call)
    {
        if (call.HasForeignState && !HasDetail(call))
        {
            Lose("OpaqueState", "The wire carries no state of another issuer on tool calls.");
        }
    }

    /// <summary>Writes who is called, and the text of the arguments.</summary>
    protected void WriteCallMembers(OpenAIChatEncodedBlock call, ReadOnlySpan<byte> arguments)
    {
        var kind = call.IsCustomCall ? "custom"u8 : "function"u8;
        Json.WriteString("id"u8, CallIdOf("call_", call.Index, call.Id));
        Json.WriteString("type"u8, kind);
        Json.WriteStartObject(kind);
        Json.WriteString("name"u8, call.Name ?? "");
        Json.WriteString(call.IsCustomCall ? "input"u8 : "arguments"u8, arguments);
        Json.WriteEndObject();
    }

    /// <summary>Writes foreign state of a call as a detail, which names the call.</summary>
    protected void WriteCallDetail(OpenAIChatEncodedBlock call)
    {
        var id = CallIdOf("call_", call.Index, call.Id);
        OpenAIChatOpaqueReasoning.WriteCall(Json, id, SealCall(call, id), NextDetail());
    }

    /// <summary>The index of the next detail that is written here.</summary>
    protected int NextDetail() => _details++;

    protected void WriteExtraContent(OpenAIChatEncodedBlock call)
    {
        if (call.HasExtraContent)
        {
            Json.WritePropertyName("extra_content"u8);
            call.ExtraContent.WriteTo(Json);
        }
    }

    protected void WriteExtras() => WriteExtras(ResponseExtra.LogProbs, RefusalLogProbs);

    protected void WriteLogProbs()
    {
        var (content, refusal) = (FindExtra(ResponseExtra.LogProbs), FindExtra(RefusalLogProbs));
        if (content is null && refusal is null)
        {
            Json.WriteNull("logprobs"u8);
            return;
        }

        Json.WriteStartObject("logprobs"u8);
        WriteRawOrNull("content", content);
        WriteRawOrNull("refusal", refusal);
        Json.WriteEndObject();
    }

    protected void WriteUsage(in TokenUsage usage)
    {
        Json.WriteStartObject("usage"u8);
        // The wire requires these three; clients that check it refuse a usage without one.
        Json.WriteNumber("prompt_tokens"u8, usage.InputTokens ?? 0);
        Json.WriteNumber("completion_tokens"u8, usage.OutputTokens ?? 0);
        Json.WriteNumber("total_tokens"u8, usage.TotalTokens ?? 0);
        if (usage.CacheReadTokens is not null || usage.CacheWriteTokens is not null)
        {
            Json.WriteStartObject("prompt_tokens_details"u8);
            Json.WriteOptional("cached_tokens"u8, usage.CacheReadTokens);
            Json.WriteOptional("cache_write_tokens"u8, usage.CacheWriteTokens);
            Json.WriteEndObject();
        }

        if (usage.ReasoningTokens is not null)
        {
            Json.WriteStartObject("completion_tokens_details"u8);
            Json.WriteOptional("reasoning_tokens"u8, usage.ReasoningTokens);
            Json.WriteEndObject();
        }

        Json.WriteEndObject();
    }

    /// <summary>A citation in this wire's shape; null for one without an address, which the wire cannot say.</summary>
    protected JsonElement? ToAnnotation(ReadOnlySpan<byte> json)
    {
        var whole = JsonSlice.Parse(json);
        var type = whole.Member("type"u8);
        if (type.IsString && whole.Member(type.Bytes).IsObject)
        {
            return whole.ToElement();
        }

        var citation = CitationReader.Read(json);
        if (citation.Url is null)
        {
            Lose("Annotations", "The wire cites addresses alone; a citation of something else was left out.");
            return null;
        }

        return OpenAIChatCitation.Write(citation);
    }

    private void WriteRawOrNull(string name, byte[]? json)
    {
        Json.WritePropertyName(name);
        Json.WriteRawValue(json ?? "null"u8, skipInputValidation: true);
    }
}
