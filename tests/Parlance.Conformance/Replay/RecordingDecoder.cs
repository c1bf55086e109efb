using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Cli.Wire;
using Parlance.Conformance.Recordings;
using Parlance.Framing;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Conformance.Replay;

/// <summary>A recorded response through each of the ways that lead through the library.</summary>
internal static class RecordingDecoder
{
    private static readonly ChatMessage[] s_question = [new(ChatRole.User, "Hi")];

    /// <summary>By the code that <c>parlance wire decode</c> runs.</summary>
    public static Outcome ByCommand(Recording recording)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            WireDecoder.DecodeLine(recording.Line.GetRawText(), json);
        }

        return Outcome.Read(JsonElement.Parse(output.WrittenSpan));
    }

    /// <summary>By a model that is sent the recorded bytes as its answer.</summary>
    public static async Task<Outcome> ByModelAsync(Recording recording)
    {
        using var handler = new ReplayHandler(Replay(recording));
        try
        {
            var model = Model(recording, handler);
            return Summarize(recording.IsStream
                ? await model.GetStreamingResponseAsync(s_question).ToChatResponseAsync()
                : await model.GetResponseAsync(s_question));
        }
        catch (LlmException error)
        {
            return new Outcome(error.Kind.ToString(), error.StatusCode);
        }
    }

    /// <summary>By the events of a model that is sent the recorded bytes as its answer.</summary>
    public static async Task<Outcome> ByEventsAsync(Recording recording)
    {
        using var handler = new ReplayHandler(Replay(recording));
        try
        {
            var events = new List<ChatEvent>();
            await foreach (var item in Model(recording, handler).StreamAsync(s_question))
            {
                events.Add(item);
            }

            return Summarize(events);
        }
        catch (LlmException error)
        {
            return new Outcome(error.Kind.ToString(), error.StatusCode);
        }
    }

    /// <summary>By a decoder and the sink that a model runs: the response, null where it failed.</summary>
    public static ChatResponse? TryDecode(string wire, byte[] body)
    {
        using var sink = new UpdateSink(issuer: null, []);
        ToSink(wire, body, ReplayChunks.Whole, sink);
        return sink.Error is null ? sink.Pending.ToChatResponse() : null;
    }

    /// <summary>By a decoder alone, which speaks to a sink; the pieces come as the network is taken to cut them.</summary>
    public static void ToSink(string wire, ReadOnlyMemory<byte> body, ReplayChunks chunks, IResponseSink sink)
    {
        using var reader = new ResponseReader(WireNames.Get(wire).Protocol.CreateDecoder(sink));
        foreach (var piece in chunks.Cut(body))
        {
            reader.Write(piece.Span);
        }

        reader.Complete();
    }

    public static Outcome Summarize(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        return new Outcome(null, null)
        {
            Text = string.Concat(contents.OfType<TextContent>().Select(content => content.Text)),
            Reasoning = string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text)),
            ToolCalls = [.. contents.OfType<FunctionCallContent>().Select(call => ((string?)call.Name, Outcome.ParseArguments(call.ArgumentsJson)))],
            ToolIds = [.. contents.OfType<FunctionCallContent>().Select(call => call.CallId).Where(id => id.Length > 0)],
            Finish = response.FinishReason?.Value,
            Usage = UsageCounts.Create(response.TokenUsage),
            Model = response.ModelId,
            ResponseId = response.ResponseId,
        };
    }

    // Nobody looks at a signature or a token here.
    private static ChatModel Model(Recording recording, ReplayHandler handler) => (WireNames.Get(recording.Wire) with { Authenticator = null })
        .WithBaseUrl("https://replay.invalid")
        .WithApiKey("test")
        .WithHandler(handler)
        .Chat(recording.Text("model") is { Length: > 0 } model ? model : "model");

    private static ReplayResponse Replay(Recording recording) => new(recording.ResponseBody)
    {
        StatusCode = recording.Status,
        Headers = ImmutableDictionary<string, string>.Empty,
    };

    private static Outcome Summarize(List<ChatEvent> events)
    {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        foreach (var item in events)
        {
            _ = item switch
            {
                TextDelta delta => text.Append(delta.Text),
                RefusalDelta delta => text.Append(delta.Text),
                ReasoningDelta delta => reasoning.Append(delta.Text),
                _ => null,
            };
        }

        var calls = events.OfType<ToolCallCompleted>().Select(completed => completed.Call).ToList();
        var finished = events.OfType<Finished>().Single();
        return new Outcome(null, null)
        {
            Text = text.ToString(),
            Reasoning = reasoning.ToString(),
            ToolCalls = [.. calls.Select(call => ((string?)call.Name, Outcome.ParseArguments(call.ArgumentsJson)))],
            ToolIds = [.. calls.Select(call => call.CallId).Where(id => id.Length > 0)],
            Finish = finished.Reason?.Value,
            Usage = UsageCounts.Create(events.OfType<UsageReported>().SingleOrDefault()?.Usage),
            Model = finished.ModelId,
            ResponseId = finished.ResponseId,
        };
    }
}
