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
    [InlineData("json", true, false, "", "Unsupported ResponseFormat")]
    [InlineData("json", false, false, "", "Unsupported ResponseFormat")]
    [InlineData("schema", true, true, "schema", "")]
    [InlineData("schema", true, false, "schema", "")]
    [InlineData("schema", false, true, "json", "Coerced ResponseFormat")]
    [InlineData("schema", false, false, "", "Unsupported ResponseFormat")]
    public void A_format_is_a_schema_else_json_mode_else_nothing(string given, bool hasSchema, bool hasJsonMode, string expected, string losses)
    {
        var output = StructuredOutput.For(new ChatOptions { ResponseFormat = Format(given) }, new() { HasSchema = hasSchema, HasJsonMode = hasJsonMode });

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
        var output = StructuredOutput.For(new ChatOptions { ResponseFormat = s_schema, StrictSchema = given }, new() { Strictness = Enum.Parse<SchemaStrictness>(receiver) });

        output.Strict.ShouldBe(expected);
        Losses(output).ShouldBe(losses);
    }

    [Theory]
    [InlineData("schema", "")]
    [InlineData("named", "Other ResponseFormat")]
    public void The_name_and_description_of_a_schema_are_lost_without_a_place(string given, string losses) =>
        Losses(StructuredOutput.For(new ChatOptions { ResponseFormat = Format(given) }, new() { HasSchemaName = false })).ShouldBe(losses);

    [Fact]
    public void Nothing_is_said_about_a_schema_that_is_not_sent() =>
        Losses(StructuredOutput.For(
            new ChatOptions { ResponseFormat = s_named, StrictSchema = true },
            new() { HasSchema = false, HasSchemaName = false, Strictness = SchemaStrictness.Never })).ShouldBe("Coerced ResponseFormat");

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
