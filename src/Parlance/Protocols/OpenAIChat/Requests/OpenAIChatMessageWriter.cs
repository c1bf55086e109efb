using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>The conversation. One message becomes one message of the wire, but for results: the wire has one message for each.</summary>
internal static class OpenAIChatMessageWriter
{
    public static void WriteAll(RequestBodyWriter writer, ChatDialect dialect)
    {
        var messages = writer.Call.Messages;
        if (messages.Count == 0)
        {
            RefuseStoredConversation(writer.Call.Options);
        }

        writer.Json.WriteStartArray("messages"u8);
        for (var i = 0; i < messages.Count; i++)
        {
            var place = new MessagePlace(writer, dialect, i, messages.Count);
            if (messages[i].Role == ChatRole.Assistant)
            {
                var last = OpenAIChatCallMerging.FindLast(messages, i);
                OpenAIChatAssistantWriter.Write(place, last);
                i = last;
            }
            else
            {
                Write(place);
            }
        }

        writer.Json.WriteEndArray();
    }

    /// <summary>Other wires know prompts and conversations that their server keeps, beside which nothing needs to be said.</summary>
    private static void RefuseStoredConversation(ChatOptions options)
    {
        var extras = WireExtras.Get(options.AdditionalProperties);
        if (WireExtras.WireOf(extras) is { } wire && wire != ChatWireNames.Wire)
        {
            var names = string.Join(", ", WireExtras.MembersOf(extras).EnumerateObject().Select(member => $"'{member.Name}'"));
            throw new LlmException(LlmErrorKind.Unsupported, $"Messages: there is none, and this wire has nothing like {names} of {wire} that could stand in for them.");
        }
    }

    private static void Write(MessagePlace place)
    {
        var message = place.Message;
        var isWritten = false;
        var sawOther = false;
        var hasRest = false;
        for (var i = 0; i < message.Contents.Count; i++)
        {
            if (message.Contents[i] is not FunctionResultContent result)
            {
                sawOther |= message.Contents[i] is not TextContent { Text: "" };
                hasRest = true;
                continue;
            }

            if (sawOther)
            {
                place.Writer.Coerced(place.FieldOf(i), "A tool's result must follow its call; it was moved in front of the rest of its message.");
            }

            OpenAIChatResultWriter.Write(place, result, i, isFirst: !isWritten);
            isWritten = true;
        }

        if (!isWritten || hasRest)
        {
            WriteContents(place, isRest: isWritten);
        }
    }

    private static void WriteContents(MessagePlace place, bool isRest)
    {
        var message = place.Message;
        var start = place.Writer.BeginObject();
        place.Writer.Json.WriteString("role"u8, RoleOf(place, isRest));
        WriteName(place);
        OpenAIChatPartWriter.WriteContent(place, emptyAsNull: false);
        place.Writer.EndObject(start, isRest ? null : message.AdditionalProperties, place.Field);
    }

    /// <summary>What stands beside results in a message of the role tool was said by the user's side.</summary>
    private static string RoleOf(MessagePlace place, bool isRest)
    {
        var role = place.Message.Role;
        if (role == ChatRole.System)
        {
            return place.Message.WireRole == "developer" && place.Dialect.HasDeveloperRole
                ? "developer"
                : place.Dialect.SystemRole;
        }

        return role == ChatRole.Tool && isRest ? "user" : role.Value;
    }

    internal static void WriteName(MessagePlace place)
    {
        place.Writer.Json.WriteOptional("name"u8, place.Message.AuthorName);
    }
}

/// <summary>A message being written: where it stands, and how warnings name it.</summary>
internal readonly record struct MessagePlace(RequestBodyWriter Writer, ChatDialect Dialect, int Index, int Count)
{
    public ChatMessage Message => Writer.Call.Messages[Index];

    public MessageField Field => new(Index);

    public MessageField FieldOf(int content) => Field[content];

    /// <summary>The words that stand for content which the wire or the host cannot take.</summary>
    /// <exception cref="LlmException">The caller wants no words in its place.</exception>
    public string Describe(AIContent content, int index, string reason) => Writer.Call.DescribeUnsupported(content, FieldOf(index), reason);
}
