using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Tests.Responses;

/// <summary>Every value reads the same from the events and from what <c>ToChatResponse()</c> makes of the updates.</summary>
public sealed class SinkEquivalenceTests
{
    private static readonly ChatWarning[] s_warnings = [new(ChatWarningKind.Unsupported, "TopK", "This wire has no top_k.")];

    [Fact]
    public void Values_of_the_response_survive_the_merging_of_updates()
    {
        var (response, events) = Play(decoder =>
        {
            decoder.Ids("resp", "model", DateTimeOffset.FromUnixTimeSeconds(9));
            decoder.Add(decoder.Open(BlockKind.Text), "Hi");
            decoder.Count(new TokenUsage { UncachedInputTokens = 3, CacheReadTokens = 2, CacheWrite5mTokens = 1, CacheWrite1hTokens = 4, OutputTokens = 7, ReasoningTokens = 5 }, """{"raw":true}""");
            decoder.Keep("system_fingerprint", "\"fp\"");
            decoder.KeepElements(ResponseExtra.LogProbs, """[{"token":"Hi","logprob":-1}]""");
            decoder.Stop(ChatFinishReason.Stop, "end_turn");
            decoder.Done();
        });

        var start = events.OfType<MessageStarted>().Single();
        var usage = events.OfType<UsageReported>().Single();
        var finished = events.OfType<Finished>().Single();
        (response.ResponseId, response.ModelId, response.CreatedAt).ShouldBe((start.ResponseId, start.ModelId, start.CreatedAt));
        response.Warnings.ShouldBe(s_warnings);
        start.Warnings.ShouldBe(s_warnings);
        response.TokenUsage.ShouldBe(usage.Usage);
        response.RawUsage!.Value.GetRawText().ShouldBe(usage.Raw!.Value.GetRawText());
        response.FinishReason.ShouldBe(finished.Reason);
        response.RawFinishReason.ShouldBe(finished.RawReason);
        response.Extras!.Value.GetRawText().ShouldBe(finished.Extras!.Value.GetRawText());
        response.LogProbs!.Value.GetRawText().ShouldBe("""[{"token":"Hi","logprob":-1}]""");
        response.Messages.Single().AdditionalProperties.ShouldBeNull();
    }

    [Fact]
    public void Ids_that_come_late_arrive_too()
    {
        var (response, events) = Play(
            decoder => decoder.Add(decoder.Open(BlockKind.Text), "Hi"),
            decoder =>
            {
                decoder.Ids("late", "model");
                decoder.Done();
            });

        var finished = events.OfType<Finished>().Single();
        (finished.ResponseId, finished.ModelId).ShouldBe(("late", "model"));
        (response.ResponseId, response.ModelId).ShouldBe(("late", "model"));
        response.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public void Reasoning_keeps_its_issuer_its_signature_and_its_type()
    {
        var (response, events) = Play(decoder =>
        {
            var first = decoder.Open(BlockKind.Reasoning, name: "thinking");
            decoder.Add(first, "Hm");
            decoder.Add(first, "m.");
            decoder.Seal(first, "signature");
            decoder.Close(first);
            var second = decoder.Open(BlockKind.Reasoning, name: "redacted_thinking");
            decoder.Seal(second, "encrypted");
            decoder.Close(second);
            decoder.Add(decoder.Open(BlockKind.Text), "Hi");
            decoder.Done();
        });

        var contents = response.Messages.Single().Contents.OfType<TextReasoningContent>().ToList();
        contents.Select(content => (content.Text, content.ProtectedData, content.Issuer, content.WireType)).ShouldBe(
            [("Hmm.", "signature", "issuer", "thinking"), ("", "encrypted", "issuer", "redacted_thinking")]);
        events.OfType<ContentReceived>().Select(received => ((TextReasoningContent)received.Content).ProtectedData).ShouldBe(["signature", "encrypted"]);
        string.Concat(events.OfType<ReasoningDelta>().Select(delta => delta.Text)).ShouldBe("Hmm.");
        response.Text.ShouldBe("Hi");
    }

    [Fact]
    public void A_refusal_is_marked_and_the_text_around_it_is_not()
    {
        var (response, _) = Play(decoder =>
        {
            var text = decoder.Open(BlockKind.Text);
            decoder.Add(text, "Well, ");
            decoder.Close(text);
            var refusal = decoder.Open(BlockKind.Refusal);
            decoder.Add(refusal, "I ");
            decoder.Add(refusal, "won't.");
            decoder.Close(refusal);
            decoder.Add(decoder.Open(BlockKind.Text), "Bye.");
            decoder.Done();
        });

        response.Messages.Single().Contents.OfType<TextContent>().Where(content => content.Text.Length > 0)
            .Select(content => (content.Text, content.IsRefusal)).ShouldBe([("Well, ", false), ("I won't.", true), ("Bye.", false)]);
        response.Text.ShouldBe("Well, I won't.Bye.");
    }

    [Theory]
    [InlineData(BlockKind.Text)]
    [InlineData(BlockKind.Refusal)]
    public void Citations_arrive_with_their_text(BlockKind kind)
    {
        var (response, events) = Play(decoder =>
        {
            var text = decoder.Open(kind);
            decoder.Add(text, "Berlin");
            decoder.Note(text, """{"type":"url_citation","url":"https://example.com/","title":"T","start_index":0,"end_index":6}""");
            decoder.Add(text, ".");
            decoder.Done();
        });

        var citation = response.Messages.Single().Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>().Single();
        citation.Title.ShouldBe("T");
        citation.Raw!.Value.GetProperty("url").GetString().ShouldBe("https://example.com/");
        events.OfType<ContentReceived>().Single().Content.Annotations!.Single().Raw!.Value.GetRawText().ShouldBe(citation.Raw!.Value.GetRawText());
        response.Text.ShouldBe("Berlin.");
    }

    [Fact]
    public void Tool_calls_media_and_wire_content_are_the_same_content()
    {
        var (response, events) = Play(decoder =>
        {
            var call = decoder.Open(BlockKind.ToolCall, "c1", "f");
            decoder.Add(call, "{\"a\":");
            decoder.Add(call, " 1}");
            decoder.Seal(call, "signature");
            decoder.Close(call);
            var image = decoder.Open(BlockKind.Media, "img", null, "image/png");
            decoder.Add(image, "AQ");
            decoder.Add(image, "ID");
            decoder.Close(image);
            var address = decoder.Open(BlockKind.Media, mediaType: "text/uri-list");
            decoder.Add(address, "https://example.com/a.png");
            decoder.Close(address);
            var search = decoder.Open(BlockKind.ServerToolCall, "s1", "web_search");
            decoder.Add(search, "{}");
            decoder.Seal(search, """{"type":"server_tool_use"}""");
            decoder.Close(search);
            decoder.Done();
        });

        var contents = response.Messages.Single().Contents;
        var completed = events.OfType<ToolCallCompleted>().Single().Call;
        var call = contents.OfType<FunctionCallContent>().Single();
        (call.CallId, call.Name, call.ArgumentsJson, call.OpaqueState, call.Issuer).ShouldBe(("c1", "f", "{\"a\": 1}", "signature", "issuer"));
        (completed.CallId, completed.Name, completed.ArgumentsJson, completed.OpaqueState, completed.Issuer).ShouldBe(("c1", "f", "{\"a\": 1}", "signature", "issuer"));
        string.Concat(events.OfType<ToolCallArgumentsDelta>().Select(delta => delta.Text)).ShouldBe("{\"a\": 1}");
        contents.OfType<DataContent>().Single().ShouldSatisfyAllConditions(
            image => image.Data.ToArray().ShouldBe([1, 2, 3]),
            image => image.WireId.ShouldBe("img"));
        contents.OfType<UriContent>().Single().Uri.ShouldBe(new Uri("https://example.com/a.png"));
        contents[^1].ShouldSatisfyAllConditions(
            content => content.Raw!.Value.GetRawText().ShouldBe("""{"type":"server_tool_use"}"""),
            content => (content.WireType, content.Issuer).ShouldBe(("web_search", "issuer")));
        events.OfType<ContentReceived>().Select(received => received.Content.GetType()).ShouldBe(contents.Skip(1).Select(content => content.GetType()));
    }

    private static (ChatResponse Response, List<ChatEvent> Events) Play(params Action<ScriptedDecoder>[] steps)
    {
        using var updates = new UpdateSink("issuer", s_warnings);
        using var events = new EventSink("issuer", s_warnings);
        ScriptedDecoder.Play(updates, steps);
        ScriptedDecoder.Play(events, steps);
        return (updates.Pending.ToChatResponse(), events.Pending);
    }
}
