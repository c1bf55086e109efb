using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>A tool's failure on wires that have no flag for it: the text says it.</summary>
internal static class ToolFailure
{
    /// <summary>The text of a result, marked where the tool failed and the text does not say so itself.</summary>
    public static string Flag(FunctionResultContent result, string text) =>
        !result.IsError || text.StartsWith("error", StringComparison.OrdinalIgnoreCase) ? text : text.Length == 0 ? "Error" : $"Error: {text}";
}
