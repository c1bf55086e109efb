using System.Text.Json;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

public sealed class SchemaNarrowerTests
{
    [Theory]
    // A root is one object that says so.
    [InlineData("Parameters", """{}""", """{"type":"object","properties":{}}""")]
    [InlineData("Parameters", """true""", """{"type":"object","properties":{}}""")]
    [InlineData("Parameters", """{"type":"object"}""", """{"type":"object","properties":{}}""")]
    [InlineData("Parameters", """{"type":"object","properties":{},"required":null}""", """{"type":"object","properties":{}}""")]
    [InlineData("Parameters", """{"type":"string"}""", """{"type":"object","properties":{}}""")]
    [InlineData("AnthropicParameters", """{}""", """{"type":"object"}""")]
    [InlineData("AnthropicParameters", """{"properties":{"a":{}}}""", """{"type":"object","properties":{"a":{}}}""")]
    [InlineData(
        "Parameters",
        """{"type":"object","properties":{"a":{"type":"string"},"b":{}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""",
        """{"type":"object","properties":{"a":{"type":"string"},"b":{}},"description":"One of these sets goes together: a; b."}""")]
    [InlineData(
        "Parameters",
        """{"oneOf":[{"type":"object","properties":{"k":{"const":"x"},"n":{"type":"integer"}},"required":["k","n"]},{"type":"object","properties":{"k":{"const":"y"}},"required":["k"]}]}""",
        """{"type":"object","properties":{"k":{"enum":["x","y"]},"n":{"type":"integer"}},"required":["k"],"description":"One of these sets goes together: k, n; k."}""")]
    [InlineData(
        "Parameters",
        """{"allOf":[{"$ref":"#/$defs/A"},{"properties":{"b":{}},"required":["b"]}],"$defs":{"A":{"type":"object","properties":{"a":{}},"required":["a"]}}}""",
        """{"$defs":{"A":{"type":"object","properties":{"a":{}},"required":["a"]}},"type":"object","properties":{"a":{},"b":{}},"required":["a","b"]}""")]
    // Strict schemas are closed, and require everything.
    [InlineData(
        "OpenAIStrict",
        """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}""",
        """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":["integer","null"]}},"required":["a","b"],"additionalProperties":false}""")]
    [InlineData(
        "OpenAIStrict",
        """{"type":"object","properties":{"a":{"enum":["x"]},"b":{"$ref":"#/$defs/B","description":"d"}},"required":["a"],"$defs":{"B":{"type":"object","properties":{}}}}""",
        """{"type":"object","properties":{"a":{"enum":["x"],"type":"string"},"b":{"anyOf":[{"description":"d","type":"object","properties":{},"additionalProperties":false},{"type":"null"}]}},"required":["a","b"],"$defs":{"B":{"type":"object","properties":{},"additionalProperties":false}},"additionalProperties":false}""")]
    // What cannot be said is described.
    [InlineData(
        "Anthropic",
        """{"type":"object","properties":{"n":{"type":"integer","minimum":1,"description":"d"},"l":{"type":"array","items":{"type":"string","format":"uri"},"minItems":2},"f":{"type":"string","format":"ipv9"}}}""",
        """{"type":"object","properties":{"n":{"type":"integer","description":"d\n{minimum: 1}"},"l":{"type":"array","items":{"type":"string","format":"uri"},"description":"{minItems: 2}"},"f":{"type":"string","description":"{format: \u0022ipv9\u0022}"}},"additionalProperties":false}""")]
    [InlineData("Anthropic", """{"type":"object","properties":{"a":{"oneOf":[{"type":"string"},{"type":"null"}]}}}""", """{"type":"object","properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}]}},"additionalProperties":false}""")]
    [InlineData(
        "GeminiParameters",
        """{"type":"object","properties":{"a":{"const":5},"e":{"type":"string","enum":["","x"]},"o":{"properties":{"x":{}},"required":["x","ghost"]},"s":{"type":"string","required":["z"]}}}""",
        """{"type":"object","properties":{"a":{"enum":[5],"type":"integer"},"e":{"type":"string","enum":["x"]},"o":{"properties":{"x":{}},"type":"object","required":["x"]},"s":{"type":"string"}}}""")]
    public void A_schema_is_what_its_receiver_takes(string traits, string given, string expected)
    {
        var narrowed = SchemaNarrower.Narrow(JsonElement.Parse(given), Traits(traits));

        JsonElement.DeepEquals(narrowed.Schema, JsonElement.Parse(expected)).ShouldBeTrue(narrowed.Schema.GetRawText());
        narrowed.IsAsGiven.ShouldBeFalse();
        SchemaNarrower.Narrow(narrowed.Schema, Traits(traits)).IsAsGiven.ShouldBeTrue(narrowed.Schema.GetRawText());
    }

    [Theory]
    [InlineData("Parameters", """{"type":"object","properties":{"a":{"oneOf":[{"$ref":"#/x","description":"d"}]}},"required":["ghost"]}""")]
    [InlineData("AnthropicParameters", """{"type":"object"}""")]
    [InlineData("OpenAIStrict", """{"type":"object","properties":{"a":{"type":["string","null"],"minLength":1}},"required":["a"],"additionalProperties":false}""")]
    [InlineData("Anthropic", """{"type":"object","properties":{"a":{"allOf":[{"type":"string"},{"const":"x"}]}},"additionalProperties":false}""")]
    [InlineData("GeminiParameters", """{"type":"object","properties":{"a":{"type":"object","additionalProperties":{"type":"string"}}},"additionalProperties":false}""")]
    [InlineData("Gemini", """{"anyOf":[{"type":"string"},{"type":"null"}]}""")]
    public void A_schema_that_fits_stays_as_it_is(string traits, string given)
    {
        var schema = JsonElement.Parse(given);

        var narrowed = SchemaNarrower.Narrow(schema, Traits(traits));

        narrowed.IsAsGiven.ShouldBeTrue();
        narrowed.Loss.ShouldBeNull();
        narrowed.Schema.GetRawText().ShouldBe(given);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"}}}""", true)]
    [InlineData("""{"$ref":"#/$defs/A","$defs":{"A":{"properties":{"b":{"$ref":"#/$defs/B"}}},"B":{"items":{"$ref":"#/$defs/A"}}}}""", true)]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/A"},"b":{"$ref":"#/$defs/A"}},"$defs":{"A":{"type":"string"}}}""", false)]
    public void Recursion_is_found(string schema, bool expected) => SchemaNarrower.IsRecursive(JsonElement.Parse(schema)).ShouldBe(expected);

    [Theory]
    [InlineData("""{"type":"object","properties":{"m":{"type":"object","additionalProperties":{"type":"string"}}},"required":["m"],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"m":{"type":"object"}},"required":["m"],"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"m":{"description":"anything"}},"additionalProperties":false}""")]
    public void A_schema_of_free_keys_or_values_is_told(string schema) => SchemaNarrower.Narrow(JsonElement.Parse(schema), JsonSchemaTraits.OpenAIStrict).IsFree.ShouldBeTrue();

    [Fact]
    public void A_self_reference_with_an_explanation_becomes_a_choice_of_one()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"t":{"$ref":"#/$defs/T","description":"d"}},"$defs":{"T":{"type":"object","properties":{"n":{"$ref":"#/$defs/T"}}}}}""");

        SchemaNarrower.Narrow(schema, JsonSchemaTraits.GeminiParameters).Schema.GetProperty("properties").GetProperty("t").GetRawText().ShouldBe("""{"description":"d","anyOf":[{"$ref":"#/$defs/T"}]}""");
    }

    private static JsonSchemaTraits Traits(string name) => name switch
    {
        "Parameters" => JsonSchemaTraits.Parameters,
        "AnthropicParameters" => JsonSchemaTraits.AnthropicParameters,
        "OpenAIStrict" => JsonSchemaTraits.OpenAIStrict,
        "Anthropic" => JsonSchemaTraits.Anthropic,
        "Gemini" => JsonSchemaTraits.Gemini,
        _ => JsonSchemaTraits.GeminiParameters,
    };
}
