using System.Text;

namespace Parlance.Conformance.Field;

/// <summary>A condition that holds of everything would hide every fault.</summary>
public sealed class FieldConditionTests
{
    private static readonly WrittenRequest s_written = WrittenRequest.Write(
        "openai-chat",
        Encoding.UTF8.GetBytes("""{"model":"x","top_k":3,"messages":[{"role":"user","content":"one"},{"role":"assistant","content":"two"},{"role":"user","content":"three"}]}"""),
        "openai/gpt-4.1");

    [Theory]
    [InlineData("messages[-1].content = \"three\"", "messages[-1].content = \"two\"")]
    [InlineData("messages[*].role ~ ^(user|assistant)$", "messages[*].role ~ ^user$")]
    [InlineData("messages count 1", "messages count 2")]
    [InlineData("**.role present", "**.roles present")]
    [InlineData("messages[3] absent", "messages[2] absent")]
    [InlineData("messages[-3].role present", "messages[-4].role present")]
    [InlineData("model = \"gpt-4.1\"", "absent.member = 1")]
    [InlineData("body ~ three", "body !~ three")]
    [InlineData("sent", "refused ~ .")]
    [InlineData("quiet ~ no such warning", "warns ~ no such warning")]
    public void Of_two_opposite_conditions_one_holds(string so, string notSo)
    {
        new FieldCondition(so).Holds(s_written).ShouldBeTrue();
        new FieldCondition(notSo).Holds(s_written).ShouldBeFalse();
    }

    [Fact]
    public void What_was_refused_meets_no_condition_of_a_body()
    {
        var refused = WrittenRequest.Write("openai-chat", Encoding.UTF8.GetBytes("""{"model":"x","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}]}"""), "deepseek/deepseek-v4-flash");

        new FieldCondition("refused ~ image").Holds(refused).ShouldBeTrue();
        foreach (var text in new[] { "sent", "silent", "quiet ~ x", "tools absent", "body !~ x" })
        {
            new FieldCondition(text).Holds(refused).ShouldBeFalse(text);
        }
    }

    [Theory]
    [InlineData("messages is there")]
    [InlineData("messages[0].role != 1")]
    public void What_is_no_condition_is_named(string text) => Should.Throw<FormatException>(() => new FieldCondition(text).Holds(s_written)).Message.ShouldContain(text);

    [Theory]
    [InlineData("1\t*\tsent")]
    [InlineData("1\t*\t\twhy")]
    public void A_line_that_is_no_expectation_is_named(string line) => Should.Throw<FormatException>(() => FieldExpectation.Parse(line)).Message.ShouldContain(line);
}
