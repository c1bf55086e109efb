using System.Text;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>A message's content: one text where it is nothing else, or parts in the caller's order.</summary>
internal abstract partial class MessageWriter
{
    /// <summary>True where this call's contents are written as arrays of parts throughout.</summary>
    protected virtual bool WritesPartsOnly => false;

    /// <summary>True where a message may hold several texts as parts; else they are joined.</summary>
    protected virtual bool HasTextParts => true;

    /// <summary>True for content that the wire has a part for.</summary>
    protected abstract bool HasPart(AIContent content);

    /// <summary>Writes the members of the part that holds this content.</summary>
    protected abstract void WritePart(AIContent content, FieldPath field);

    /// <summary>Why the wire has no part for a content, as a sentence.</summary>
    protected virtual string Refuse(AIContent content) => $"This wire has no place for {ContentKind.Of(content)}.";

    /// <summary>True for content that is a part by itself too, and not the one text of a message.</summary>
    protected virtual bool NeedsPart(AIContent content, FieldPath field) =>
        WritesPartsOnly || (content is not TextContent && (HasPart(content) || IsOwnJson(content)));

    /// <summary>True for content whose JSON goes back as it is.</summary>
    protected virtual bool IsOwnJson(AIContent content) => content.Raw is not null && WholeContent.WireOf(content) == writer.Wire;

    /// <summary>Writes the content of a message that has none.</summary>
    protected virtual void WriteNoContent(in ClassifiedMessage said)
    {
        if (writer.IsSpelled(said.Message.AdditionalProperties, Spelling.NoContent))
        {
            return;
        }

        if (WritesPartsOnly || writer.IsSpelled(said.Message.AdditionalProperties, Spelling.Parts))
        {
            writer.Json.WriteStartArray(names.Parts.Utf8);
            writer.Json.WriteEndArray();
        }
        else
        {
            writer.Json.WriteString(names.Content.Utf8, ""u8);
        }
    }

    /// <summary>Writes the parts of a tool's result.</summary>
    protected void WriteParts(List<AIContent> parts, FieldPath field)
    {
        writer.Json.WriteStartArray(names.Parts.Utf8);
        foreach (var part in parts)
        {
            WritePartOf(part, field);
        }

        writer.Json.WriteEndArray();
    }

    private void WriteContent(in ClassifiedMessage said)
    {
        var first = said.First(MessageMembers.Content);
        if (first < 0)
        {
            WriteNoContent(said);
        }
        else if (NeedsParts(said, first))
        {
            writer.Json.WriteStartArray(names.Parts.Utf8);
            for (var i = first; i >= 0; i = said.Next(MessageMembers.Content, i))
            {
                WritePartOf(said.Message.Contents[i], said.Field[i]);
            }

            writer.Json.WriteEndArray();
        }
        else
        {
            WriteOneText(said, first);
        }
    }

    private bool NeedsParts(in ClassifiedMessage said, int first)
    {
        if ((HasTextParts && said.Next(MessageMembers.Content, first) >= 0) || writer.IsSpelled(said.Message.AdditionalProperties, Spelling.Parts))
        {
            return true;
        }

        for (var i = first; i >= 0; i = said.Next(MessageMembers.Content, i))
        {
            if (NeedsPart(said.Message.Contents[i], said.Field[i]))
            {
                return true;
            }
        }

        return false;
    }

    private void WriteOneText(in ClassifiedMessage said, int first)
    {
        var text = TextOf(said, first);
        if (said.Next(MessageMembers.Content, first) >= 0)
        {
            var joined = new StringBuilder(text);
            for (var i = said.Next(MessageMembers.Content, first); i >= 0; i = said.Next(MessageMembers.Content, i))
            {
                joined.Append(said.Message.Role == ChatRole.Assistant ? "" : "\n").Append(TextOf(said, i));
            }

            text = joined.ToString();
            if (said.Message.Role != ChatRole.Assistant)
            {
                writer.Coerced(said.Field.Of("Contents"), "A message holds one text on this wire; its texts were joined, each on a line of its own.");
            }
        }

        for (var i = first; i >= 0; i = said.Next(MessageMembers.Content, i))
        {
            if (said.Message.Contents[i] is TextContent part)
            {
                writer.ReportExtras(part.AdditionalProperties, said.Field[i]);
            }
        }

        writer.WriteText(names.Content.Utf8, text);
    }

    /// <summary>Writes the part of a content, or words in the place of one that the wire has no part for.</summary>
    private void WritePartOf(AIContent content, FieldPath field)
    {
        if (content.Raw is { } raw && IsOwnJson(content))
        {
            writer.WriteRaw(raw);
            return;
        }

        var part = HasPart(content) ? content : new TextContent(Describe(content, field));
        var start = writer.BeginObject();
        WritePart(part, field);
        writer.EndObject(start, part.AdditionalProperties, field);
    }

    private string TextOf(in ClassifiedMessage said, int content) =>
        said.Message.Contents[content] is TextContent text ? text.Text : Describe(said.Message.Contents[content], said.Field[content]);

    private string Describe(AIContent content, FieldPath field) => writer.Call.DescribeUnsupported(content, field, Refuse(content));
}
