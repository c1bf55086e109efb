using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Testing;

public sealed class SchemaInstanceTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a","b"],"additionalProperties":false}""", """{"a":"sample a","b":42}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"boolean"}}}""", """{"a":"sample a","b":true}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"boolean"}},"required":["b"]}""", """{"b":true}""")]
    [InlineData("""{"enum":["red","green"]}""", "\"red\"")]
    [InlineData("""{"enum":[null,"green"]}""", "\"green\"")]
    [InlineData("""{"const":7}""", "7")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":5}""", "5")]
    [InlineData("""{"type":"integer","minimum":100}""", "100")]
    [InlineData("""{"type":"integer","exclusiveMaximum":10}""", "9")]
    [InlineData("""{"type":"integer","multipleOf":5}""", "40")]
    [InlineData("""{"type":"number","maximum":1}""", "1")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}""", "0.999")]
    [InlineData("""{"type":["null","string"],"maxLength":6}""", "\"sample\"")]
    [InlineData("""{"type":"string","minLength":13}""", "\"sample text..\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2030-01-01\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"00000000-0000-4000-8000-000000000001\"")]
    [InlineData("""{"type":"string","pattern":"^[A-Z]{3}$"}""", "\"ABC\"")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":3}""", "[42,42,42]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":3,"uniqueItems":true}""", "[42,43,44]")]
    [InlineData("""{"type":"array","items":{"enum":["a","b"]},"minItems":2,"uniqueItems":true}""", """["a","b"]""")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"null"}],"items":false}""", """["sample text",null]""")]
    [InlineData("""{"type":"array","items":{"type":"string"},"maxItems":0}""", "[]")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"integer"}]}""", "42")]
    [InlineData("""{"oneOf":[{"type":"object","properties":{"k":{"const":"x"}},"required":["k"]}]}""", """{"k":"x"}""")]
    [InlineData("""{"allOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":{"const":2}},"required":["b"]}]}""", """{"a":1,"b":2}""")]
    [InlineData("""{"$ref":"#/$defs/p","$defs":{"p":{"type":"object","properties":{"n":{"$ref":"#/$defs/q"}},"required":["n"]},"q":{"const":true}}}""", """{"n":true}""")]
    [InlineData("""{"type":"object","required":["free"]}""", """{"free":"sample free"}""")]
    [InlineData("{}", "\"sample text\"")]
    [InlineData("true", "\"sample text\"")]
    public void An_instance_follows_its_schema(string schema, string expected) => Fill(schema).ShouldBe(expected);

    [Theory]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{"v":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/n"}}},"required":["v","children"]}}}""")]
    [InlineData("""{"type":"object","properties":{"v":{"type":"integer"},"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["v","next"]}""")]
    [InlineData("""{"type":"object","properties":{"again":{"$ref":"#"}},"required":["again"]}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}""")]
    public void Recursion_ends(string schema) => JsonElement.Parse(Fill(schema)).ToString().Length.ShouldBeLessThan(2_000);

    [Theory]
    [InlineData("name: Ada Lovelace, age: 36", """{"name":"Ada Lovelace","age":36}""")]
    [InlineData("I am 36 and from \"Ada\"", """{"name":"Ada","age":36}""")]
    [InlineData("My name is Ada", """{"name":"Ada","age":42}""")]
    public void Values_come_from_the_prompt_where_it_holds_them(string prompt, string expected) =>
        Fill("""{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"]}""", prompt).ShouldBe(expected);

    private static string Fill(string schema, string prompt = "") =>
        SimulatedModelTests.Answer(prompt, new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)) }).Text;
}
