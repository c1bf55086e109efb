using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// What a tool returned as the object that the wire requires. Source: ai.google.dev/api/caching#FunctionResponse: "The
/// function response in JSON object format"; "result" and "error" are the keys that Google's own clients use.
/// </summary>
internal static class GeminiResponseValue
{
    private const string Result = "result";
    private const string Error = "error";

    /// <summary>Unwraps a value that was wrapped to be an object; any other object is the result itself.</summary>
    public static void Read(JsonElement response, FunctionResultContent result)
    {
        foreach (var member in response.EnumerateObject())
        {
            if (response.GetPropertyCount() == 1 && member.Name is Result or Error && member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            {
                result.IsError = member.Name == Error;
                result.Result = member.Value.ValueKind == JsonValueKind.String ? member.Value.AsText() : member.Value.Clone();
                return;
            }
        }

        result.Result = response.Clone();
    }

    /// <summary>Adds what stood beside the object: the result is then a list of contents, as a tool gives them.</summary>
    public static void AddMedia(RequestMembers part, FunctionResultContent result, List<AIContent> media)
    {
        var response = result.Result as JsonElement? ?? default;
        var isEmpty = response.ValueKind == JsonValueKind.Object && response.GetPropertyCount() == 0;
        var text = isEmpty ? null : result.Result as string ?? (response.ValueKind == JsonValueKind.Undefined ? null : response.GetRawText());
        result.AdditionalProperties = part.Note(result.AdditionalProperties, GeminiSpelling.EmptyResponse, isEmpty);
        result.AdditionalProperties = part.Note(result.AdditionalProperties, GeminiSpelling.WholeResponse, text is not null && result.Result is JsonElement);
        result.Result = text is null ? media : [new TextContent(text), .. media];
    }

    /// <summary>Writes the object, and gives back what goes beside it: images and other data.</summary>
    public static List<AIContent> Write(RequestBodyWriter writer, FunctionResultContent result, FieldPath field)
    {
        var data = new List<AIContent>();
        switch (result.Result)
        {
            case null:
                WriteText(writer, result, result.Exception?.Message ?? "");
                break;
            case string text:
                WriteText(writer, result, text);
                break;
            case JsonElement element:
                WriteValue(writer, result, element);
                break;
            case AIContent content:
                WriteText(writer, result, Split(writer.Call, [content], data, field));
                break;
            case IEnumerable<AIContent> contents:
                WriteContents(writer, result, Split(writer.Call, contents, data, field));
                break;
            case var value:
                WriteValue(writer, result, JsonElement.Parse(JsonFormat.Serialize(value, value.GetType())));
                break;
        }

        return data;
    }

    private static string Split(ChatCall call, IEnumerable<AIContent> contents, List<AIContent> data, FieldPath field)
    {
        var texts = new List<string>();
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    texts.Add(text.Text);
                    break;
                case HostedFileContent file when call.FindReasonAgainstFile(file) is { } reason:
                    texts.Add(call.DescribeUnsupported(file, field, reason));
                    break;
                case DataContent or UriContent or HostedFileContent:
                    data.Add(content);
                    break;
                default:
                    texts.Add(call.DescribeUnsupported(content, field, $"A tool's result holds text and data on this wire, not {ContentKind.Of(content)}."));
                    break;
            }
        }

        return string.Join('\n', texts);
    }

    private static void WriteContents(RequestBodyWriter writer, FunctionResultContent result, string text)
    {
        if (text.Length == 0 && writer.IsSpelled(result.AdditionalProperties, GeminiSpelling.EmptyResponse))
        {
            writer.Json.WriteStartObject("response"u8);
            writer.Json.WriteEndObject();
        }
        else if (writer.IsSpelled(result.AdditionalProperties, GeminiSpelling.WholeResponse)
            && JsonElementExtensions.Parse(text) is { ValueKind: not JsonValueKind.Undefined } value)
        {
            // Text that was changed since it was read may be no JSON any more, and is a text then.
            WriteValue(writer, result, value);
        }
        else if (text.Length > 0 || !writer.IsSpelled(result.AdditionalProperties, GeminiSpelling.NoResponse))
        {
            WriteText(writer, result, text);
        }
    }

    private static void WriteText(RequestBodyWriter writer, FunctionResultContent result, string text)
    {
        writer.Json.WriteStartObject("response"u8);
        writer.Json.WriteString(Key(result), text);
        writer.Json.WriteEndObject();
    }

    private static void WriteValue(RequestBodyWriter writer, FunctionResultContent result, JsonElement value)
    {
        if (HoldsPointer(value))
        {
            WriteText(writer, result, value.GetRawText());
            return;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteRaw("response"u8, value);
            return;
        }

        writer.Json.WriteStartObject("response"u8);
        writer.Json.WritePropertyName(Key(result));
        writer.WriteRaw(value);
        writer.Json.WriteEndObject();
    }

    /// <summary>
    /// True for a result that is a JSON schema, or holds one. The host looks for the names in <c>$ref</c> among the
    /// result's own parts and refuses the request where a pointer names none ("does not match to a display_name"), so such
    /// a result goes as text. The name of a part has no fragment.
    /// </summary>
    private static bool HoldsPointer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(static member =>
            (member.NameEquals("$ref"u8) && member.Value.AsText()?.Contains('#', StringComparison.Ordinal) == true) || HoldsPointer(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HoldsPointer),
        _ => false,
    };

    private static string Key(FunctionResultContent result) => result.IsError ? Error : Result;
}
