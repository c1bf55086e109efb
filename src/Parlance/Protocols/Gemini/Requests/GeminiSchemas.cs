using System.Text;
using System.Text.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Schemas of other wires and of .NET, in this wire's dialect.</summary>
internal static class GeminiSchemas
{
    /// <summary>Writes a schema that was read from this wire into the member that it came in; unchanged, as it stood.</summary>
    public static void WriteAgain(RequestBodyWriter writer, string member, JsonElement original, JsonElement schema, string field)
    {
        var name = Encoding.UTF8.GetBytes(member);
        if (member is not ("parameters" or "responseSchema"))
        {
            writer.WriteRaw(name, schema);
        }
        else if (JsonElement.DeepEquals(GeminiSchemaReader.ToJsonSchema(original), schema))
        {
            writer.WriteRaw(name, original);
        }
        else
        {
            Write(writer, name, schema, field);
        }
    }

    public static void Write(RequestBodyWriter writer, ReadOnlySpan<byte> name, JsonElement schema, string field)
    {
        var conversion = new GeminiSchemaWriter(schema);
        var converted = conversion.Convert(isParameters: name.SequenceEqual("parameters"u8));
        writer.Json.WritePropertyName(name);
        converted.WriteTo(writer.Json);
        if (conversion.Lost.Count > 0)
        {
            writer.Coerced(field, $"The wire's schemas cannot say: {string.Join(", ", conversion.Lost)}. It was left out of the schema.");
        }
    }
}
