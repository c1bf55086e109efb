using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>Tools, and what this wire cannot say of how they may be called.</summary>
internal static class OllamaToolWriter
{
    public static void Write(RequestBodyWriter writer)
    {
        var options = writer.Call.Options;
        if (options.Tools is not { Count: > 0 })
        {
            return;
        }

        switch (options.ToolMode)
        {
            case NoneChatToolMode:
                writer.Coerced("ToolMode", "This wire cannot forbid tool calls; the tools themselves were left out.");
                return;
            case RequiredChatToolMode:
                writer.Unsupported("ToolMode", "This wire cannot make the model call a tool; it decides by itself.");
                break;
        }

        FunctionTools.Write(writer, MessageNames.SnakeCase);
    }
}
