using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

public sealed class TurnShaperTests
{
    private static readonly ChatCall s_call = new() { Model = "m", Messages = [] };

    /// <summary>A conversation by its roles: S system, I an instruction marked to stay inline, D developer, U user, A assistant, T tool.</summary>
    [Theory]
    [InlineData("", "", "")]
    [InlineData("U", "", "0-0")]
    [InlineData("SUA", "0", "1-1 2-2")]
    [InlineData("SDU", "0 1", "2-2")]
    [InlineData("UATTT", "", "0-0 1-1 2-4")]
    [InlineData("UATTAT", "", "0-0 1-1 2-3 4-4 5-5")]
    [InlineData("UATU", "", "0-0 1-1 2-2 3-3")]
    [InlineData("UU", "", "0-0 1-1")]
    public void Instructions_are_the_prompt_and_results_that_follow_each_other_are_one_turn(string roles, string system, string turns)
    {
        var shaped = TurnShaper.Shape(Conversation(roles), new TurnTraits { Wire = "w" });

        string.Join(' ', shaped.System).ShouldBe(system);
        string.Join(' ', shaped.Turns.Select(turn => $"{turn.First}-{turn.Last}")).ShouldBe(turns);
    }

    [Fact]
    public void What_the_user_says_behind_results_is_one_turn_with_them_where_sides_alternate() =>
        TurnShaper.Shape(Conversation("UATTU"), new TurnTraits { Wire = "w", Joins = TurnsJoined.All }).Turns.ShouldBe([new(0, 0), new(1, 1), new(2, 4)]);

    [Fact]
    public void An_instruction_stays_in_the_conversation_where_the_receiver_has_such()
    {
        var shaped = TurnShaper.Shape(Conversation("SUI"), new TurnTraits { Wire = "w", IsInlineSystem = static message => message.Text == "i" });

        shaped.System.ShouldBe([0]);
        shaped.Turns.Select(turn => shaped.RoleOf(turn, s_call)).ShouldBe(["user", "system"]);
        shaped.Losses.ShouldBeEmpty();
    }

    [Fact]
    public void Sides_have_the_words_of_the_receiver()
    {
        var shaped = TurnShaper.Shape(Conversation("UAT"), new TurnTraits { Wire = "w", ModelRole = "model" });

        shaped.Turns.Select(turn => shaped.RoleOf(turn, s_call)).ShouldBe(["user", "model", "user"]);
        var strange = TurnShaper.Shape([new(new ChatRole("critic"), "no")], new TurnTraits { Wire = "w" });
        Should.Throw<LlmException>(() => strange.RoleOf(strange.Turns[0], s_call)).Message.ShouldContain("critic");
    }

    [Fact]
    public void Names_of_speakers_are_told_and_those_of_instructions_are_not()
    {
        var messages = Conversation("SUTT");
        foreach (var message in messages)
        {
            message.AuthorName = "n";
        }

        TurnShaper.Shape(messages, new TurnTraits { Wire = "w" }).Losses.Select(loss => loss.Field)
            .ShouldBe(["Messages[1].AuthorName", "Messages[2].AuthorName", "Messages[3].AuthorName"]);
    }

    [Theory]
    [InlineData("U", true, false, false)]
    [InlineData("U", false, false, true)]
    [InlineData("U", false, true, true)]
    [InlineData("S", false, false, true)]
    [InlineData("S", false, true, false)]
    public void A_conversation_of_which_nothing_is_said_is_refused(string roles, bool isAnyWritten, bool allowsNoTurns, bool isRefused)
    {
        var shaped = TurnShaper.Shape(Conversation(roles), new TurnTraits { Wire = "w", AllowsNoTurns = allowsNoTurns });

        (Record.Exception(() => shaped.RequireSpoken(isAnyWritten, s_call)) is LlmException).ShouldBe(isRefused);
    }

    private static List<ChatMessage> Conversation(string roles) => [.. roles.Select(Message)];

    private static ChatMessage Message(char role) => role switch
    {
        'S' => new ChatMessage(ChatRole.System, "s"),
        'I' => new ChatMessage(ChatRole.System, "i"),
        'D' => new ChatMessage(new ChatRole("developer"), "d"),
        'A' => new ChatMessage(ChatRole.Assistant, "a"),
        'T' => new ChatMessage(ChatRole.Tool, "t"),
        _ => new ChatMessage(ChatRole.User, "u"),
    };
}
