using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Tests.Json;

public sealed class ToolCallArgumentsTests
{
    private const string Original = """{ "b" : 1.50, "a" : [ "\u00e4" ], "n" : null }""";

    [Fact]
    public void Unchanged_arguments_keep_the_models_own_text()
    {
        var call = ToolCallArguments.CreateCall("c", "f", Original);

        call.Exception.ShouldBeNull();
        ToolCallArguments.ToJson(call).ShouldBe(Original);
        call.Arguments!["b"] = JsonElement.Parse("1.50");
        ToolCallArguments.ToJson(call).ShouldBe(Original);
    }

    public static TheoryData<Action<IDictionary<string, object?>>, string> Changes => new()
    {
        { arguments => arguments["b"] = 2, """{"b":2,"a":["\u00e4"],"n":null}""" },
        { arguments => arguments["n"] = "x", """{"b":1.50,"a":["\u00e4"],"n":"x"}""" },
        { arguments => arguments.Remove("n"), """{"b":1.50,"a":["\u00e4"]}""" },
        { arguments => arguments["new"] = true, """{"b":1.50,"a":["\u00e4"],"n":null,"new":true}""" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Changed_arguments_are_written_anew(Action<IDictionary<string, object?>> change, string expected)
    {
        var call = ToolCallArguments.CreateCall("c", "f", Original);

        change(call.Arguments!);

        var json = ToolCallArguments.ToJson(call);
        System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(json), System.Text.Json.Nodes.JsonNode.Parse(expected)).ShouldBeTrue(json);
        json.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void No_text_is_no_arguments(string text)
    {
        var call = ToolCallArguments.CreateCall("c", "f", text);

        call.Arguments.ShouldBeEmpty();
        call.Exception.ShouldBeNull();
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("""{"\ud83d":1}""")]
    public void Text_that_is_no_object_is_never_arguments(string text)
    {
        var call = ToolCallArguments.CreateCall("c", "f", text);

        call.Arguments.ShouldBeNull();
        call.Exception.ShouldBeOfType<LlmException>().Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        ToolCallArguments.ToJson(call).ShouldBe(text);
    }

    [Fact]
    public void Arguments_of_the_callers_own_making_are_written_compactly() =>
        ToolCallArguments.ToJson(new FunctionCallContent("c", "f", new Dictionary<string, object?> { ["a"] = 1, ["b"] = "ü" })).ShouldBe("""{"a":1,"b":"ü"}""");
}
