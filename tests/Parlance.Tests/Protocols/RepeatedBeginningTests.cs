using FsCheck;
using FsCheck.Fluent;
using Parlance.Protocols;
using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.OpenAIChat;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols;

/// <summary>
/// Decoders do not read the beginning that a chunk shares with the chunk before. A blank behind the first brace of every
/// second chunk changes no meaning and leaves no two neighbours that begin alike, so that each of them is read whole:
/// both ways must deliver the same.
/// </summary>
public sealed class RepeatedBeginningTests
{
    [Fact]
    public void Chat_chunks_that_begin_alike_mean_what_they_mean_alone() => CheckAll(new OpenAIChatProtocol(), WriteChatChunk, "data: [DONE]\n\n");

    [Fact]
    public void Message_events_that_begin_alike_mean_what_they_mean_alone() => CheckAll(
        new AnthropicMessagesProtocol(),
        WriteMessageEvent,
        Frame("""{"type":"content_block_stop","index":0}""") + Frame("""{"type":"message_delta","delta":{"stop_reason":"end_turn"}}""") + Frame("""{"type":"message_stop"}"""),
        Frame("""{"type":"message_start","message":{"id":"m1","role":"assistant","content":[]}}""")
            + Frame("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""")
            + Frame("""{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}"""));

    [Theory]
    [InlineData("a member behind the delta overrides one before it", """{"id":"","choices":[{"delta":{"content":"a"}}]}""", """{"id":"","choices":[{"delta":{"content":"b"}}],"id":"r1"}""")]
    [InlineData("an id that was overridden once", """{"id":"a","choices":[{"delta":{"content":"a"}}],"id":""}""", """{"id":"a","choices":[{"delta":{"content":"b"}}]}""")]
    [InlineData("an extra that was overridden once", """{"x":1,"choices":[{"delta":{"content":"a"}}],"x":2}""", """{"x":1,"choices":[{"delta":{"content":"b"}}]}""")]
    [InlineData("an extra of the delta by the same name", """{"x":1,"choices":[{"delta":{"content":"a"}}]}""", """{"x":1,"choices":[{"delta":{"content":"b","x":2}}]}""", """{"x":1,"choices":[{"delta":{"content":"c"}}]}""")]
    [InlineData("the beginning of a chunk inside a text", """{"choices":[{"delta":{"content":"{\"choices\":[{\"delta\":{"}}]}""", """{"choices":[{"delta":{"content":"\"}}]}"}}]}""")]
    [InlineData("another choice under the same beginning", """{"choices":[{"delta":{"content":"a"},"index":0}]}""", """{"choices":[{"delta":{"content":"b"},"index":1},{"delta":{"content":"c"},"index":0}]}""")]
    [InlineData("a second delta", """{"choices":[{"delta":{"content":"a"},"delta":{"content":"b"}}]}""", """{"choices":[{"delta":{"role":"assistant"},"delta":{"content":"c"}}]}""")]
    [InlineData("a chunk that ends where the delta opens", """{"id":"a","choices":[{"delta":{"content":"a"}}]}""", """{"id":"a","choices":[{"delta":{""")]
    [InlineData("a chunk that is no JSON behind the delta", """{"id":"a","choices":[{"delta":{"content":"a"}}]}""", """{"id":"a","choices":[{"delta":{"content":"b"}}]]""")]
    [InlineData("the object of an error", """{"object":"error","choices":[{"delta":{"content":"a"}}],"object":"chunk"}""", """{"object":"error","choices":[{"delta":{"content":"b"}}]}""")]
    public void Odd_chunks_mean_what_they_mean_alone(string why, params string[] chunks) => Compare(new OpenAIChatProtocol(), chunks, "", "data: [DONE]\n\n").ShouldBeTrue(why);

    private static void CheckAll(Protocol protocol, Func<Picker, string> write, string tail, string head = "") =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(1000), Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt[]>(), picks =>
        {
            var picker = new Picker([.. picks.Select(pick => pick.Get)]);
            var chunks = new List<string>();
            while (!picker.IsAtEnd)
            {
                chunks.Add(write(picker));
            }

            return Compare(protocol, chunks, head, tail);
        }));

    private static bool Compare(Protocol protocol, IReadOnlyList<string> chunks, string head, string tail)
    {
        var alike = string.Concat(chunks.Select(Frame));
        var apart = string.Concat(chunks.Select((chunk, index) => Frame(index % 2 == 0 ? chunk : $"{{ {chunk[1..]}")));
        return Transcribe(protocol, head + alike + tail) == Transcribe(protocol, head + apart + tail);
    }

    private static string Transcribe(Protocol protocol, string body)
    {
        var sink = new RecordingSink { JoinDeltas = true, Verbatim = true };
        protocol.Decode(body, sink);

        // A blank moves what is behind it, and so the place that an error names.
        return sink.Error is { } error ? string.Join('\n', [.. sink.Lines.SkipLast(1), $"fail {error.Kind} {error.StatusCode}"]) : sink.ToString();
    }

    private static string Frame(string json) => $"data: {json}\n\n";

    private static string WriteChatChunk(Picker pick)
    {
        var beginning = pick.Some("\"id\":\"a\"", "\"x\":1", "\"model\":\"m\"", "\"object\":\"chunk\"", "\"y\":\"é\\\"\"", "\"p\":\"pad\"", "\"\\u0069d\":\"c\"", "\"created\":1");
        var choice = pick.Some("\"index\":0", "\"x\":3", "\"finish_reason\":null", "\"index\":1");
        var delta = pick.Some("\"content\":\"a\\\"}\"", "\"content\":\"\\\\\"", "\"role\":\"assistant\"", "\"x\":4", "\"reasoning\":\"r\"", "\"content\":null", "\"refusal\":\"no\"");
        var restOfChoice = pick.Some("\"finish_reason\":null", "\"index\":1", "\"index\":0", "\"x\":5", "\"logprobs\":{\"content\":[1]}", "\"delta\":{\"content\":\"z\"}", "\"message\":{\"x\":8}");
        var rest = pick.Some("\"id\":\"d\"", "\"x\":6", "\"y\":[{}]", "\"usage\":{\"prompt_tokens\":1}", "\"choices\":[]");
        return $$"""{{{beginning}}"choices":[{{{choice}}"delta":{{{delta}}"q":null},{{restOfChoice}}"q":null}],{{rest}}"q":null}""";
    }

    private static string WriteMessageEvent(Picker pick)
    {
        var beginning = pick.Some("\"index\":0", "\"index\":1", "\"x\":1", "\"index\":0");
        var delta = pick.Some("\"text\":\"a\\\"}\"", "\"type\":\"text_delta\"", "\"text\":\"b\"", "\"x\":{\"text\":\"no\"}");
        var rest = pick.Some("\"index\":1", "\"type\":\"ping\"", "\"delta\":{\"type\":\"text_delta\",\"text\":\"c\"}", "\"x\":[]");
        return $$"""{{{beginning}}"type":"content_block_delta","delta":{{{delta}}"type":"text_delta"},{{rest}}"q":null}""";
    }

    /// <summary>Choices made by a list of numbers, which FsCheck can shorten. Neighbours are mostly alike.</summary>
    private sealed class Picker(int[] picks)
    {
        private int _next;

        public bool IsAtEnd => _next >= picks.Length;

        /// <summary>No, one or two of some members, each with the comma behind it.</summary>
        public string Some(params string[] members)
        {
            var pick = _next < picks.Length ? picks[_next] : 0;
            _next++;
            var first = pick % (members.Length + 1);
            var second = pick / 7 % (members.Length + 1);
            return (first == 0 ? "" : members[first - 1] + ",") + (second == 0 || second == first ? "" : members[second - 1] + ",");
        }
    }
}
