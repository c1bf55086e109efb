using System.Collections.Frozen;
using System.Text.Json;
using Parlance.Protocols;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.Shared;

public sealed class SchemaRestaterTests
{
    private static readonly SchemaTraits s_traits = new()
    {
        Keywords = FrozenSet.Create(StringComparer.Ordinal, "description", "minimum", "format"),
        Formats = FrozenSet.Create(StringComparer.Ordinal, "date-time"),
    };

    [Theory]
    [InlineData("""{"type":"string","description":"d"}""", """{"type":"string","description":"d"}""", "")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":2}""", """{"type":"integer","minimum":1}""", "maximum")]
    [InlineData("""{"type":"string","format":"date-time"}""", """{"type":"string","format":"date-time"}""", "")]
    [InlineData("""{"type":"string","format":"uuid"}""", """{"type":"string"}""", "format 'uuid'")]
    [InlineData("""{"type":["string","null"]}""", """{"type":"string","nullable":true}""", "")]
    [InlineData("""{"type":["string","integer"]}""", """{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", """{"nullable":true,"type":"string"}""", "")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"integer"}]}""", """{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "that only one of oneOf may hold")]
    [InlineData("""{"allOf":[{"type":"object","required":["a"]},{"required":["b"]}]}""", """{"type":"object","required":["a","b"]}""", "")]
    [InlineData("""{"const":"a"}""", """{"type":"string","enum":["a"]}""", "")]
    [InlineData("""{"enum":[1,2]}""", "{}", "the values that are no text")]
    [InlineData("""{"type":"array"}""", """{"type":"array","items":{}}""", "")]
    [InlineData("""{"properties":{"type":{"type":"number"}}}""", """{"properties":{"type":{"type":"number"}},"type":"object"}""", "")]
    [InlineData("""{"$ref":"#/$defs/A","$defs":{"A":{"type":"string"}}}""", """{"type":"string"}""", "")]
    [InlineData("""{"$ref":"#/$defs/B"}""", "{}", "the reference '#/$defs/B'")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"}}}""", """{"type":"object","properties":{"next":{"type":"object","properties":{"next":{"type":"object"}}}}}""", "the recursion of '#'")]
    public void A_schema_is_said_in_the_keywords_of_the_receiver_and_the_rest_is_named(string schema, string expected, string lost)
    {
        var (restated, what) = SchemaRestater.Restate(JsonElement.Parse(schema), s_traits);

        restated.ToJsonString().ShouldMeanTheSame(expected);
        string.Join(", ", what).ShouldBe(lost);
    }

    [Fact]
    public void A_choice_is_one_object_where_the_receiver_takes_no_other()
    {
        var choice = JsonElement.Parse("""{"anyOf":[{"type":"object","properties":{"a":{}},"required":["a","k"]},{"type":"object","properties":{"b":{}},"required":["k"]}]}""");

        var (restated, lost) = SchemaRestater.Restate(choice, s_traits, isOneObject: true);

        restated.ToJsonString().ShouldMeanTheSame("""{"type":"object","properties":{"a":{},"b":{}},"required":["k"]}""");
        lost.ShouldBe(["which of the parameters go together"]);
    }

    [Theory]
    [InlineData("#", true, JsonValueKind.Object)]
    [InlineData("#/a/0", true, JsonValueKind.Number)]
    [InlineData("#/b~1c", true, JsonValueKind.String)]
    [InlineData("#/a/1", false, null)]
    [InlineData("#/x", false, null)]
    [InlineData("other.json#/a", false, null)]
    public void A_reference_is_followed_within_its_document(string pointer, bool isFound, JsonValueKind? kind)
    {
        SchemaPointer.TryResolve(JsonElement.Parse("""{"a":[1],"b/c":"x"}"""), pointer, out var target).ShouldBe(isFound);
        if (isFound)
        {
            target.ValueKind.ShouldBe(kind!.Value);
        }
    }
}
