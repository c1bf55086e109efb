using Microsoft.Extensions.AI;
using Parlance.Responses;
using Parlance.Testing;

namespace Parlance.Tests.Testing;

public sealed class GrammarCheckingSinkTests
{
    public static TheoryData<string, string> Violations => new()
    {
        { "finish", "Finish came before Start" },
        { "start start", "Start came a second time" },
        { "emptyid", "empty id" },
        { "start block1", "indexes begin at 0 and rise by one" },
        { "start block0 block0", "rise by one" },
        { "start delta0", "Delta(0) came before BlockStart(0)" },
        { "start block0 end0 delta0", "Delta(0) came after BlockEnd(0)" },
        { "start block0 end0 end0", "BlockEnd(0) came after BlockEnd(0)" },
        { "start block0 empty0", "is empty" },
        { "start block0 half0", "not valid UTF-8" },
        { "start block0 badnote0", "Annotation(0) is not one JSON value" },
        { "start opaque0 badstate0", "not the block's JSON" },
        { "start block0 finish", "Finish came while block 0 was open" },
        { "start usage usage", "Usage came a second time" },
        { "start usage extra", "came after Usage" },
        { "start extra extra", "Extra(x) came a second time" },
        { "start badextra", "Extra(x) is not one JSON value" },
        { "start usage block0", "which follow all blocks" },
        { "start finish finish", "after the end of the response" },
        { "start fail finish", "after the end of the response" },
        { "start fail fail", "after the end of the response" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void Every_breach_of_the_grammar_is_named(string calls, string expected)
    {
        Should.Throw<GrammarViolationException>(() => Play(calls, new GrammarCheckingSink())).Message.ShouldContain(expected);
        var collecting = new GrammarCheckingSink(collect: true);
        Play(calls, collecting);
        collecting.Violations.ShouldContain(violation => violation.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("start block0 delta0 note0 end0 extra usage finish")]
    [InlineData("start block0 block1 delta1 delta0 end1 end0 finish")]
    [InlineData("start opaque0 state0 end0 finish")]
    [InlineData("start block0 delta0 fail")]
    [InlineData("fail")]
    [InlineData("start finish")]
    public void What_the_grammar_allows_passes_through(string calls)
    {
        var recorded = new RecordingSink();
        var sink = new GrammarCheckingSink(recorded);
        Play(calls, sink);
        sink.VerifyEnded();
        recorded.Lines.Count.ShouldBe(calls.Split(' ').Length);
    }

    [Fact]
    public void A_response_that_never_ends_is_a_violation() =>
        Should.Throw<GrammarViolationException>(() => new GrammarCheckingSink().VerifyEnded());

    private static void Play(string calls, IResponseSink sink)
    {
        foreach (var call in calls.Split(' '))
        {
            var index = char.IsDigit(call[^1]) ? call[^1] - '0' : 0;
            switch (call.TrimEnd('0', '1'))
            {
                case "start": sink.Start("id", "m", null); break;
                case "emptyid": sink.Start("", "m", null); break;
                case "block": sink.BlockStart(index, BlockKind.Text, null, null, null); break;
                case "opaque": sink.BlockStart(index, BlockKind.Opaque, null, null, null); break;
                case "delta": sink.Delta(index, "ü"u8); break;
                case "empty": sink.Delta(index, default); break;
                case "half": sink.Delta(index, "ü"u8[..1]); break;
                case "note": sink.Annotation(index, "{}"u8); break;
                case "badnote": sink.Annotation(index, "{"u8); break;
                case "state": sink.OpaqueState(index, "{\"a\":1}"u8); break;
                case "badstate": sink.OpaqueState(index, "abc"u8); break;
                case "end": sink.BlockEnd(index); break;
                case "extra": sink.Extra("x", "1"u8); break;
                case "badextra": sink.Extra("x", "1 2"u8); break;
                case "usage": sink.Usage(default, default); break;
                case "finish": sink.Finish(ChatFinishReason.Stop, "stop"); break;
                case "fail": sink.Fail(new LlmException(LlmErrorKind.ServerError, "x")); break;
                default: throw new ArgumentException(call, nameof(calls));
            }
        }
    }
}
