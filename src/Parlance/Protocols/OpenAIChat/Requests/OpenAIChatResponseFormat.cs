using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary><c>response_format</c>, both ways.</summary>
internal static class OpenAIChatResponseFormat
{
    public static void Read(RequestMembers members, ChatOptions options) => FormatObject.Take(members, "response_format", options, "json_schema");

    public static void Write(RequestBodyWriter writer, OpenAIChatDialect dialect)
    {
        if (writer.Call.Options.ResponseFormat is null)
        {
            return;
        }

        var output = StructuredOutput.For(writer.Call.Options, TraitsOf(dialect)).Report(writer.Call);
        if (output.Format is not { } format)
        {
            return;
        }

        var start = writer.BeginObject("response_format"u8);
        FormatObject.WriteMembers(writer, format, output.Strict, writer.FindLeftOver("response_format"u8), "json_schema"u8);
        writer.EndBodyMember(start, "response_format");
    }

    private static StructuredOutputTraits TraitsOf(OpenAIChatDialect dialect) => new()
    {
        HasSchema = dialect.HasJsonSchema,
        HasJsonMode = dialect.HasJsonObject,
        Strictness = dialect.HasStrictTools ? SchemaStrictness.Chosen : SchemaStrictness.Never,
    };
}
