using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// The form of the answer as an object: <c>{"type": "json_schema", "json_schema": {"name", "description", "schema",
/// "strict"}}</c>, or the same without the object inside, or a type alone.
/// </summary>
internal static class FormatObject
{
    private const string DefaultSchemaName = "response";

    /// <summary>Takes the format out of the object that holds it.</summary>
    /// <param name="holder">The object.</param>
    /// <param name="name">The member that is the format.</param>
    /// <param name="options">The settings that it goes to.</param>
    /// <param name="inner">The object inside that describes a schema, null where the format does it itself.</param>
    public static void Take(RequestMembers holder, string name, ChatOptions options, string? inner = null)
    {
        var source = holder.Find(name);
        switch (source.Member("type"u8).AsText())
        {
            case "text":
                options.ResponseFormat = ChatResponseFormat.Text;
                holder.Open(name).Take("type");
                break;
            case "json_object":
                options.ResponseFormat = ChatResponseFormat.Json;
                holder.Open(name).Take("type");
                break;
            case "json_schema" when (inner is null ? source : holder.Inside(name, source).Find(inner)).TryGetMember("schema"u8, out _):
                TakeSchema(holder.Open(name), options, inner);
                break;
        }
    }

    /// <summary>Writes the members of the format into the object that is open.</summary>
    /// <param name="writer">The request.</param>
    /// <param name="format">The format.</param>
    /// <param name="strict">Whether a schema is to be followed to the letter, null for no word about it.</param>
    /// <param name="left">The extras of the format.</param>
    /// <param name="inner">The object inside that describes a schema, empty where the format does it itself.</param>
    public static void WriteMembers(RequestBodyWriter writer, ChatResponseFormat format, bool? strict, JsonElement left = default, ReadOnlySpan<byte> inner = default)
    {
        var schema = (format as ChatResponseFormatJson)?.Schema;
        writer.Json.WriteString("type"u8, format is ChatResponseFormatText ? "text"u8 : schema is null ? "json_object"u8 : "json_schema"u8);
        if (schema is null)
        {
            return;
        }

        var start = inner.IsEmpty ? 0 : writer.BeginObject(inner);
        writer.Json.WriteString("name"u8, ((ChatResponseFormatJson)format).SchemaName ?? DefaultSchemaName);
        writer.Json.WriteOptional("description"u8, ((ChatResponseFormatJson)format).SchemaDescription);
        writer.WriteRaw("schema"u8, schema.Value);
        writer.Json.WriteOptional("strict"u8, strict);
        if (!inner.IsEmpty)
        {
            writer.EndNested(start, left, inner);
        }
    }

    private static void TakeSchema(RequestMembers format, ChatOptions options, string? inner)
    {
        format.Take("type");
        var described = inner is null ? format : format.Open(inner);
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(described.Take("schema"), described.TakeText("name"), described.TakeText("description"));
        options.StrictSchema = described.TakeFlag("strict");
    }
}
