using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.AnthropicMessages;

public sealed class AnthropicBetasTests
{
    /// <summary>The names are those of AnthropicBetaParam in the vendor's client and of the tools' own pages.</summary>
    [Theory]
    [InlineData("computer_20241022", "computer-use-2024-10-22")]
    [InlineData("computer_20250124", "computer-use-2025-01-24")]
    [InlineData("computer_20251124", "computer-use-2025-11-24")]
    [InlineData("code_execution_20250522", "code-execution-2025-05-22")]
    [InlineData("code_execution_20250825", "code-execution-2025-08-25")]
    [InlineData("web_fetch_20250910", "web-fetch-2025-09-10")]
    [InlineData("advisor_20260301", "advisor-tool-2026-03-01")]
    [InlineData("memory_20250818", "context-management-2025-06-27")]
    [InlineData("mcp_toolset", "mcp-client-2025-11-20")]
    [InlineData("web_search_20250305", null)]
    [InlineData("tool_search_tool_bm25_20251119", null)]
    public void A_tool_in_beta_is_asked_for_by_its_name(string type, string? beta)
    {
        var call = new ChatCall
        {
            Model = "m",
            Messages = [new ChatMessage(ChatRole.User, "Hi")],
            Options = new ChatOptions { Tools = [new WireTool("anthropic-messages", JsonElement.Parse($$"""{"type":"{{type}}","name":"t"}"""))] },
        };

        AnthropicWire.Protocol.GetHeaders(call).Where(header => header.Key == "anthropic-beta").Select(header => header.Value)
            .ShouldBe(beta is null ? [] : [beta]);
    }
}
