using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Tests;

/// <summary>What tests say to a sink, in one line a call.</summary>
internal static class ResponseSpeech
{
    public static void Start(this IResponseSink sink, string? id, string? model, DateTimeOffset? created = null) =>
        sink.Start(new ResponseInfo { Id = id, Model = model, CreatedAt = created });

    public static void BlockStart(this IResponseSink sink, int index, BlockKind kind, string? id = null, string? name = null, string? mediaType = null) =>
        sink.BlockStart(index, new BlockInfo(kind) { Id = id, Name = name, MediaType = mediaType });

    public static void Finish(this IResponseSink sink, ChatFinishReason? reason, string? raw) => sink.Finish(new FinishInfo(reason, raw));
}
