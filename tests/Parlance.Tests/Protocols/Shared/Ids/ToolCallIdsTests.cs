using System.Buffers;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

public sealed class ToolCallIdsTests
{
    private static readonly ToolCallIdFormat s_short = new("id") { Digits = 2, Letters = SearchValues.Create("abcdefi0123456789_"), MaximumLength = 6 };

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("a.c", "a_c")]
    [InlineData("abcdefa", "abcdef")]
    [InlineData("a/b/c/d/e", "a_b_c_")]
    public void An_id_is_changed_to_what_the_receiver_accepts_and_found_again(string id, string expected)
    {
        var ids = new ToolCallIds(s_short);

        ids.AddCall(id, "f").ShouldBe(expected);
        ids.TryAnswer(id, name: null).ShouldBe(expected);
        ids.OriginalOf(expected).ShouldBe(id);
    }

    [Fact]
    public void Ids_that_fit_alike_stay_different()
    {
        var ids = new ToolCallIds(s_short);
        string[] given = ["a.c", "a/c", "a_c", "abcdef1", "abcdef2"];

        string[] fitted = [.. given.Select(id => ids.AddCall(id, "f"))];

        fitted.ShouldBe(["a_c", "a_c_2", "a_c_3", "abcdef", "abcd_2"]);
        fitted.Select(ids.OriginalOf).ShouldBe(given);
        given.Select(id => ids.TryAnswer(id, name: null)).ShouldBe(fitted);
    }

    [Theory]
    [InlineData("id00", true)]
    [InlineData("id123", true)]
    [InlineData("id0", false)]
    [InlineData("id0a", false)]
    [InlineData("ix00", false)]
    [InlineData("", false)]
    public void A_made_id_is_known_by_its_form(string id, bool isMade) => s_short.IsMade(id).ShouldBe(isMade);

    [Fact]
    public void A_missing_id_is_made_of_the_position_and_of_no_other_call()
    {
        var ids = new ToolCallIds(ToolCallIdFormat.Narrow);

        ids.AddCall(null, "f").ShouldBe("call00000");
        ids.AddCall("call00002", "f").ShouldBe("call00002");
        ids.AddCall("", "f").ShouldBe("call00003");
        ToolCallIdFormat.Narrow.IsMade("call00003").ShouldBeTrue();
    }

    [Fact]
    public void Results_without_ids_answer_the_calls_without_ids_in_order_or_by_name()
    {
        var ids = new ToolCallIds(ToolCallIdFormat.Narrow);
        var first = ids.AddCall(null, "f");
        var second = ids.AddCall(null, "g");
        var third = ids.AddCall("x", "f");
        var fourth = ids.AddCall(null, "f");

        ids.TryAnswer(null, "g").ShouldBe(second);
        ids.TryAnswer(null, name: null).ShouldBe(first);
        ids.TryAnswer("", "f").ShouldBe(fourth);
        ids.TryAnswer(null, "f").ShouldBe(third);
        ids.TryAnswer(null, "f").ShouldBeNull();
        ids.Answer(null, "f").ShouldBe("call00004");
        ids.TryAnswer("y", "f").ShouldBe("y");
    }

    [Fact]
    public void The_name_of_an_id_is_that_of_its_latest_call()
    {
        var ids = new ToolCallIds(ToolCallIdFormat.Narrow);
        ids.AddCall("x", "f");
        ids.AddCall("x", "g");

        ids.FindName("x").ShouldBe("g");
        ids.FindName("y").ShouldBeNull();
    }
}
