using System.Text;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Grammar;

public sealed class OpenAIResponsesGrammarTests
{
    private static readonly string s_stream = BrokenResponse.Stream("""
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{"id":"r","object":"response","created_at":1,"model":"m","status":"in_progress","output":[]}}

        event: response.output_item.added
        data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg","type":"message","role":"assistant","status":"in_progress","content":[]}}

        event: response.content_part.added
        data: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg","output_index":0,"content_index":0,"delta":"Hi"}

        event: response.output_text.done
        data: {"type":"response.output_text.done","sequence_number":4,"item_id":"msg","output_index":0,"content_index":0,"text":"Hi"}

        event: response.content_part.done
        data: {"type":"response.content_part.done","sequence_number":5,"item_id":"msg","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hi","annotations":[]}}

        event: response.output_item.done
        data: {"type":"response.output_item.done","sequence_number":6,"output_index":0,"item":{"id":"msg","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[]}]}}

        event: response.completed
        data: {"type":"response.completed","sequence_number":7,"response":{"id":"r","object":"response","created_at":1,"model":"m","status":"completed","output":[{"id":"msg","type":"message","role":"assistant","status":"completed","content":[]}],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}}
        """);

    public static TheoryData<string, string, string> BrokenStreams => new()
    {
        { "another first event", "\"type\":\"response.created\"", "\"type\":\"response.output_text.delta\"" },
        { "an event named otherwise", "event: response.created", "event: response.begun" },
        { "no sequence number", "\"sequence_number\":3,", "" },
        { "a sequence number twice", "\"sequence_number\":3", "\"sequence_number\":2" },
        { "a sequence number left out", "\"sequence_number\":7", "\"sequence_number\":8" },
        { "no response id", "{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"in_progress\"", "{\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"in_progress\"" },
        { "another response at the end", "\"sequence_number\":7,\"response\":{\"id\":\"r\"", "\"sequence_number\":7,\"response\":{\"id\":\"s\"" },
        { "another object", "\"object\":\"response\"", "\"object\":\"chat.completion\"" },
        { "created already complete", "\"status\":\"in_progress\",\"output\":[]", "\"status\":\"completed\",\"output\":[]" },
        { "an unknown status", "\"status\":\"completed\",\"output\":[{", "\"status\":\"done\",\"output\":[{" },
        { "no model", "\"model\":\"m\",", "" },
        { "an item in the second place", "\"sequence_number\":1,\"output_index\":0", "\"sequence_number\":1,\"output_index\":1" },
        { "an item without an id", "\"item\":{\"id\":\"msg\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"in_progress\"", "\"item\":{\"type\":\"message\",\"role\":\"assistant\",\"status\":\"in_progress\"" },
        { "an item that changes its id", "\"sequence_number\":6,\"output_index\":0,\"item\":{\"id\":\"msg\"", "\"sequence_number\":6,\"output_index\":0,\"item\":{\"id\":\"gsm\"" },
        { "a delta of another item", "\"sequence_number\":3,\"item_id\":\"msg\"", "\"sequence_number\":3,\"item_id\":\"gsm\"" },
        { "a delta of an item that never began", "\"sequence_number\":3,\"item_id\":\"msg\",\"output_index\":0", "\"sequence_number\":3,\"item_id\":\"msg\",\"output_index\":1" },
        { "a delta of a part that never began", "\"sequence_number\":3,\"item_id\":\"msg\",\"output_index\":0,\"content_index\":0", "\"sequence_number\":3,\"item_id\":\"msg\",\"output_index\":0,\"content_index\":1" },
        { "a part in the second place", "\"sequence_number\":2,\"item_id\":\"msg\",\"output_index\":0,\"content_index\":0", "\"sequence_number\":2,\"item_id\":\"msg\",\"output_index\":0,\"content_index\":1" },
        { "a delta that is no text", "\"delta\":\"Hi\"", "\"delta\":1" },
        { "a text that was not streamed", "\"content_index\":0,\"text\":\"Hi\"", "\"content_index\":0,\"text\":\"Ho\"" },
        { "a part that ends otherwise", "\"sequence_number\":5,\"item_id\":\"msg\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"Hi\"", "\"sequence_number\":5,\"item_id\":\"msg\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\"" },
        { "a part without annotations", "\"text\":\"\",\"annotations\":[]", "\"text\":\"\"" },
        { "an item that becomes another type", "\"sequence_number\":6,\"output_index\":0,\"item\":{\"id\":\"msg\",\"type\":\"message\"", "\"sequence_number\":6,\"output_index\":0,\"item\":{\"id\":\"msg\",\"type\":\"image_generation_call\"" },
        { "an item that the end does not hold", "\"output\":[{\"id\":\"msg\"", "\"output\":[{\"id\":\"gsm\"" },
        { "a usage without its total", ",\"total_tokens\":3", "" },
        { "no end", "event: response.completed\ndata: {\"type\":\"response.completed\"", "event: response.in_progress\ndata: {\"type\":\"response.in_progress\"" },
        { "an end that is no JSON", "\"total_tokens\":3}}}", "\"total_tokens\":3}}" },
    };

    [Fact]
    public void A_good_stream_passes() => Check(s_stream).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BrokenStreams))]
    public void A_broken_stream_fails(string flaw, string what, string with) =>
        Check(BrokenResponse.Replace(s_stream, what, with)).ShouldNotBeEmpty(flaw);

    private static IReadOnlyList<string> Check(string body) => OpenAIResponsesGrammar.Check(Encoding.UTF8.GetBytes(body), isStreaming: true);
}
