using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>
/// What becomes of <see cref="ChatOptions.ResponseFormat"/> and <c>StrictSchema</c> at a receiver: its own schema, else
/// JSON mode, else nothing. The wires only write it.
/// </summary>
internal sealed class StructuredOutput
{
    private const string FormatField = nameof(ChatOptions.ResponseFormat);

    private static readonly StructuredOutput s_nothing = new();

    private readonly List<ChatWarning> _losses = [];

    private StructuredOutput()
    {
    }

    /// <summary>The format to ask for, null for no word about it.</summary>
    public ChatResponseFormat? Format { get; private set; }

    /// <summary>The schema to ask for, null for none.</summary>
    public JsonElement? Schema => (Format as ChatResponseFormatJson)?.Schema;

    /// <summary>Whether the schema is to be followed to the letter, null for no word about it.</summary>
    public bool? Strict { get; private set; }

    /// <summary>What is not sent as it was given.</summary>
    public IReadOnlyList<ChatWarning> Losses => _losses;

    public static StructuredOutput For(ChatOptions options, StructuredOutputTraits traits)
    {
        if (options.ResponseFormat is null)
        {
            return s_nothing;
        }

        var output = new StructuredOutput();
        switch (options.ResponseFormat)
        {
            case ChatResponseFormatJson { Schema: not null } format when traits.HasSchema:
                output.Format = format;
                output.FitName(format, traits);
                output.FitStrictness(options.StrictSchema, traits.Strictness);
                break;
            case ChatResponseFormatJson format when traits.HasJsonMode:
                output.Format = ChatResponseFormat.Json;
                if (format.Schema is not null)
                {
                    output.Lose(ChatWarningKind.Coerced, FormatField, "The receiver takes no JSON schema; JSON of any form was asked for instead. Describe the schema in the prompt.");
                }

                break;
            case ChatResponseFormatJson when traits.HasSchema:
                output.Lose(ChatWarningKind.Unsupported, FormatField, "The receiver has no JSON mode without a schema; ask for JSON in the prompt, or give a schema.");
                break;
            case ChatResponseFormatJson:
                output.Lose(ChatWarningKind.Unsupported, FormatField, "The receiver cannot be told to answer in JSON; ask for it in the prompt.");
                break;
            case var text:
                output.Format = text;
                break;
        }

        return output;
    }

    /// <summary>Tells the call what is lost.</summary>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public StructuredOutput Report(ChatCall call)
    {
        call.Warn(_losses);
        return this;
    }

    /// <summary>A name and a description explain the schema; the answer has the same form without them.</summary>
    private void FitName(ChatResponseFormatJson format, StructuredOutputTraits traits)
    {
        if (!traits.HasSchemaName && (format.SchemaName is not null || format.SchemaDescription is not null))
        {
            Lose(ChatWarningKind.Other, FormatField, "A schema has neither name nor description at the receiver; it was sent without them.");
        }
    }

    private void FitStrictness(bool? strict, SchemaStrictness receiver)
    {
        switch (receiver)
        {
            case SchemaStrictness.Chosen:
                Strict = strict;
                break;
            case SchemaStrictness.Always when strict == false:
                Lose(ChatWarningKind.Coerced, Setting.StrictSchema.Name, "The receiver always follows a schema strictly.");
                break;
            case SchemaStrictness.Never when strict == true:
                Lose(ChatWarningKind.Unsupported, Setting.StrictSchema.Name, "The receiver has no strict mode; the schema is sent without it.");
                break;
        }
    }

    private void Lose(ChatWarningKind kind, FieldPath field, string message) => _losses.Add(new ChatWarning(kind, field, message));
}
