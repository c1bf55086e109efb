using System.Buffers;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>
/// A call as a Responses body. The order of the members is fixed, and the input comes last of what is modelled: hosts
/// that cache prompts match the body from its beginning.
/// </summary>
internal static class OpenAIResponsesRequestWriter
{
    public static void Write(ChatCall call, OpenAIResponsesDialect dialect, IBufferWriter<byte> body)
    {
        using var writer = new RequestBodyWriter(call, OpenAIResponsesSpelling.Wire) { RefusedMembers = dialect.Reasoning.IsAbsent ? ["reasoning"] : [] };
        var start = writer.BeginObject();
        if (call.Model.Length > 0)
        {
            writer.Json.WriteString("model"u8, call.Model);
        }

        WriteDelivery(writer, dialect);
        OpenAIResponsesSettingsWriter.Write(writer, dialect);
        OpenAIResponsesToolWriter.Write(writer);
        var instructions = FindInstructions(call, dialect);
        WriteInstructions(writer, instructions, dialect);
        WriteInput(writer, instructions);
        writer.EndBody(start);
        writer.CopyTo(body);
    }

    private static void WriteDelivery(RequestBodyWriter writer, OpenAIResponsesDialect dialect)
    {
        if (writer.Call.IsStreaming || dialect.StreamsOnly)
        {
            writer.Json.WriteBoolean("stream"u8, true);
        }

        if (dialect.StreamsOnly)
        {
            writer.Json.WriteBoolean("store"u8, false);
        }
    }

    /// <summary>
    /// Where the instructions stand among the messages, -1 where there are none: a message that came as such, the one
    /// that a client made of its options, or for a host that insists on some the first system message.
    /// </summary>
    private static int FindInstructions(ChatCall call, OpenAIResponsesDialect dialect)
    {
        for (var i = 0; i < call.Messages.Count; i++)
        {
            if (call.Messages[i].WireRole == OpenAIResponsesSpelling.Instructions)
            {
                return i;
            }
        }

        return call.Messages is [{ } first, ..] && first.Role == ChatRole.System && IsText(first)
            && (dialect.StreamsOnly || (call.Options.Instructions is { Length: > 0 } text && text == first.Text))
            ? 0
            : -1;
    }

    private static bool IsText(ChatMessage message) => message.Contents.All(content => content is TextContent);

    private static void WriteInstructions(RequestBodyWriter writer, int instructions, OpenAIResponsesDialect dialect)
    {
        if (instructions >= 0)
        {
            writer.Json.WriteString("instructions"u8, writer.Call.Messages[instructions].Text);
        }
        else if (dialect.StreamsOnly)
        {
            writer.Json.WriteString("instructions"u8, "");
        }
    }

    private static void WriteInput(RequestBodyWriter writer, int instructions)
    {
        var messages = writer.Call.Messages;
        if (messages.Count == (instructions >= 0 ? 1 : 0))
        {
            return;
        }

        if (IsBareInput(messages, instructions, out var text))
        {
            writer.Json.WriteString("input"u8, text);
            return;
        }

        writer.Json.WriteStartArray("input"u8);
        for (var i = 0; i < messages.Count; i++)
        {
            if (i != instructions)
            {
                OpenAIResponsesItemWriter.Write(new ItemPlace(writer, i));
            }
        }

        writer.Json.WriteEndArray();
    }

    private static bool IsBareInput(IReadOnlyList<ChatMessage> messages, int instructions, out string text)
    {
        var last = messages[^1];
        text = last.Text;
        return messages.Count == (instructions >= 0 ? 2 : 1)
            && last.Contents is [TextContent]
            && last.WireRole == OpenAIResponsesSpelling.BareInput;
    }
}
