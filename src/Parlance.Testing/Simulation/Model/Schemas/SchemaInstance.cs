using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Parlance.Json;

namespace Parlance.Testing;

/// <summary>An instance of a JSON schema, with values from the prompt where it holds some that fit.</summary>
/// <remarks>
/// It follows types, <c>required</c>, <c>enum</c>, <c>const</c>, <c>default</c>, bounds of numbers, texts and arrays,
/// formats, <c>$ref</c> within the schema, <c>anyOf</c>, <c>oneOf</c> and <c>allOf</c>. Recursion ends as soon as the
/// schema allows it once <see cref="FriendlyDepth"/> is reached.
/// </remarks>
internal sealed class SchemaInstance
{
    /// <summary>Below it nothing optional is written.</summary>
    private const int FriendlyDepth = 4;

    /// <summary>A schema that requires itself without end has no instance: null is written instead.</summary>
    private const int MaximumDepth = 40;

    private readonly JsonElement _root;
    private readonly PromptHints _hints;
    private readonly Utf8JsonWriter _json;

    private SchemaInstance(JsonElement root, PromptHints hints, Utf8JsonWriter json)
    {
        _root = root;
        _hints = hints;
        _json = json;
    }

    public static string Create(JsonElement schema, PromptHints hints)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            new SchemaInstance(schema, hints, json).Write(schema, "", 0);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void Write(JsonElement schema, string field, int depth)
    {
        schema = SchemaReading.Resolve(_root, schema, preferLeaf: depth >= FriendlyDepth);
        if (depth > MaximumDepth)
        {
            _json.WriteNullValue();
        }
        else if (schema.TryGetMember("const"u8, out var only))
        {
            only.WriteTo(_json);
        }
        else if (schema.Member("enum"u8) is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0)
        {
            Choose(choices).WriteTo(_json);
        }
        else
        {
            WriteOfType(schema, field, depth);
        }
    }

    private void WriteOfType(JsonElement schema, string field, int depth)
    {
        switch (SchemaReading.TypeOf(schema, preferNull: depth >= FriendlyDepth))
        {
            case "object":
                WriteObject(schema, depth);
                break;
            case "array":
                WriteArray(schema, field, depth);
                break;
            case "integer":
                _json.WriteNumberValue(SchemaNumber.Fit(_hints.FindNumber(field), schema, isInteger: true));
                break;
            case "number":
                _json.WriteNumberValue(SchemaNumber.Fit(_hints.FindNumber(field), schema, isInteger: false));
                break;
            case "boolean":
                _json.WriteBooleanValue(!_hints.Mentions("no") && !_hints.Mentions("false"));
                break;
            case "null":
                _json.WriteNullValue();
                break;
            default:
                _json.WriteStringValue(SchemaText.Create(schema, field, _hints));
                break;
        }
    }

    private void WriteObject(JsonElement schema, int depth)
    {
        _json.WriteStartObject();
        var required = schema.Member("required"u8).ValueKind == JsonValueKind.Array
            ? schema.Member("required"u8).EnumerateArray().Select(name => name.AsText() ?? "").ToHashSet(StringComparer.Ordinal)
            : null;
        var written = new HashSet<string>(StringComparer.Ordinal);
        if (schema.Member("properties"u8) is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                // A schema that requires nothing would be satisfied by {}, which tells a test little.
                var isWanted = required is { Count: > 0 } ? required.Contains(property.Name) || IsMentioned(property) : depth < FriendlyDepth;
                if (isWanted && written.Add(property.Name))
                {
                    _json.WritePropertyName(property.Name);
                    Write(property.Value, property.Name, depth + 1);
                }
            }
        }

        foreach (var name in (required ?? []).Where(name => written.Add(name)))
        {
            _json.WritePropertyName(name);
            Write(schema.Member("additionalProperties"u8), name, depth + 1);
        }

        _json.WriteEndObject();
    }

    /// <summary>An optional property is written where one of its values was spoken of.</summary>
    private bool IsMentioned(JsonProperty property) =>
        property.Value.Member("enum"u8) is { ValueKind: JsonValueKind.Array } choices
        && choices.EnumerateArray().Any(choice => choice.AsText() is { } text && _hints.Mentions(text));

    private void WriteArray(JsonElement schema, string field, int depth)
    {
        var minimum = (int)(schema.Member("minItems"u8).AsNumber() ?? 0);
        var maximum = (int)Math.Min(schema.Member("maxItems"u8).AsNumber() ?? int.MaxValue, int.MaxValue);
        var prefix = schema.Member("prefixItems"u8) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().ToList() : [];
        var count = Math.Min(maximum, Math.Max(minimum, Math.Max(prefix.Count, depth < FriendlyDepth ? 1 : 0)));
        var element = schema.Member("items"u8);
        var isUnique = schema.Member("uniqueItems"u8).ValueKind == JsonValueKind.True;
        _json.WriteStartArray();
        for (var index = 0; index < Math.Min(count, 1_000); index++)
        {
            if (isUnique && index >= prefix.Count)
            {
                WriteUnique(element, field, index, depth);
            }
            else
            {
                Write(index < prefix.Count ? prefix[index] : element, field, depth + 1);
            }
        }

        _json.WriteEndArray();
    }

    /// <summary>The n-th of an enum, a number or a text that no other has; other elements are left to chance.</summary>
    private void WriteUnique(JsonElement element, string field, int index, int depth)
    {
        var schema = SchemaReading.Resolve(_root, element, preferLeaf: true);
        if (schema.Member("enum"u8) is { ValueKind: JsonValueKind.Array } choices && index < choices.GetArrayLength())
        {
            choices[index].WriteTo(_json);
            return;
        }

        switch (SchemaReading.TypeOf(schema, preferNull: false))
        {
            case "integer" or "number":
                var first = SchemaNumber.Fit(null, schema, isInteger: true);
                var step = schema.Member("multipleOf"u8).AsNumber() ?? 1;
                var isAtTop = schema.Member("maximum"u8).AsNumber() is { } top && first + (step * index) > top;
                _json.WriteNumberValue(isAtTop ? first - (step * index) : first + (step * index));
                break;
            case "string" when index > 0:
                _json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{SchemaText.Create(schema, field, _hints)} {index + 1}"));
                break;
            default:
                Write(element, field, depth + 1);
                break;
        }
    }

    /// <summary>The choice that was spoken of, else the first that is not null.</summary>
    private JsonElement Choose(JsonElement choices)
    {
        foreach (var choice in choices.EnumerateArray())
        {
            if (choice.AsText() is { } text && _hints.Mentions(text))
            {
                return choice;
            }
        }

        return choices.EnumerateArray().FirstOrDefault(choice => choice.ValueKind != JsonValueKind.Null, choices[0]);
    }
}
