namespace Parlance.Tests.Extensions;

/// <summary>What a warning is about, in numbers and a name and as text.</summary>
public sealed class FieldPathTests
{
    [Theory]
    [InlineData("TopK")]
    [InlineData("Reasoning.Output")]
    [InlineData("Messages[2]")]
    [InlineData("Messages[2].AuthorName")]
    [InlineData("Messages[2].Contents[1]")]
    [InlineData("Messages[2].Contents[1].Result[0]")]
    [InlineData("Messages[2].Contents[1].Detail")]
    [InlineData("Tools[0].Strict")]
    [InlineData("Other[3].Thing")]
    [InlineData("Messages[x]")]
    [InlineData("")]
    public void Text_and_path_are_the_same(string text) => ((FieldPath)text).ToString().ShouldBe(text);

    [Fact]
    public void A_path_is_built_step_by_step()
    {
        var field = FieldPath.OfMessage(2)[1][0].Of("Detail").Of("More");

        field.ToString().ShouldBe("Messages[2].Contents[1].Result[0].Detail.More");
        (field.Message, field.Content, field.Part, field.Tool, field.Member).ShouldBe((2, 1, 0, null, "Detail.More"));
        FieldPath.OfTool(3).Tool.ShouldBe(3);
        default(FieldPath).ToString().ShouldBe("");
    }
}
