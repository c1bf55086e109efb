using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>Tool servers that the provider calls: <c>mcp_servers</c>, as Anthropic's MCP connector documents it.</summary>
internal static class AnthropicMcpServers
{
    private const string Bearer = "Bearer ";

    public static void Write(RequestBodyWriter writer, List<(HostedMcpServerTool Server, string Field)> servers)
    {
        var json = writer.Json;
        json.WriteStartArray("mcp_servers"u8);
        if (writer.FindExtra("mcp_servers"u8) is { ValueKind: JsonValueKind.Array } known)
        {
            foreach (var server in known.EnumerateArray())
            {
                writer.WriteRaw(server);
            }
        }

        foreach (var (server, field) in servers)
        {
            Write(writer, server, field);
        }

        json.WriteEndArray();
    }

    private static void Write(RequestBodyWriter writer, HostedMcpServerTool server, FieldPath field)
    {
        var json = writer.Json;
        var start = writer.BeginObject();
        json.WriteString("type"u8, "url"u8);
        json.WriteString("url"u8, server.ServerAddress);
        json.WriteString("name"u8, server.ServerName);
        if (server.ServerDescription is not null)
        {
            writer.Unsupported(field.Of("ServerDescription"), "The wire has no description of a tool server; it was left out.");
        }

        foreach (var (name, value) in server.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                json.WriteString("authorization_token"u8, value[Bearer.Length..]);
            }
            else
            {
                writer.Unsupported(field.Of("Headers"), $"The wire passes a bearer token to a tool server and no other header; '{name}' was left out.");
            }
        }

        if (server.AllowedTools is { } allowed)
        {
            json.WriteStartObject("tool_configuration"u8);
            json.WriteBoolean("enabled"u8, true);
            json.WriteStartArray("allowed_tools"u8);
            foreach (var name in allowed)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (server.ApprovalMode is not (null or HostedMcpServerToolNeverRequireApprovalMode))
        {
            writer.Unsupported(field.Of("ApprovalMode"), "The provider calls the server's tools without asking; name the tools that it may call in AllowedTools.");
        }

        writer.EndObject(start, server, field);
    }
}
