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

        BetasOf(call).ShouldBe(beta);
    }

    /// <summary>The names are those of the features' own pages; the body may come in on the wire or be the caller's addition.</summary>
    [Theory]
    [InlineData("""{"context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]}}""", "context-management-2025-06-27")]
    [InlineData("""{"context_management":{"edits":[{"type":"compact_20260112"}]}}""", "compact-2026-01-12")]
    [InlineData("""{"context_management":{"edits":[{"type":"clear_thinking_20251015"},{"type":"compact_20260112"}]}}""", "context-management-2025-06-27,compact-2026-01-12")]
    [InlineData("""{"container":{"skills":[{"type":"anthropic","skill_id":"pptx","version":"latest"}]}}""", "skills-2025-10-02")]
    [InlineData("""{"container":"container_1"}""", null)]
    [InlineData("""{"mcp_servers":[{"type":"url","name":"n","url":"https://m.test"}]}""", "mcp-client-2025-04-04")]
    [InlineData("""{"output_config":{"task_budget":{"type":"tokens","total":20000}}}""", "task-budgets-2026-03-13")]
    [InlineData("""{"output_config":{"effort":"high"}}""", null)]
    [InlineData("""{"speed":"fast"}""", "fast-mode-2026-02-01")]
    [InlineData("""{"speed":"standard"}""", null)]
    [InlineData("""{"thinking":{"type":"adaptive","display":"updates"}}""", "thinking-display-updates-2026-08-18")]
    [InlineData("""{"thinking":{"type":"adaptive","display":"omitted"}}""", null)]
    [InlineData("""{"thinking":{"block_binding":{"prefix_mismatch_behavior":"drop"}}}""", "thinking-binding-controls-2026-08-01")]
    [InlineData("""{"user_profile_id":"p_1"}""", "user-profiles-2026-03-24")]
    [InlineData("""{"fallbacks":"default"}""", "server-side-fallback-2026-07-01")]
    [InlineData("""{"fallbacks":[{"model":"m"}]}""", "server-side-fallback-2026-06-01")]
    [InlineData("""{"inference_geo":"us","service_tier":"auto"}""", null)]
    public void A_member_in_beta_is_asked_for_by_its_name(string members, string? beta)
    {
        var added = new ChatCall { Model = "m", Messages = [new ChatMessage(ChatRole.User, "Hi")], Options = new ChatOptions { ExtraBody = JsonElement.Parse(members) } };

        BetasOf(Read($$$"""{{{members[..^1]}}},"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""")).ShouldBe(beta);
        BetasOf(added).ShouldBe(beta);
    }

    [Theory]
    [InlineData("assistant", """{"type":"compaction","content":"So far: nothing."}""", "compact-2026-01-12")]
    [InlineData("system", """{"type":"tool_addition","tool":{"type":"tool_reference","name":"t"}}""", "mid-conversation-tool-changes-2026-07-01")]
    [InlineData("system", """{"type":"tool_removal","tool":{"type":"tool_reference","name":"t"}}""", "mid-conversation-tool-changes-2026-07-01")]
    [InlineData("user", """{"type":"document","source":{"type":"file","file_id":"f_1"}}""", "files-api-2025-04-14")]
    [InlineData("user", """{"type":"text","text":"Hi"}""", null)]
    public void A_block_in_beta_is_asked_for_by_its_name(string role, string block, string? beta) =>
        BetasOf(Read($$"""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"{{role}}","content":[{{block}}]}]}""")).ShouldBe(beta);

    /// <summary>OpenAI's Responses have a member of the same name.</summary>
    [Fact]
    public void Another_wires_member_is_no_beta()
    {
        var call = new Parlance.Protocols.OpenAIResponses.OpenAIResponsesProtocol()
            .ReadRequest("""{"model":"m","input":"Hi","context_management":[{"type":"compaction","compact_threshold":9}]}"""u8.ToArray());

        BetasOf(call).ShouldBeNull();
    }

    [Fact]
    public void What_the_client_of_the_same_host_asked_for_goes_first_and_once()
    {
        var read = ReadWithHeader("""{"model":"m","max_tokens":9,"context_management":{},"messages":[{"role":"user","content":"Hi"}]}""");

        BetasOf(read with { Recipient = "anthropic" }).ShouldBe("interleaved-thinking-2025-05-14,context-management-2025-06-27");
    }

    [Fact]
    public void Another_host_gets_what_the_body_needs_alone_and_a_warning_says_so()
    {
        var call = ReadWithHeader("""{"model":"m","max_tokens":9,"context_management":{},"messages":[{"role":"user","content":"Hi"}]}""") with { Recipient = "elsewhere" };

        AnthropicWire.Write(call);

        BetasOf(call).ShouldBe("context-management-2025-06-27");
        call.Warnings.Select(warning => (warning.Kind, warning.Field)).ShouldBe([(ChatWarningKind.Other, "headers.anthropic-beta")]);
    }

    [Theory]
    [InlineData("claude-opus-4-5", "effort-2025-11-24")]
    [InlineData("claude-opus-4-6", null)]
    public void An_effort_is_a_beta_of_one_model(string model, string? beta)
    {
        var read = Read($$"""{"model":"{{model}}","max_tokens":9,"output_config":{"effort":"low"},"messages":[{"role":"user","content":"Hi"}]}""");

        Providers.Anthropic.Protocol.GetHeaders(read).SingleOrDefault(header => header.Key == "anthropic-beta").Value.ShouldBe(beta);
    }

    [Theory]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"system","content":"Be brief."}]}""", "mid-conversation-system-2026-04-07")]
    [InlineData("""{"model":"m","max_tokens":9,"compaction":{},"messages":[{"role":"user","content":"Hi"}]}""", "compact-2026-09-04")]
    public void What_a_body_holds_is_asked_for(string body, string beta) => BetasOf(Read(body)).ShouldBe(beta);

    private static ChatCall ReadWithHeader(string body) => AnthropicWire.Protocol.ReadRequest(
        System.Text.Encoding.UTF8.GetBytes(body), [new("Anthropic-Beta", "interleaved-thinking-2025-05-14, context-management-2025-06-27"), new("Authorization", "Bearer x")], "anthropic");

    private static ChatCall Read(string body) => AnthropicWire.Protocol.ReadRequest(System.Text.Encoding.UTF8.GetBytes(body));

    private static string? BetasOf(ChatCall call) =>
        AnthropicWire.Protocol.GetHeaders(call).SingleOrDefault(header => header.Key == "anthropic-beta").Value;
}
