using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

public sealed class StructuredOutputTests
{
    private static readonly ChatResponseFormat s_schema = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""));

    private static readonly ChatResponseFormat s_named = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "n", "d");

    [Theory]
    [InlineData("none", true, true, "", "")]
    [InlineData("text", true, true, "text", "")]
    [InlineData("text", false, false, "text", "")]
    [InlineData("json", true, true, "json", "")]
    [InlineData("json", false, true, "json", "")]
    [InlineData("json", true, false, "", "Coerced ResponseFormat")]
    [InlineData("json", false, false, "", "Coerced ResponseFormat")]
    [InlineData("schema", true, true, "schema", "")]
    [InlineData("schema", true, false, "schema", "")]
    [InlineData("schema", false, true, "json", "Coerced ResponseFormat")]
    [InlineData("schema", false, false, "", "Coerced ResponseFormat")]
    public void A_format_is_a_schema_else_json_mode_else_a_prompt(string given, bool hasSchema, bool hasJsonMode, string expected, string losses)
    {
        var output = StructuredOutput.For(Call(new ChatOptions { ResponseFormat = Format(given) }), new() { HasSchema = hasSchema, HasJsonMode = hasJsonMode });

        Describe(output).ShouldBe(expected);
        Losses(output).ShouldBe(losses);
    }

    [Theory]
    [InlineData(nameof(SchemaStrictness.Chosen), null, null, "")]
    [InlineData(nameof(SchemaStrictness.Chosen), true, true, "")]
    [InlineData(nameof(SchemaStrictness.Chosen), false, false, "")]
    [InlineData(nameof(SchemaStrictness.Always), null, null, "")]
    [InlineData(nameof(SchemaStrictness.Always), true, null, "")]
    [InlineData(nameof(SchemaStrictness.Always), false, null, "Coerced StrictSchema")]
    [InlineData(nameof(SchemaStrictness.Never), null, null, "")]
    [InlineData(nameof(SchemaStrictness.Never), true, null, "Unsupported StrictSchema")]
    [InlineData(nameof(SchemaStrictness.Never), false, null, "")]
    public void Strictness_is_sent_where_it_can_be_chosen(string receiver, bool? given, bool? expected, string losses)
    {
        var output = StructuredOutput.For(Call(new ChatOptions { ResponseFormat = s_schema, StrictSchema = given }), new() { Strictness = Enum.Parse<SchemaStrictness>(receiver) });

        output.Strict.ShouldBe(expected);
        Losses(output).ShouldBe(losses);
    }

    [Theory]
    [InlineData("schema", "")]
    [InlineData("named", "Other ResponseFormat")]
    public void The_name_and_description_of_a_schema_are_lost_without_a_place(string given, string losses) =>
        Losses(StructuredOutput.For(Call(new ChatOptions { ResponseFormat = Format(given) }), new() { HasSchemaName = false })).ShouldBe(losses);

    [Fact]
    public void Nothing_is_said_about_a_schema_that_is_not_sent() =>
        Losses(StructuredOutput.For(
            Call(new ChatOptions { ResponseFormat = s_named, StrictSchema = true }),
            new() { HasSchema = false, HasSchemaName = false, Strictness = SchemaStrictness.Never })).ShouldBe("Coerced ResponseFormat");

    [Theory]
    [InlineData(false, false, "", "answer", "")]
    [InlineData(false, true, "", "", "Answer with JSON that conforms")]
    [InlineData(true, false, "", "", "Answer with JSON that conforms")]
    public void A_function_gives_the_answer_where_none_other_is_there_and_nobody_thinks(bool hasTools, bool isThinking, string format, string tool, string instruction)
    {
        var options = new ChatOptions { ResponseFormat = s_schema, Tools = hasTools ? [AIFunctionFactory.CreateDeclaration("f", "d", JsonElement.Parse("{}"))] : null };

        var output = StructuredOutput.For(Call(options), new() { HasSchema = false, HasJsonMode = false, HasForcedTools = true }, isThinking);

        Describe(output).ShouldBe(format);
        (output.AnswerTool?.Name ?? "").ShouldBe(tool);
        (output.Instruction ?? "").ShouldStartWith(instruction);
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "", true)]
    [InlineData("""{"anyOf":[{"type":"object"},{"type":"object"}]}""", "json", true)]
    [InlineData("""{"$ref":"#/$defs/A","$defs":{"A":{"type":"object"}}}""", "schema", false)]
    public void A_root_that_is_no_object_is_asked_for_in_the_prompt(string schema, string format, bool isPrompted)
    {
        var output = StructuredOutput.For(Call(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema)) }), StructuredOutputTraits.Full);

        Describe(output).ShouldBe(format);
        (output.Instruction is not null).ShouldBe(isPrompted);
    }

    [Theory]
    [InlineData("Give me Json", nameof(JsonWord.InMessages), false)]
    [InlineData("Give me words", nameof(JsonWord.InMessages), true)]
    [InlineData("Give me words", nameof(JsonWord.Nowhere), false)]
    public void Json_mode_finds_its_word(string text, string word, bool isPrompted) =>
        (StructuredOutput.For(Call(new ChatOptions { ResponseFormat = ChatResponseFormat.Json }, text), new() { JsonWord = Enum.Parse<JsonWord>(word) }).Instruction is not null).ShouldBe(isPrompted);

    [Fact]
    public void A_schema_of_free_keys_is_not_followed_to_the_letter()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"map":{"type":"object","additionalProperties":{"type":"string"}}},"required":["map"],"additionalProperties":false}""");

        var output = StructuredOutput.For(
            Call(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema), StrictSchema = true }),
            new() { StrictSchema = JsonSchemaTraits.OpenAIStrict });

        output.Strict.ShouldBe(false);
        output.Schema!.Value.GetRawText().ShouldBe(schema.GetRawText());
        Losses(output).ShouldBe("Coerced StrictSchema");
    }

    private static ChatCall Call(ChatOptions options, string text = "hi") => new() { Model = "m", Messages = [new ChatMessage(ChatRole.User, text)], Options = options };

    private static ChatResponseFormat? Format(string word) => word switch
    {
        "text" => ChatResponseFormat.Text,
        "json" => ChatResponseFormat.Json,
        "schema" => s_schema,
        "named" => s_named,
        _ => null,
    };

    private static string Describe(StructuredOutput output) =>
        output.Format is null ? "" : output.Format is ChatResponseFormatText ? "text" : output.Schema is null ? "json" : "schema";

    private static string Losses(StructuredOutput output) => string.Join(", ", output.Losses.Select(loss => $"{loss.Kind} {loss.Field}"));
}
