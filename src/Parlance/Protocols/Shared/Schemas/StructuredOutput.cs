using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// What becomes of <see cref="ChatOptions.ResponseFormat"/> and <c>StrictSchema</c> at a receiver: its own schema, else a
/// function that it must call, else JSON mode with the schema in the prompt, else the prompt alone.
/// </summary>
internal sealed class StructuredOutput
{
    private const string FormatField = nameof(ChatOptions.ResponseFormat);
    private const string AnyJson = "Answer with a JSON object and nothing else.";

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

    /// <summary>What the prompt must say, null for nothing.</summary>
    public string? Instruction { get; private set; }

    /// <summary>The function whose arguments are the answer, null where the answer is the text.</summary>
    public AIFunctionDeclaration? AnswerTool { get; private set; }

    /// <summary>What is not sent as it was given.</summary>
    public IReadOnlyList<ChatWarning> Losses => _losses;

    /// <summary>Decides what is asked of a receiver.</summary>
    /// <param name="call">The call.</param>
    /// <param name="traits">What the receiver has.</param>
    /// <param name="isThinking">True where the model is told to think: it cannot be made to call a function then.</param>
    public static StructuredOutput For(ChatCall call, StructuredOutputTraits traits, bool isThinking = false)
    {
        if (call.Options.ResponseFormat is null)
        {
            return s_nothing;
        }

        var output = new StructuredOutput();
        switch (call.Options.ResponseFormat)
        {
            case ChatResponseFormatJson { Schema: { } schema } format:
                output.AskForSchema(call, traits, format, schema, isThinking);
                break;
            case ChatResponseFormatJson format:
                output.AskForJson(call, traits, format);
                break;
            case var text:
                output.Format = text;
                break;
        }

        return output;
    }

    private void AskForSchema(ChatCall call, StructuredOutputTraits traits, ChatResponseFormatJson format, JsonElement schema, bool isThinking)
    {
        var root = SchemaRoot.KindOf(schema);
        var hasTools = call.Options.Tools is { Count: > 0 };
        var reason = !traits.HasSchema ? "The receiver takes no JSON schema"
            : hasTools && !traits.CombinesWithTools ? "The receiver takes no JSON schema beside functions"
            : traits.Schema?.AllowsRecursion == false && SchemaNarrower.IsRecursive(schema) ? "The receiver takes no JSON schema that holds itself"
            : root != SchemaRootKind.Object && !traits.AllowsAnyRoot ? "The receiver takes no JSON schema whose root is not one object"
            : null;
        if (reason is null)
        {
            AskForNative(call.Options.StrictSchema, traits, format, schema);
        }
        else if (traits.HasForcedTools && root == SchemaRootKind.Object && !isThinking && !SpeaksOfTools(call))
        {
            AnswerTool = new DeclaredFunction(ToolNameOf(format), format.SchemaDescription ?? "Gives the answer.", schema, properties: null);
            Lose(ChatWarningKind.Coerced, FormatField, $"{reason}; it is made to call a function with that schema, whose arguments are the answer.");
        }
        else if (!traits.HasInstructions)
        {
            Lose(ChatWarningKind.Unsupported, FormatField, $"{reason}; describe it in the prompt.");
        }
        else
        {
            var hasMode = traits.HasJsonMode && root != SchemaRootKind.Other && (traits.CombinesWithTools || !hasTools);
            Format = hasMode ? ChatResponseFormat.Json : null;
            Instruction = $"Answer with JSON that conforms to this JSON schema, and with nothing else:\n{schema.GetRawText()}";
            Lose(ChatWarningKind.Coerced, FormatField, hasMode
                ? $"{reason}; JSON of any form was asked for, and the schema was put into the prompt."
                : $"{reason}; it was put into the prompt.");
        }
    }

    private void AskForNative(bool? strict, StructuredOutputTraits traits, ChatResponseFormatJson format, JsonElement schema)
    {
        var narrowed = traits.Schema is { } rules ? SchemaNarrower.Narrow(schema, rules) : new NarrowedSchema(schema, IsAsGiven: true);
        FitStrictness(strict, traits.Strictness);
        if (Strict == true && traits.StrictSchema is { } strictly)
        {
            var strictSchema = SchemaNarrower.Narrow(schema, strictly);
            if (strictSchema.IsFree)
            {
                Strict = false;
                Lose(ChatWarningKind.Coerced, Setting.StrictSchema.Name, "The schema holds keys or values of any kind, which the receiver does not take strictly; it is not asked to.");
            }
            else
            {
                narrowed = strictSchema;
            }
        }

        if (narrowed.Loss is { } loss)
        {
            Lose(ChatWarningKind.Coerced, FormatField, loss);
        }

        FitName(format, traits);
        Format = narrowed.IsAsGiven ? format : ChatResponseFormat.ForJsonSchema(narrowed.Schema, format.SchemaName, format.SchemaDescription);
    }

    private void AskForJson(ChatCall call, StructuredOutputTraits traits, ChatResponseFormatJson format)
    {
        if (!traits.HasJsonMode || (!traits.CombinesWithTools && call.Options.Tools is { Count: > 0 }))
        {
            Instruction = traits.HasInstructions ? AnyJson : null;
            Lose(traits.HasInstructions ? ChatWarningKind.Coerced : ChatWarningKind.Unsupported, FormatField, "The receiver has no JSON mode without a schema, or none beside functions; it is for the prompt to ask for JSON.");
            return;
        }

        Format = format;
        if (traits.JsonWord != JsonWord.Nowhere && !MentionsJson(call, traits.JsonWord))
        {
            Instruction = AnyJson;
            Lose(ChatWarningKind.Coerced, FormatField, "The receiver refuses JSON mode where no message speaks of JSON; an instruction that does was added.");
        }
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

    private static bool SpeaksOfTools(ChatCall call) =>
        call.Options.Tools is { Count: > 0 } || call.Messages.Any(static message => message.Contents.Any(static content => content is ToolCallContent or ToolResultContent));

    private static bool MentionsJson(ChatCall call, JsonWord where)
    {
        foreach (var message in call.Messages)
        {
            if (where == JsonWord.InInput && OutputInstruction.IsApart(message, call.Options))
            {
                continue;
            }

            foreach (var content in message.Contents)
            {
                if (content is TextContent text && text.Text.Contains("json", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string ToolNameOf(ChatResponseFormatJson format)
    {
        const int longest = 64;
        return format.SchemaName is { Length: > 0 and <= longest } name && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? name : "answer";
    }

    private void Lose(ChatWarningKind kind, FieldPath field, string message) => _losses.Add(new ChatWarning(kind, field, message));
}
