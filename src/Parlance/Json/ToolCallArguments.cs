using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Json;

/// <summary>The arguments of tool calls, between the model's text and a dictionary.</summary>
public static class ToolCallArguments
{
    private const int StackBytes = 1024;
    private const int LongestNameOnStack = 128;

    /// <summary>
    /// A call with its argument text kept beside the parsed arguments. Text that is not a JSON object leaves
    /// <see cref="FunctionCallContent.Arguments"/> null and says why in <see cref="FunctionCallContent.Exception"/>, so
    /// that whoever runs the tool can tell.
    /// </summary>
    /// <param name="id">The call's id.</param>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The argument text as the model wrote it; an empty one is that of a call without arguments.</param>
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
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second is how a name with half a surrogate pair fails, which no dictionary can hold.
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
    /// <param name="call">The call.</param>
    public static string ToJson(FunctionCallContent call)
    {
        if (call.ArgumentsJson is { } text && (call.Arguments is null || StillSays(text, call.Arguments)))
        {
            return text;
        }

        return call.Arguments is { } arguments
            ? JsonFormat.Serialize(arguments, typeof(IDictionary<string, object?>))
            : "{}";
    }

    private static bool StillSays(string text, IDictionary<string, object?> arguments)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return arguments.Count == 0;
        }

        try
        {
            return SaysVerbatim(text, arguments) || MeansTheSame(text, arguments);
        }
        catch (JsonException)
        {
            // The model's text was no JSON, so the arguments are the caller's own.
            return false;
        }
    }

    /// <summary>
    /// True where every argument still is the very JSON that stands in the text: what a call that nobody touched is found
    /// by, without making an object of it again. False proves nothing.
    /// </summary>
    private static bool SaysVerbatim(string text, IDictionary<string, object?> arguments)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[StackBytes];
        try
        {
            return SaysVerbatim(utf8[..Encoding.UTF8.GetBytes(text, utf8)], arguments);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static bool SaysVerbatim(ReadOnlySpan<byte> json, IDictionary<string, object?> arguments)
    {
        var reader = new Utf8JsonReader(json);
        var count = 0;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var value = JsonSlice.TakeNext(json, ref reader);
            if (!TryGet(arguments, name, out var argument) || !IsVerbatim(argument, value))
            {
                return false;
            }

            count++;
        }

        return count == arguments.Count;
    }

    /// <summary>Finds an argument without making a string of its name, where the dictionary can be asked so.</summary>
    private static bool TryGet(IDictionary<string, object?> arguments, ReadOnlySpan<byte> name, out object? argument)
    {
        Span<char> chars = stackalloc char[LongestNameOnStack];
        return arguments is Dictionary<string, object?> dictionary
            && dictionary.TryGetAlternateLookup<ReadOnlySpan<char>>(out var lookup)
            && Encoding.UTF8.TryGetChars(name, chars, out var length)
                ? lookup.TryGetValue(chars[..length], out argument)
                : arguments.TryGetValue(Encoding.UTF8.GetString(name), out argument);
    }

    private static bool IsVerbatim(object? argument, in JsonSlice value)
    {
        if (argument is not JsonElement element)
        {
            return argument is null && value.IsMissing;
        }

        var raw = JsonMarshal.GetRawUtf8Value(element);
        return value.IsString
            ? element.ValueKind == JsonValueKind.String && raw[1..^1].SequenceEqual(value.Bytes)
            : raw.SequenceEqual(value.Bytes);
    }

    private static bool MeansTheSame(string text, IDictionary<string, object?> arguments)
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
