using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>What the model said before: text, reasoning, calls, and the state that goes back with them.</summary>
internal static class OpenAIChatAssistantWriter
{
    public static void Write(MessagePlace place)
    {
        var writer = place.Writer;
        var message = place.Message;
        var start = writer.BeginObject();
        writer.Json.WriteString("role"u8, "assistant"u8);
        OpenAIChatMessageWriter.WriteName(place);
        OpenAIChatReasoningReplay.Write(place);
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        OpenAIChatPartWriter.WriteContent(place, content => IsPart(place, content), emptyAsNull: calls.Count > 0);
        WriteRefusal(place);
        WriteMedia(place);
        WriteCalls(place, calls);
        WritePrefix(place);
        ReportForeignState(place);
        writer.EndObject(start, message.AdditionalProperties, place.Field);
    }

    private static bool IsPart(MessagePlace place, AIContent content) => content switch
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
        WireExtras.Get(content.AdditionalProperties).ValueKind == JsonValueKind.Undefined
        && content is DataContent { } or UriContent
        && ((content as DataContent)?.HasTopLevelMediaType("image") ?? ((UriContent)content).HasTopLevelMediaType("image"));

    private static void WriteRefusal(MessagePlace place)
    {
        var refusal = string.Concat(place.Message.Contents.OfType<TextContent>()
            .Where(text => text.IsRefusal && text.WireType != ChatWireNames.RefusalPart).Select(text => text.Text));
        if (refusal.Length > 0)
        {
            place.Writer.Json.WriteString("refusal"u8, refusal);
        }
    }

    /// <summary>Sound goes back by its id, images as the wire delivered them.</summary>
    private static void WriteMedia(MessagePlace place)
    {
        var json = place.Writer.Json;
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

            json.WriteStartObject("audio"u8);
            json.WriteString("id"u8, id);
            Leftovers.Write(place.Writer, Leftovers.Of(place.Message.AdditionalProperties, "audio"));
            json.WriteEndObject();
            break;
        }

        var images = contents.Where(content => content is DataContent or UriContent && IsGenerated(content)).ToList();
        if (images.Count == 0)
        {
            return;
        }

        json.WriteStartArray("images"u8);
        foreach (var image in images)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "image_url"u8);
            json.WriteStartObject("image_url"u8);
            json.WriteString("url"u8, image is DataContent data ? data.Uri : ((UriContent)image).Uri.OriginalString);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCalls(MessagePlace place, List<FunctionCallContent> calls)
    {
        var legacy = calls.Find(call => ToolCallState.IsLegacyFunction(call.OpaqueState));
        if (legacy is not null)
        {
            place.Writer.Json.WriteStartObject("function_call"u8);
            WriteNameAndArguments(place.Writer.Json, legacy, "arguments");
            Leftovers.Write(place.Writer, Leftovers.Of(place.Message.AdditionalProperties, "function_call"));
            place.Writer.Json.WriteEndObject();
            calls.Remove(legacy);
        }

        if (calls.Count == 0)
        {
            return;
        }

        place.Writer.Json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            WriteCall(place, call);
        }

        place.Writer.Json.WriteEndArray();
    }

    private static void WriteCall(MessagePlace place, FunctionCallContent call)
    {
        var writer = place.Writer;
        var json = writer.Json;
        var state = ToolCallState.Read(call.OpaqueState);
        var kind = ToolCallState.IsCustom(state) ? "custom" : "function";
        var start = writer.BeginObject();
        json.WriteString("id"u8, call.CallId);
        json.WriteString("type"u8, kind);
        json.WriteStartObject(kind);
        WriteNameAndArguments(json, call, kind == "custom" ? "input" : "arguments");
        Leftovers.Write(writer, Leftovers.Of(call.AdditionalProperties, kind));
        json.WriteEndObject();
        var field = place.FieldOf(place.Message.Contents.IndexOf(call));
        if (state.TryGetMember("extra_content"u8, out var extra) && writer.Call.MayReplay(call.Issuer))
        {
            writer.WriteRaw("extra_content"u8, extra);
        }
        else if (call.OpaqueState is not null && kind != "custom")
        {
            writer.Call.Warn(ChatWarningKind.Other, field, "The call carries state that only its issuer can read; the call is sent without it.");
        }

        writer.EndObject(start, call.AdditionalProperties, field);
    }

    private static void WriteNameAndArguments(Utf8JsonWriter json, FunctionCallContent call, string member)
    {
        json.WriteString("name"u8, call.Name);
        json.WriteString(member, ToolCallArguments.ToJson(call));
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
                place.Writer.Call.Warn(ChatWarningKind.Other, place.FieldOf(i), "A part of an earlier answer that only its issuer can read was left out.");
            }
        }
    }
}
