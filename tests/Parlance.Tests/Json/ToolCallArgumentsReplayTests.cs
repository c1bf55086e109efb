using System.Text.Json;
using Parlance.Json;

namespace Parlance.Tests.Json;

public sealed class ToolCallArgumentsReplayTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{ }")]
    [InlineData("""{"city" : "Reykjav\u00edk", "days":3.0,"none":null,"nested":{"a":[1, 2]}}""")]
    [InlineData("""{"twice":1,"twice":2}""")]
    [InlineData("""{"na\u006de":"\ud83d\ude00"}""")]
    [InlineData("[1]")]
    [InlineData("{\"cut\":")]
    public void Untouched_arguments_go_back_byte_for_byte(string text) =>
        ToolCallArguments.ToJson(ToolCallArguments.CreateCall("id", "name", text)).ShouldBe(text);

    [Theory]
    [InlineData("""{"days":3}""", "days", "4", """{"days":4}""")]
    [InlineData("""{"days":3}""", "hours", "1", """{"days":3,"hours":1}""")]
    [InlineData("""{"days":3}""", "days", "null", """{"days":null}""")]
    [InlineData("""{"days":null}""", "days", "3", """{"days":3}""")]
    [InlineData("""{"days":"3"}""", "days", "3", """{"days":3}""")]
    [InlineData("", "days", "3", """{"days":3}""")]
    public void A_changed_argument_is_sent_as_it_now_is(string text, string name, string value, string expected)
    {
        var call = ToolCallArguments.CreateCall("id", "name", text);
        call.Arguments![name] = value == "null" ? null : JsonElement.Parse(value);

        ToolCallArguments.ToJson(call).ShouldBe(expected);
    }

    [Fact]
    public void Arguments_set_where_the_model_wrote_no_json_are_sent()
    {
        var call = ToolCallArguments.CreateCall("id", "name", "{\"cut\":");
        call.Arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["days"] = JsonElement.Parse("3") };

        ToolCallArguments.ToJson(call).ShouldBe("""{"days":3}""");
    }
}
