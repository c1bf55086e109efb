using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>What a caller gives the host's interpreter to work on, where the wire gives it what the conversation holds.</summary>
internal static class HostedToolInputs
{
    public static void ReportLoss(RequestBodyWriter writer, HostedCodeInterpreterTool interpreter, FieldPath field)
    {
        if (interpreter.Inputs is { Count: > 0 })
        {
            writer.Unsupported(field.Of("Inputs"), "The interpreter is given no inputs of its own on this wire; put them into a message.");
        }
    }
}
