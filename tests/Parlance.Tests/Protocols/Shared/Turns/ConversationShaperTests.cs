using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

/// <summary>
/// Conversations in a notation: a message is its role (s, u, a, t) and its contents in brackets, where "c1" is a call, "r1"
/// its result, "R1" a result with an image, "img" an image, "_" a blank text and anything else a text.
/// </summary>
public sealed class ConversationShaperTests
{
    private static readonly TurnTraits s_plain = new() { Wire = "w" };
    private static readonly TurnTraits s_joining = s_plain with { Joins = TurnsJoined.Calls };
    private static readonly TurnTraits s_model = s_plain with { Joins = TurnsJoined.OfModel };
    private static readonly TurnTraits s_alternating = s_plain with { Joins = TurnsJoined.All, BeginsWithUser = true, HasSystemInFront = true, HasResultsInMessages = true, AllowsBlankText = false, AllowsEmptyMessages = false };
    private static readonly TurnTraits s_texts = s_plain with { TakesInResult = static part => part is TextContent };

    [Theory]
    [InlineData("u[q] a[c1] t[r1] a[x]")]
    [InlineData("s[i] u[q] a[x c1 c2] t[r1] t[r2] u[go]")]
    [InlineData("u[q] a[c1 c2] t[r2] t[r1]")]
    [InlineData("u[q] a[c1] u[r1 more] a[c1] u[r1]")]
    [InlineData("u[q] a[_] u[R1]", "u[q] a[_] u[call 1: img]")]
    public void A_conversation_that_its_receiver_takes_stays_the_same_object(string conversation, string? otherwise = null)
    {
        var call = Parse(conversation);

        var shaped = ConversationShaper.Shape(call, s_joining);

        if (otherwise is null)
        {
            shaped.ShouldBeSameAs(call);
            call.Warnings.ShouldBeEmpty();
        }
        else
        {
            Format(shaped).ShouldBe(otherwise);
        }
    }

    [Theory]
    // A call that nobody answers gets a result, at the end and in the middle.
    [InlineData("u[q] a[c1]", "u[q] a[c1] t[r1!]", "Coerced Messages[1].Contents[0]")]
    [InlineData("u[q] a[c1] u[go]", "u[q] a[c1] t[r1!] u[go]", "Coerced Messages[1].Contents[0]")]
    [InlineData("u[q] a[c1 c2] t[r2] u[go]", "u[q] a[c1 c2] t[r2] t[r1!] u[go]", "Coerced Messages[1].Contents[0]")]
    // A result that answers nothing becomes words.
    [InlineData("u[q] t[r9] u[go]", "u[q] u[call 9: r] u[go]", "Coerced Messages[1].Contents[0]")]
    [InlineData("u[q] a[c1] t[r1] t[r1]", "u[q] a[c1] t[r1] u[call 1: r]", "Coerced Messages[3].Contents[0]")]
    [InlineData("u[q] a[c1] u[r1 r9 x]", "u[q] a[c1] u[r1 call 9: r x]", "Coerced Messages[2].Contents[1]")]
    // A result that comes late goes to its call.
    [InlineData("u[q] a[c1] u[wait] t[r1]", "u[q] a[c1] t[r1] u[wait]", "Coerced Messages[3].Contents[0]")]
    [InlineData("u[q] a[c1 c2] t[r1] u[wait] t[r2] a[x]", "u[q] a[c1 c2] t[r1] t[r2] u[wait] a[x]", "Coerced Messages[4].Contents[0]")]
    [InlineData("u[q] a[c1] u[wait r1]", "u[q] a[c1] u[wait r1]", "")]
    // Ids that come again belong to the step in which they stand.
    [InlineData("u[q] a[c0] t[r0] a[c0] t[r0]", "u[q] a[c0] t[r0] a[c0] t[r0]", "")]
    [InlineData("u[q] a[c0] a[c0] t[r0] t[r0]", "u[q] a[c0] a[c0] t[r0] t[r0]", "")]
    public void Calls_and_results_are_paired(string given, string expected, string losses) => Check(given, s_plain, expected, losses);

    [Theory]
    [InlineData("u[q] a[c1] a[c2] t[r1] t[r2]", "u[q] a[c1 c2] t[r1] t[r2]", "Other Messages[2]")]
    [InlineData("u[q] a[c1] a[x] a[c2] t[r1] t[r2]", "u[q] a[c1 x c2] t[r1] t[r2]", "Other Messages[2] Other Messages[3]")]
    [InlineData("u[q] a[x] a[y] u[z]", "u[q] a[x] a[y] u[z]", "")]
    public void Calls_that_are_made_together_stand_in_one_message(string given, string expected, string losses) => Check(given, s_joining, expected, losses);

    [Theory]
    [InlineData("u[q] a[x] a[c1] t[r1] u[go] u[on]", "u[q] a[x c1] t[r1] u[go] u[on]", "Other Messages[2]")]
    public void What_the_model_says_in_a_row_is_one_message_where_the_receiver_wants_that(string given, string expected, string losses) => Check(given, s_model, expected, losses);

    [Theory]
    [InlineData("u[q] u[p] a[x] a[y]", "u[q p] a[x y]", "Other Messages[1] Other Messages[3]")]
    [InlineData("u[q] s[i] u[p]", "s[i] u[q p]", "Coerced Messages[1] Other Messages[2]")]
    [InlineData("u[q] a[_] u[p]", "u[q p]", "Other Messages[2]")]
    [InlineData("s[i] a[x] u[q]", "s[i] u[(opening)] a[x] u[q]", "Coerced Messages[1]")]
    [InlineData("u[q] a[c1] u[wait r1]", "u[q] a[c1] u[r1 wait]", "")]
    public void Sides_alternate_and_nothing_empty_is_left(string given, string expected, string losses) => Check(given, s_alternating, expected, losses);

    [Theory]
    [InlineData("u[q] a[c1] t[R1] a[x]", "u[q] a[c1] t[r1*] u[From the result of the tool call 1: img] a[x]", "Coerced Messages[2].Contents[0]")]
    [InlineData("u[q] a[c1 c2] t[R1] t[R2]", "u[q] a[c1 c2] t[r1*] t[r2*] u[From the result of the tool call 1: img From the result of the tool call 2: img]", "Coerced Messages[2].Contents[0] Coerced Messages[3].Contents[0]")]
    [InlineData("u[q] a[c1] u[R1 go]", "u[q] a[c1] u[r1* go From the result of the tool call 1: img]", "Coerced Messages[2].Contents[0]")]
    public void Images_of_results_go_to_the_user_where_results_hold_text_alone(string given, string expected, string losses) => Check(given, s_texts, expected, losses);

    [Fact]
    public void An_image_stays_in_a_result_where_the_receiver_takes_it_from_nobody() =>
        Check("u[q] a[c1] t[R1]", s_texts with { TakesFromUser = static _ => false }, "u[q] a[c1] t[R1]", "");

    [Theory]
    [InlineData(PrefillAbility.Taken, "u[q] a[x]", "")]
    [InlineData(PrefillAbility.Marked, "u[q] a>[x]", "")]
    [InlineData(PrefillAbility.Refused, "u[q] a[x] u[(go on)]", "Coerced Messages[1]")]
    public void A_last_message_of_the_model_is_taken_marked_or_asked_for(PrefillAbility ability, string expected, string losses) =>
        Check("u[q] a[x]", s_plain with { Prefill = ability }, expected, losses);

    [Fact]
    public void A_message_to_continue_does_not_end_in_white_space_where_that_is_refused()
    {
        var call = new ChatCall { Model = "m", Messages = [new(ChatRole.User, "q"), new(ChatRole.Assistant, "{ \n")] };

        var shaped = ConversationShaper.Shape(call, s_plain with { AllowsTrailingSpace = false });

        shaped.Messages[1].Text.ShouldBe("{");
        call.Messages[1].Text.ShouldBe("{ \n");
        call.Warnings.Single().Field.ShouldBe("Messages[1].Contents[0]");
    }

    [Fact]
    public void Ids_are_fitted_in_calls_and_results_alike_and_made_where_there_is_none()
    {
        var call = Parse("u[q] a[ctoolong.id c] t[rtoolong.id] t[r]");

        var shaped = ConversationShaper.Shape(call, s_plain with { Ids = ToolCallIdFormat.Narrow with { ExactLength = 9 } });

        var ids = shaped.Messages.SelectMany(message => message.Contents).Select(content => (content as FunctionCallContent)?.CallId ?? (content as FunctionResultContent)?.CallId).OfType<string>().ToArray();
        ids.ShouldAllBe(id => id.Length == 9 && id.All(char.IsAsciiLetterOrDigit));
        ids[2..].ShouldBe(ids[..2]);
        ids.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void What_the_receiver_cannot_read_is_left_out_with_the_message_that_held_nothing_else()
    {
        var call = Parse("u[q] a[secret] a[x secret]");

        var shaped = ConversationShaper.Shape(call, s_plain with { Decide = static (content, _, _) => content is TextContent { Text: "secret" } ? new(ReplayFate.LeaveOut, "No.") : new(ReplayFate.Keep) });

        Format(shaped).ShouldBe("u[q] a[x]");
        Losses(call).ShouldBe("Unsupported Messages[1].Contents[0] Unsupported Messages[2].Contents[1]");
    }

    [Fact]
    public void Later_warnings_name_the_places_of_the_caller()
    {
        var call = Parse("u[q] s[i] u[p] a[c1] u[wait] t[R1]");

        var shaped = ConversationShaper.Shape(call, s_alternating with { TakesInResult = static part => part is TextContent });
        shaped.Warn(ChatWarningKind.Other, FieldPath.OfMessage(1)[1], "p");
        shaped.Warn(ChatWarningKind.Other, FieldPath.OfMessage(3)[0], "r1");

        Format(shaped).ShouldBe("s[i] u[q p] a[c1] t[r1*] u[From the result of the tool call 1: img wait]");
        call.EachWarning.TakeLast(2).Select(warning => warning.Field).ShouldBe(["Messages[2].Contents[0]", "Messages[5].Contents[0]"]);
    }

    private static void Check(string given, TurnTraits traits, string expected, string losses)
    {
        var call = Parse(given);

        var shaped = ConversationShaper.Shape(call, traits);

        Format(shaped).ShouldBe(expected);
        Losses(call).ShouldBe(losses);
        var again = shaped with { };
        ConversationShaper.Shape(again, traits).ShouldBeSameAs(again);
        Format(call).ShouldBe(Format(Parse(given)), "the caller's messages are not written to");
    }

    private static string Losses(ChatCall call) => string.Join(' ', call.EachWarning.Select(warning => $"{warning.Kind} {warning.Field}"));

    private static ChatCall Parse(string conversation) => new()
    {
        Model = "m",
        Messages = [.. conversation.Split("] ").Select(static message => message.TrimEnd(']').Split('[')).Select(static parts => new ChatMessage(RoleOf(parts[0]), [.. parts[1].Split(' ').Select(ContentOf)]))],
    };

    private static ChatRole RoleOf(string letter) => letter switch
    {
        "s" => ChatRole.System,
        "a" => ChatRole.Assistant,
        "t" => ChatRole.Tool,
        _ => ChatRole.User,
    };

    private static AIContent ContentOf(string text) => text[0] switch
    {
        'c' => new FunctionCallContent(text[1..], "f"),
        'r' => new FunctionResultContent(text[1..], "r"),
        'R' => new FunctionResultContent(text[1..], new List<AIContent> { Image() }),
        '_' => new TextContent(" \n"),
        _ when text == "img" => Image(),
        _ => new TextContent(text),
    };

    private static DataContent Image() => new(new byte[] { 1 }, "image/png");

    private static string Format(ChatCall call) => string.Join(' ', call.Messages.Select(static message =>
        $"{message.Role.Value[0]}{(message.IsPrefix ? ">" : "")}[{string.Join(' ', message.Contents.Select(Format))}]"));

    private static string Format(AIContent content) => content switch
    {
        FunctionCallContent call => "c" + call.CallId,
        FunctionResultContent { Result: "r" } result => "r" + result.CallId,
        FunctionResultContent { Result: string } result => $"r{result.CallId}!",
        FunctionResultContent { Result: List<AIContent> parts } result => parts.Exists(static part => part is DataContent) ? "R" + result.CallId : $"r{result.CallId}*",
        DataContent => "img",
        TextContent { Text: " \n" } => "_",
        TextContent { Text: ['(', ..] } => "(opening)",
        TextContent { Text: ['C', 'o', 'n', ..] } => "(go on)",
        TextContent text => text.Text.Replace("Result of the tool ", "", StringComparison.Ordinal),
        _ => content.GetType().Name,
    };
}
