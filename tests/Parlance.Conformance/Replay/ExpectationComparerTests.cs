using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Conformance.Replay;

/// <summary>A comparer that sees no difference would let everything pass.</summary>
public sealed class ExpectationComparerTests
{
    private const string Success = """
        {"ok":true,"response_id":"r","model":"m","text":"t","reasoning":"why","tool_calls":[{"id":"c","name":"f","arguments":{"a":1}}],"finish":"tool_calls","raw_finish":"tool_calls","usage":{"uncached_input":1,"cache_read":2,"cache_write":3,"output":4,"reasoning":1}}
        """;

    private const string Failure = """{"ok":false,"error":{"kind":"RateLimited","status":429,"message":"m"}}""";

    public static TheoryData<string, string, string, string> Changes => new()
    {
        { Success, "\"r\"", "\"x\"", "response_id" },
        { Success, "\"m\"", "null", "model" },
        { Success, "\"t\"", "\"t \"", "text" },
        { Success, "\"why\"", "\"\"", "reasoning" },
        { Success, "\"f\"", "\"g\"", "tool_calls" },
        { Success, "{\"a\":1}", "{\"a\":2}", "tool_calls" },
        { Success, "{\"a\":1}", "\"{\\\"a\\\":\"", "tool_calls" },
        { Success, "\"c\"", "\"d\"", "tool_ids" },
        { Success, "\"tool_calls\",\"raw", "\"stop\",\"raw", "finish" },
        { Success, "\"uncached_input\":1", "\"uncached_input\":2", "usage" },
        { Success, "\"cache_read\":2", "\"cache_read\":null", "usage" },
        { Success, "\"output\":4", "\"output\":5", "usage" },
        { Success, Success, Failure, "ok" },
        { Failure, "RateLimited", "Overloaded", "kind" },
        { Failure, "429", "503", "status" },
        { Failure, Failure, Success, "ok" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_field_is_compared(string expected, string what, string with, string field)
    {
        Compare(expected, expected).ShouldBeEmpty();
        Compare(expected, expected.Replace(what, with)).ShouldBe([field]);
    }

    [Theory]
    [InlineData("{\"a\":1}", "\"{ \\\"a\\\": 1.0 }\"")]
    [InlineData("\"cache_write\":3", "\"cache_write\":3")]
    public void What_means_the_same_is_the_same(string what, string with) => Compare(Success, Success.Replace(what, with)).ShouldBeEmpty();

    [Fact]
    public void A_doubt_excuses_its_own_fields_only()
    {
        var changed = Success.Replace("\"t\"", "\"x\"").Replace("\"output\":4", "\"output\":5");
        Compare(Success, changed, "billed_units_differ").ShouldBe(["text"]);
        Compare(Success, changed, "inline_think").ShouldBe(["usage"]);
        Compare(Success, changed, "framing").ShouldBeEmpty("A class without fields of its own excuses the whole recording.");
    }

    private static IReadOnlyList<string> Compare(string expected, string actual, string? doubt = null)
    {
        var line = new JsonObject { ["expect"] = JsonNode.Parse(expected) };
        if (doubt is not null)
        {
            line["doubt"] = new JsonObject { [doubt] = "" };
        }

        return ExpectationComparer.Compare(JsonElement.Parse(line.ToJsonString()), Outcome.Read(JsonElement.Parse(actual)));
    }
}
