using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols;

/// <summary>One loss at many places is one warning, and what no answer depends on is told to nobody who has not asked.</summary>
public sealed class WarningGroupsTests
{
    [Fact]
    public void The_same_loss_at_several_places_is_one_warning_with_a_count()
    {
        var call = CreateCall();
        for (var index = 1; index < 6; index++)
        {
            call.Warn(ChatWarningKind.Unsupported, FieldPath.OfMessage(index)[0].Of("Detail"), "Lost.");
        }

        call.Warn(ChatWarningKind.Unsupported, "TopK", "Lost.");

        var group = call.Warnings[0];
        (group.Field, group.Count).ShouldBe(("Messages[*].Contents[0].Detail", 5));
        group.Places.ShouldBe(["Messages[1].Contents[0].Detail", "Messages[2].Contents[0].Detail", "Messages[3].Contents[0].Detail"]);
        call.Warnings[1].ShouldBe(new ChatWarning(ChatWarningKind.Unsupported, "TopK", "Lost."));
        call.Warnings.Count.ShouldBe(2);
    }

    [Fact]
    public void Other_words_or_another_member_are_another_warning()
    {
        var call = CreateCall();
        call.Warn(ChatWarningKind.Unsupported, "Tools[0].Strict", "Lost.");
        call.Warn(ChatWarningKind.Unsupported, "Tools[1].Strict", "Lost, too.");
        call.Warn(ChatWarningKind.Unsupported, "Tools[2].Name", "Lost.");
        call.Warn(ChatWarningKind.Coerced, "Tools[3].Strict", "Lost.");

        call.Warnings.Select(warning => warning.Field).ShouldBe(["Tools[0].Strict", "Tools[1].Strict", "Tools[2].Name", "Tools[3].Strict"]);
        call.Warnings.ShouldAllBe(warning => warning.Count == 1 && warning.Places.IsEmpty);
    }

    [Fact]
    public void A_group_is_named_anew_in_the_words_of_the_wire_that_it_came_on()
    {
        var protocol = ProviderRegistry.Default.Get("anthropic").Protocol;
        var read = protocol.ReadRequest("""{"model":"m","max_tokens":1,"system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}]}"""u8.ToArray());
        foreach (var index in (int[])[0, 1, 3])
        {
            read.Warn(ChatWarningKind.Unsupported, FieldPath.OfMessage(index)[0], "Lost.");
        }

        read.Warnings.Select(warning => (warning.Field, warning.Count)).ShouldBe([("Messages[*].Contents[0]", 3)]);
        protocol.DescribeWarnings(read, read.Warnings).Select(warning => (warning.Field, warning.Count)).ShouldBe([("$.system[0]", 1), ("$.messages[*].content[0]", 2)]);
    }

    [Fact]
    public void A_count_survives_the_bag_of_a_response()
    {
        ChatWarning[] warnings = [new(ChatWarningKind.Other, "a[*]", "m") { Count = 2, Places = ["a[0]", "a[1]"] }, new(ChatWarningKind.Coerced, "b", "n")];

        var read = WarningsJson.Read(WarningsJson.Write(warnings));

        read.ShouldBe(warnings);
        read[0].Places.ShouldBe(["a[0]", "a[1]"]);
    }

    [Fact]
    public void What_has_no_effect_is_told_where_everything_is_wanted()
    {
        const string body = """
            {"model":"m","store":false,"include":["reasoning.encrypted_content"],"client_metadata":{"a":"b"},"prompt_cache_key":"k",
             "input":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"a"}]},{"id":"msg_2","role":"user","content":"b"}]}
            """;

        Translate(body, WarningDetail.Relevant).ShouldBeEmpty();
        Translate(body, WarningDetail.All).ShouldBe(["$.store", "$.prompt_cache_key", "$.include", "$.client_metadata", "$.input[0].status", "$.input[1].id"], ignoreOrder: true);
    }

    private static IEnumerable<string> Translate(string body, WarningDetail detail)
    {
        var inbound = ProviderRegistry.Default.Get("openai-responses").Protocol;
        var read = inbound.ReadRequest(System.Text.Encoding.UTF8.GetBytes(body), "openai");
        var call = read with { Recipient = "cohere", WarningDetail = detail };
        using var written = new PooledBuffer();
        ProviderRegistry.Default.Get("cohere").Protocol.WriteRequest(call, written);
        return inbound.DescribeWarnings(read, call.Warnings).Select(warning => warning.Field);
    }

    private static ChatCall CreateCall() => new() { Model = "m", Messages = [new ChatMessage(ChatRole.User, "Hi")] };
}
