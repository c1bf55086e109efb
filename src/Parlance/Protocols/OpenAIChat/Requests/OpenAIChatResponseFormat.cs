using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary><c>response_format</c>, both ways.</summary>
internal static class OpenAIChatResponseFormat
{
    public static void Read(RequestMembers members, ChatOptions options) => FormatObject.Take(members, "response_format", options, "json_schema");

    public static void Write(RequestBodyWriter writer)
    {
        if (writer.Call.Options.ResponseFormat is not { } format)
        {
            return;
        }

        var start = writer.BeginObject("response_format"u8);
        FormatObject.WriteMembers(writer, format, writer.Call.Options.StrictSchema, writer.FindLeftOver("response_format"u8), "json_schema"u8);
        writer.EndBodyMember(start, "response_format");
    }
}
