using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Tests.Support;

namespace Parlance.Tests.Protocols.Gemini;

/// <summary>JSON schemas as tools and libraries write them, in the dialect of a wire that refuses what it does not know.</summary>
public sealed class GeminiSchemaTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, JsonElement>> s_corpus = new(ReadCorpus);

    public static TheoryData<string> Corpus => [.. s_corpus.Value.Keys];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_schema_is_put_into_the_wires_dialect_and_what_it_cannot_say_is_named(string name)
    {
        var entry = s_corpus.Value[name];
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(entry.GetProperty("schema")) };
        var (body, warnings) = GeminiWire.WriteInOpenApi(options);

        JsonElement.Parse(body).GetProperty("generationConfig").GetProperty("responseSchema").GetRawText().ShouldMeanTheSame(entry.GetProperty("expected").GetRawText());
        string[] lost = entry.TryGetProperty("lost", out var things) ? [.. things.EnumerateArray().Select(thing => thing.GetString()!)] : [];
        warnings.Select(warning => warning.Message).ShouldBe(lost.Length == 0 ? [] : [$"The wire's schemas cannot say: {string.Join(", ", lost)}. It was left out of the schema."]);
        warnings.ShouldAllBe(warning => warning.Field == "ResponseFormat");
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void No_schema_has_what_the_wire_refuses(string name)
    {
        var tool = AIFunctionFactory.CreateDeclaration("f", null, s_corpus.Value[name].GetProperty("schema"));
        var (body, _) = GeminiWire.WriteInOpenApi(new ChatOptions { Tools = [tool] });
        var declaration = JsonElement.Parse(body).GetProperty("tools")[0].GetProperty("functionDeclarations")[0];
        if (declaration.TryGetProperty("parameters", out var parameters))
        {
            parameters.TryGetProperty("anyOf", out _).ShouldBeFalse("Parameters are one object.");
            Check(parameters);
        }
    }

    [Fact]
    public void Parameters_that_are_a_choice_become_one_object()
    {
        var tool = AIFunctionFactory.CreateDeclaration("f", null, JsonElement.Parse("""
            {"anyOf":[{"type":"object","properties":{"id":{"type":"integer"},"kind":{"const":"a"}},"required":["kind","id"]},
                      {"type":"object","properties":{"name":{"type":"string"},"kind":{"const":"a"}},"required":["kind","name"]}]}
            """));
        var (body, warnings) = GeminiWire.WriteInOpenApi(new ChatOptions { Tools = [tool] });

        JsonElement.Parse(body).GetProperty("tools")[0].GetProperty("functionDeclarations")[0].GetProperty("parameters").GetRawText().ShouldMeanTheSame(
            """{"type":"OBJECT","properties":{"id":{"type":"INTEGER"},"kind":{"type":"STRING","enum":["a"]},"name":{"type":"STRING"}},"required":["kind"]}""");
        warnings.ShouldHaveSingleItem().Message.ShouldContain("which of the parameters go together");
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"type":"string"}}}""")]
    [InlineData("""[{"schema":{"$ref":"#/components/schemas/Error"}}]""")]
    public void A_result_that_is_a_schema_itself_goes_as_text(string result)
    {
        var (body, _) = GeminiWire.Write(new ChatOptions(), "m", new ChatMessage(ChatRole.User, "Hi"), Call(), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", JsonElement.Parse(result))]));

        Response(body).GetProperty("result").GetString().ShouldBe(result);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{}}""")]
    [InlineData("""{"image":{"$ref":"photo.png"}}""")]
    public void Any_other_result_that_is_an_object_goes_as_it_is(string result)
    {
        var (body, _) = GeminiWire.Write(new ChatOptions(), "m", new ChatMessage(ChatRole.User, "Hi"), Call(), new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", JsonElement.Parse(result))]));

        Response(body).GetRawText().ShouldMeanTheSame(result);
    }

    private static ChatMessage Call() => new(ChatRole.Assistant, [new FunctionCallContent("c", "f", new Dictionary<string, object?>())]);

    private static JsonElement Response(string body) =>
        JsonElement.Parse(body).GetProperty("contents")[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("response");

    /// <summary>Keywords that the wire has, one type each, elements for every array, and nothing beside a choice.</summary>
    private static void Check(JsonElement schema)
    {
        string[] keywords =
        [
            "type", "format", "title", "description", "nullable", "enum", "maxItems", "minItems", "properties", "required", "minProperties", "maxProperties",
            "minLength", "maxLength", "pattern", "example", "anyOf", "propertyOrdering", "default", "items", "minimum", "maximum",
        ];
        schema.EnumerateObject().Select(member => member.Name).Except(keywords).ShouldBeEmpty();
        if (schema.TryGetProperty("anyOf", out var choices))
        {
            schema.EnumerateObject().Count().ShouldBe(1);
            choices.EnumerateArray().ToList().ForEach(Check);
            return;
        }

        var type = schema.TryGetProperty("type", out var given) ? given.GetString() : null;
        (type is null or "STRING" or "NUMBER" or "INTEGER" or "BOOLEAN" or "ARRAY" or "OBJECT" or "NULL").ShouldBeTrue(type);
        schema.TryGetProperty("items", out var items).ShouldBe(type == "ARRAY");
        schema.TryGetProperty("properties", out var properties).ShouldBe(type == "OBJECT" && properties.ValueKind == JsonValueKind.Object);
        if (type == "ARRAY")
        {
            Check(items);
        }
        else if (properties.ValueKind == JsonValueKind.Object)
        {
            properties.EnumerateObject().ShouldNotBeEmpty();
            properties.EnumerateObject().ToList().ForEach(property => Check(property.Value));
        }
    }

    private static Dictionary<string, JsonElement> ReadCorpus()
    {
        using var stream = typeof(GeminiSchemaTests).Assembly.GetManifestResourceStream("GeminiSchemas.json")!;
        return JsonSerializer.Deserialize<JsonElement>(stream).EnumerateArray().ToDictionary(entry => entry.GetProperty("name").GetString()!, StringComparer.Ordinal);
    }
}
