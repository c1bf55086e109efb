using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// The beta features that a call cannot do without, for the <c>anthropic-beta</c> header, behind those that the client of a
/// request to the same host asked for.
/// </summary>
/// <remarks>
/// What a call can do without is its caller's to ask for with a header: interleaved thinking, a context of a million
/// tokens, finer streaming of tool calls. Source: AnthropicBetaParam in https://github.com/anthropics/anthropic-sdk-python
/// and the list in https://platform.claude.com/docs/en/api/beta; for tools, the page of each below
/// https://platform.claude.com/docs/en/agents-and-tools/tool-use; for changes of tools
/// https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages; for instructions among the
/// messages, what Claude Code sends with them.
/// </remarks>
internal static class AnthropicBetas
{
    public const string Header = "anthropic-beta";

    public static List<string> Collect(ChatCall call, AnthropicDialect dialect)
    {
        var body = new AnthropicAddedMembers(call.Options);
        var betas = new List<string>(dialect.Betas);
        foreach (var (_, value) in WireHeaders.ToSend(call, AnthropicMessagesProtocol.WireName))
        {
            betas.AddRange(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        betas.AddRange(AnthropicMemberBetas.Find(body));
        if (Spelling.Has(call.Options.AdditionalProperties, AnthropicMessagesProtocol.WireName, AnthropicSpelling.OutputFormat))
        {
            betas.Add("structured-outputs-2025-11-13");
        }

        if (dialect.EffortBeta is { } effort && (call.Options.OutputEffort is not null || ReasoningSettings.From(call.Options).Effort is not null))
        {
            betas.Add(effort);
        }

        if (!dialect.WritesBetasInBody && call.Messages.Any(static message => message.IsInlineSystem && message.Contents.Any(static content => content is TextContent)))
        {
            betas.Add("mid-conversation-system-2026-04-07");
        }

        CollectTools(call.Options.Tools ?? [], body.Has("mcp_servers"u8), betas);
        foreach (var content in call.Messages.SelectMany(message => message.Contents))
        {
            CollectContent(content, betas);
        }

        return [.. betas.Distinct(StringComparer.Ordinal)];
    }

    private static void CollectContent(AIContent content, List<string> betas)
    {
        if (content is HostedFileContent)
        {
            betas.Add("files-api-2025-04-14");
        }

        switch (content.WireType)
        {
            case "compaction":
                betas.Add(AnthropicMemberBetas.Compaction);
                break;
            case "tool_addition" or "tool_removal":
                betas.Add("mid-conversation-tool-changes-2026-07-01");
                break;
        }
    }

    private static void CollectTools(IList<AITool> tools, bool hasServers, List<string> betas)
    {
        var hasToolset = false;
        foreach (var tool in tools)
        {
            hasServers |= tool is HostedMcpServerTool;
            var type = tool switch
            {
                WireTool raw => raw.Definition.Member("type"u8).AsText(),
                HostedCodeInterpreterTool => tool.WireType ?? AnthropicToolWriter.CodeExecution,
                _ => null,
            };
            hasToolset |= type == "mcp_toolset";
            if (GetBeta(type) is { } beta)
            {
                betas.Add(beta);
            }
        }

        if (hasServers || hasToolset)
        {
            betas.Add(hasToolset ? "mcp-client-2025-11-20" : "mcp-client-2025-04-04");
        }
    }

    private static string? GetBeta(string? toolType) => toolType switch
    {
        "code_execution_20250522" => "code-execution-2025-05-22",
        "code_execution_20250825" => "code-execution-2025-08-25",
        "web_fetch_20250910" => "web-fetch-2025-09-10",
        "advisor_20260301" => "advisor-tool-2026-03-01",
        "memory_20250818" => AnthropicMemberBetas.ContextManagement,
        "computer_20241022" => "computer-use-2024-10-22",
        "computer_20250124" => "computer-use-2025-01-24",
        "computer_20251124" => "computer-use-2025-11-24",
        _ => null,
    };
}
