using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Protocols;

/// <summary>
/// What a receiver takes of schemas, in tools and for the answer. A call in that form is what its wire then writes as it
/// stands; one that has that form already is not touched.
/// </summary>
internal sealed record ReceiverSchemas
{
    /// <summary>The parameters of tools.</summary>
    public JsonSchemaTraits Tools { get; init; } = JsonSchemaTraits.Parameters;

    /// <summary>The parameters of tools that are to be followed to the letter; null where that makes no difference.</summary>
    public JsonSchemaTraits? StrictTools { get; init; }

    /// <summary>False where no tool can be followed to the letter, though the wire has a word for it.</summary>
    public bool HasStrictTools { get; init; } = true;

    /// <summary>The form of the answer.</summary>
    public StructuredOutputTraits Output { get; init; } = StructuredOutputTraits.Full;

    /// <summary>The call with the schemas that the receiver takes.</summary>
    /// <param name="call">The call, which is told what is lost.</param>
    /// <param name="isThinking">True where the model is told to think.</param>
    public ChatCall Shape(ChatCall call, bool isThinking = false) => ShapeTools(ShapeOutput(call, isThinking));

    /// <summary>Who hears a response to the call: the arguments of a function that stood for the answer are heard as its text.</summary>
    public IResponseSink Hear(IResponseSink sink, ChatCall? call, bool isThinking) =>
        call is not null && StructuredOutput.For(call, Output, isThinking).AnswerTool is { } tool ? new AnswerToolSink(sink, tool.Name) : sink;

    private ChatCall ShapeOutput(ChatCall call, bool isThinking)
    {
        var given = call.Options;
        var output = StructuredOutput.For(call, Output, isThinking);
        call.Warn(output.Losses);
        if (ReferenceEquals(output.Format, given.ResponseFormat) && output.Instruction is null && (output.Format is not ChatResponseFormatJson || output.Strict == given.StrictSchema))
        {
            return call;
        }

        var options = given.Clone();
        options.ResponseFormat = output.Format;
        options.StrictSchema = output.Schema is null ? null : output.Strict;
        if (output.AnswerTool is { } tool)
        {
            options.Tools = [tool];
            options.ToolMode = ChatToolMode.RequireSpecific(tool.Name);
            options.AllowMultipleToolCalls = null;
        }

        return output.Instruction is { } instruction ? OutputInstruction.Add(call, instruction, options) : call.Reshape(call.Messages, origins: null, options);
    }

    private ChatCall ShapeTools(ChatCall call)
    {
        List<AITool>? shaped = null;
        var tools = call.Options.Tools;
        for (var i = 0; i < (tools?.Count ?? 0); i++)
        {
            if (tools![i] is AIFunctionDeclaration function && ShapeTool(call, function, FieldPath.OfTool(i)) is { } other)
            {
                shaped ??= [.. tools];
                shaped[i] = other;
            }
        }

        if (shaped is null)
        {
            return call;
        }

        var options = call.Options.Clone();
        options.Tools = shaped;
        return call.Reshape(call.Messages, origins: null, options);
    }

    /// <summary>The function with the schema that the receiver takes, null where it has that already.</summary>
    private DeclaredFunction? ShapeTool(ChatCall call, AIFunctionDeclaration function, FieldPath field)
    {
        var isRefused = function.IsStrict == true && !HasStrictTools;
        var isStrict = function.IsStrict == true && StrictTools is not null && !isRefused;
        var narrowed = SchemaNarrower.Narrow(function.JsonSchema, isStrict ? StrictTools! : Tools);
        var bag = new AdditionalPropertiesDictionary();
        if (isStrict && narrowed.IsFree)
        {
            narrowed = SchemaNarrower.Narrow(function.JsonSchema, Tools);
            bag[AIToolExtensions.StrictKey] = false;
            call.Warn(ChatWarningKind.Coerced, field.Of("Strict"), "The schema holds keys or values of any kind, which the receiver does not take strictly; it is not asked to.");
        }
        else if (isRefused)
        {
            bag[AIToolExtensions.StrictKey] = null;
            call.Warn(ChatWarningKind.Unsupported, field.Of("Strict"), "The model has no strict mode for tools; the tool is sent without it.");
        }
        else if (narrowed.IsAsGiven)
        {
            return null;
        }

        if (narrowed.Loss is { } loss)
        {
            call.Warn(ChatWarningKind.Coerced, field.Of(nameof(function.JsonSchema)), loss);
        }

        foreach (var (name, value) in function.AdditionalProperties)
        {
            bag.TryAdd(name, value);
        }

        return new DeclaredFunction(function.Name, function.Description, narrowed.Schema, bag);
    }
}
