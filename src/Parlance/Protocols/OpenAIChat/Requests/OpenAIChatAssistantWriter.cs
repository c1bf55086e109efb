using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>What the model said before: text, reasoning, calls, and the state that goes back with them.</summary>
internal static class OpenAIChatAssistantWriter
{
    /// <param name="place">The message.</param>
    /// <param name="last">The last of the messages after it whose calls become its own; itself where there are none.</param>
    public static void Write(MessagePlace place, int last)
    {
        var writer = place.Writer;
        var message = place.Message;
        var start = writer.BeginObject();
        writer.Json.WriteString("role"u8, "assistant"u8);
        OpenAIChatMessageWriter.WriteName(place);
        OpenAIChatReasoningReplay.Write(place);
        OpenAIChatPartWriter.WriteContent(place, emptyAsNull: HasCalls(message));
        WriteRefusal(place);
        WriteMedia(place);
        WriteCalls(place, last);
        WritePrefix(place);
        ReportForeignState(place);
        writer.EndObject(start, message.AdditionalProperties, place.Field);
    }

    /// <summary>True for what is written among the parts of the content.</summary>
    public static bool IsPart(MessagePlace place, AIContent content) => content switch
    {
        FunctionCallContent or UsageContent => false,
        TextReasoningContent reasoning => OpenAIChatReasoningReplay.IsPart(place, reasoning),
        TextContent { IsRefusal: true } refusal => refusal.WireType == ChatWireNames.RefusalPart,
        DataContent or UriContent => !IsGenerated(content) && !IsSound(content),
        { WireType: ChatWireNames.Audio } => false,
        FunctionResultContent => true,
        _ => !OpenAIChatPartWriter.IsForeignState(place, content),
    };

    private static bool IsSound(AIContent content) => content is DataContent sound && sound.HasTopLevelMediaType("audio");

    private static bool IsGenerated(AIContent content) =>
        MediaAddress.IsOf(content, "image") && WireExtras.Get(content.AdditionalProperties).ValueKind == JsonValueKind.Undefined;

    private static void WriteRefusal(MessagePlace place)
    {
        var refusal = "";
        var contents = place.Message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent { IsRefusal: true } text && text.WireType != ChatWireNames.RefusalPart)
            {
                refusal += text.Text;
            }
        }

        if (refusal.Length > 0)
        {
            place.Writer.Json.WriteString("refusal"u8, refusal);
        }
    }

    /// <summary>Sound goes back by its id, images as the wire delivered them.</summary>
    private static void WriteMedia(MessagePlace place)
    {
        var contents = place.Message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i].WireType != ChatWireNames.Audio && !IsSound(contents[i]))
            {
                continue;
            }

            if (contents[i].WireId is not { } id || !place.Writer.Call.MayReplay(contents[i].Issuer))
            {
                throw new LlmException(LlmErrorKind.Unsupported, $"{place.FieldOf(i)}: The wire takes the assistant's earlier sound by its id alone. Send its transcript as text.");
            }

            var start = place.Writer.BeginObject("audio"u8);
            place.Writer.Json.WriteString("id"u8, id);
            place.Writer.EndNested(start, place.Message.AdditionalProperties, "audio"u8);
            break;
        }

        WriteImages(place);
    }

    private static void WriteImages(MessagePlace place)
    {
        var json = place.Writer.Json;
        var contents = place.Message.Contents;
        var isOpen = false;
        for (var i = 0; i < contents.Count; i++)
        {
            var image = contents[i];
            if (!IsGenerated(image))
            {
                continue;
            }

            if (!isOpen)
            {
                json.WriteStartArray("images"u8);
                isOpen = true;
            }

            json.WriteStartObject();
            json.WriteString("type"u8, "image_url"u8);
            json.WriteStartObject("image_url"u8);
            json.WriteString("url"u8, MediaAddress.Of(image));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private static bool HasCalls(ChatMessage message)
    {
        for (var i = 0; i < message.Contents.Count; i++)
        {
            if (message.Contents[i] is FunctionCallContent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The calls, in <c>tool_calls</c>; the first that came in the wire's earlier member goes back there.</summary>
    private static void WriteCalls(MessagePlace place, int last)
    {
        var json = place.Writer.Json;
        var legacy = WriteLegacyCall(place);
        var isOpen = false;
        for (var message = place; message.Index <= last; message = message with { Index = message.Index + 1 })
        {
            if (message.Index > place.Index)
            {
                place.Writer.Coerced(message.Field, "The wire wants all calls that are made together in one message; the call was moved to the message before.");
            }

            var contents = message.Message.Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                if (contents[i] is not FunctionCallContent call || call == legacy)
                {
                    continue;
                }

                if (!isOpen)
                {
                    json.WriteStartArray("tool_calls"u8);
                    isOpen = true;
                }

                WriteCall(message, call, i);
            }
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private static FunctionCallContent? WriteLegacyCall(MessagePlace place)
    {
        var contents = place.Message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent call && ToolCallState.IsLegacyFunction(call.OpaqueState))
            {
                var start = place.Writer.BeginObject("function_call"u8);
                WriteNameAndArguments(place.Writer, call, "arguments"u8);
                place.Writer.EndNested(start, place.Message.AdditionalProperties, "function_call"u8);
                return call;
            }
        }

        return null;
    }

    private static void WriteCall(MessagePlace place, FunctionCallContent call, int index)
    {
        var writer = place.Writer;
        var json = writer.Json;
        var state = ToolCallState.Read(call.OpaqueState);
        var isCustom = ToolCallState.IsCustom(state);
        var kind = isCustom ? "custom"u8 : "function"u8;
        var start = writer.BeginObject();
        json.WriteString("id"u8, writer.IsSpelled(call.AdditionalProperties, Spelling.NoId) ? "" : call.CallId);
        json.WriteString("type"u8, kind);
        var function = writer.BeginObject(kind);
        WriteNameAndArguments(writer, call, isCustom ? "input"u8 : "arguments"u8);
        writer.EndNested(function, call.AdditionalProperties, kind);
        var field = place.FieldOf(index);
        if (state.TryGetMember("extra_content"u8, out var extra) && writer.Call.MayReplay(call.Issuer))
        {
            writer.WriteRaw("extra_content"u8, extra);
        }
        else if (call.OpaqueState is not null && !isCustom)
        {
            writer.LeaveOutState(call, field);
        }

        writer.EndObject(start, call.AdditionalProperties, field);
    }

    private static void WriteNameAndArguments(RequestBodyWriter writer, FunctionCallContent call, ReadOnlySpan<byte> member)
    {
        writer.Json.WriteString("name"u8, call.Name);
        writer.WriteText(member, ToolCallArguments.ToJson(call));
    }

    private static void WritePrefix(MessagePlace place)
    {
        if (!place.Message.IsPrefix)
        {
            return;
        }

        if (place.Dialect.PrefixMember is { } member)
        {
            place.Writer.Json.WriteBoolean(member, true);
        }
        else
        {
            place.Writer.Unsupported($"{place.Field}.IsPrefix", "The host cannot continue a message; it will answer anew.");
        }
    }

    private static void ReportForeignState(MessagePlace place)
    {
        for (var i = 0; i < place.Message.Contents.Count; i++)
        {
            if (OpenAIChatPartWriter.IsForeignState(place, place.Message.Contents[i]))
            {
                place.Writer.LeaveOut(place.Message.Contents[i], place.FieldOf(i));
            }
        }
    }
}
