using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

public sealed class TurnShaperTests
{
    /// <summary>A conversation by its roles: S system, I an instruction marked to stay inline, D developer, U user, A assistant, T tool.</summary>
    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("U", "", "0-0", "")]
    [InlineData("SUA", "0", "1-1 2-2", "")]
    [InlineData("SDU", "0 1", "2-2", "")]
    [InlineData("USA", "1", "0-0 2-2", "Coerced Messages[1]")]
    [InlineData("SUIA", "0 2", "1-1 3-3", "Coerced Messages[2]")]
    [InlineData("UATTT", "", "0-0 1-1 2-4", "")]
    [InlineData("UATTAT", "", "0-0 1-1 2-3 4-4 5-5", "")]
    [InlineData("UU", "", "0-0 1-1", "")]
    [InlineData("ATST", "2", "0-0 1-1 3-3", "Coerced Messages[2]")]
    public void Instructions_go_in_front_and_results_that_follow_each_other_are_one_turn(string roles, string system, string turns, string losses)
    {
        var shaped = TurnShaper.Shape(Conversation(roles), new TurnTraits());

        string.Join(' ', shaped.System).ShouldBe(system);
        string.Join(' ', shaped.Turns.Select(turn => $"{turn.First}-{turn.Last}")).ShouldBe(turns);
        string.Join(' ', shaped.Losses.Select(loss => $"{loss.Kind} {loss.Field}")).ShouldBe(losses);
    }

    [Fact]
    public void An_instruction_stays_in_the_conversation_where_the_receiver_has_such()
    {
        var shaped = TurnShaper.Shape(Conversation("SUI"), new TurnTraits { IsInlineSystem = static message => message.Text == "i" });

        shaped.System.ShouldBe([0]);
        shaped.Turns.Select(shaped.RoleOf).ShouldBe(["user", "system"]);
        shaped.Losses.ShouldBeEmpty();
    }

    [Fact]
    public void Sides_have_the_words_of_the_receiver()
    {
        var shaped = TurnShaper.Shape(Conversation("UAT"), new TurnTraits { ModelRole = "model" });

        shaped.Turns.Select(shaped.RoleOf).ShouldBe(["user", "model", "user"]);
        var strange = TurnShaper.Shape([new(new ChatRole("critic"), "no")], new TurnTraits());
        Should.Throw<LlmException>(() => strange.RoleOf(strange.Turns[0])).Message.ShouldContain("critic");
    }

    [Fact]
    public void Names_of_speakers_are_told_and_those_of_instructions_are_not()
    {
        var messages = Conversation("SUTT");
        foreach (var message in messages)
        {
            message.AuthorName = "n";
        }

        TurnShaper.Shape(messages, new TurnTraits()).Losses.Select(loss => loss.Field)
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
        var shaped = TurnShaper.Shape(Conversation(roles), new TurnTraits { AllowsNoTurns = allowsNoTurns });

        (Record.Exception(() => shaped.RequireSpoken(isAnyWritten)) is LlmException).ShouldBe(isRefused);
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
