using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>How the value of a setting stands in JSON.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Take">Takes the member of a name where its value is understood; null where it is not.</param>
/// <param name="Write">Writes the value as the member of a name.</param>
internal sealed record SettingFormat<T>(Func<RequestMembers, string, ChatOptions, T> Take, Action<RequestBodyWriter, string, T> Write);

/// <summary>The formats that there are.</summary>
internal static class SettingFormats
{
    private const string SingleText = "single-text:";

    public static SettingFormat<float?> Number { get; } = new(
        static (members, name, _) => members.TakeNumber(name),
        static (writer, name, value) => writer.Json.WriteNumber(name, value!.Value));

    public static SettingFormat<int?> Count { get; } = CountFrom(0);

    public static SettingFormat<long?> Integer { get; } = new(
        static (members, name, _) => members.TakeInteger(name),
        static (writer, name, value) => writer.Json.WriteNumber(name, value!.Value));

    public static SettingFormat<bool?> Flag { get; } = new(
        static (members, name, _) => members.TakeFlag(name),
        static (writer, name, value) => writer.Json.WriteBoolean(name, value!.Value));

    public static SettingFormat<string?> Text { get; } = new(
        static (members, name, _) => members.TakeText(name),
        static (writer, name, value) => writer.Json.WriteString(name, value));

    public static SettingFormat<JsonElement?> Object { get; } = new(
        static (members, name, _) => members.TakeObject(name) is { ValueKind: JsonValueKind.Object } value ? value : null,
        static (writer, name, value) =>
        {
            writer.Json.WritePropertyName(name);
            writer.WriteRaw(value!.Value);
        });

    /// <summary>Several texts. One alone may stand there without an array around it, and then does so again.</summary>
    public static SettingFormat<IList<string>?> Texts { get; } = new(TakeTexts, WriteTexts);

    /// <summary>A number of things. A smaller one means something of its own on the wire that has it, and stays there.</summary>
    public static SettingFormat<int?> CountFrom(int minimum) => new(
        (members, name, _) => members.TakeCount(name, minimum),
        static (writer, name, value) => writer.Json.WriteNumber(name, value!.Value));

    private static List<string>? TakeTexts(RequestMembers members, string name, ChatOptions options)
    {
        if (members.TakeText(name) is not { } single)
        {
            return members.TakeTexts(name);
        }

        options.AdditionalProperties = members.Note(options.AdditionalProperties, SingleText + name);
        return [single];
    }

    private static void WriteTexts(RequestBodyWriter writer, string name, IList<string>? texts)
    {
        if (texts is [var single] && writer.IsSpelled(writer.Call.Options.AdditionalProperties, SingleText + name))
        {
            writer.Json.WriteString(name, single);
            return;
        }

        writer.Json.WriteStartArray(name);
        foreach (var text in texts!)
        {
            writer.Json.WriteStringValue(text);
        }

        writer.Json.WriteEndArray();
    }
}
