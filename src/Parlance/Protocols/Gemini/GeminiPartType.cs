using Parlance.Responses;

namespace Parlance.Protocols.Gemini;

/// <summary>The parts of a content that have a name of their own in this library.</summary>
internal static class GeminiPartType
{
    /// <summary>A signature that belongs to the text in front of it.</summary>
    public const string SignedText = "text";

    public const string ExecutableCode = "executableCode";
    public const string CodeExecutionResult = "codeExecutionResult";
    public const string ToolCall = "toolCall";
    public const string ToolResponse = "toolResponse";
    public const string FunctionResponse = "functionResponse";

    public static BlockKind KindOf(string name) => name switch
    {
        ExecutableCode or ToolCall => BlockKind.ServerToolCall,
        CodeExecutionResult or ToolResponse or FunctionResponse => BlockKind.ServerToolResult,
        _ => BlockKind.Opaque,
    };
}
