using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Json;

/// <summary>The arguments of tool calls, between the model's text and a dictionary.</summary>
internal static class ToolCallArguments
{
    /// <summary>
    /// A call with its argument text kept beside the parsed arguments. Text that is not a JSON object leaves
    /// <see cref="FunctionCallContent.Arguments"/> null and says why in <see cref="FunctionCallContent.Exception"/>, so
    /// that a tool is never run on arguments that the model did not write.
    /// </summary>
    public static FunctionCallContent CreateCall(string id, string name, string arguments)
    {
        var call = new FunctionCallContent(id, name) { ArgumentsJson = arguments };
        if (string.IsNullOrWhiteSpace(arguments))
        {
            call.Arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
            return call;
        }

        try
        {
            call.Arguments = ToDictionary(JsonElement.Parse(arguments));
        }
        catch (JsonException malformed)
        {
            call.Exception = new LlmException(LlmErrorKind.MalformedResponse, $"The arguments of the call to '{name}' are not JSON.", malformed);
        }

        if (call.Arguments is null)
        {
            call.Exception ??= new LlmException(LlmErrorKind.MalformedResponse, $"The arguments of the call to '{name}' are not a JSON object.");
        }

        return call;
    }

    /// <summary>
    /// The argument text to send: the model's own, byte for byte, unless the caller has changed
    /// <see cref="FunctionCallContent.Arguments"/> since.
    /// </summary>
    public static string ToJson(FunctionCallContent call)
    {
        if (call.ArgumentsJson is { } text && (call.Arguments is null || StillSays(text, call.Arguments)))
        {
            return text;
        }

        return call.Arguments is { } arguments
            ? JsonSerializer.Serialize(arguments, JsonFormat.Values.GetTypeInfo(typeof(IDictionary<string, object?>)))
            : "{}";
    }

    private static bool StillSays(string text, IDictionary<string, object?> arguments)
    {
        var original = CreateCall("", "", text).Arguments;
        if (original is null || original.Count != arguments.Count)
        {
            return false;
        }

        foreach (var (name, value) in arguments)
        {
            if (!original.TryGetValue(name, out var before) || (value, before) switch
            {
                (null, null) => false,
                (JsonElement now, JsonElement then) => !JsonElement.DeepEquals(now, then),
                _ => true,
            })
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, object?>? ToDictionary(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var dictionary = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in arguments.EnumerateObject())
        {
            dictionary[argument.Name] = argument.Value.ValueKind == JsonValueKind.Null ? null : argument.Value;
        }

        return dictionary;
    }
}
