using System.Text;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>Tools, in the caller's order, and how they may be called.</summary>
internal static class OpenAIChatToolWriter
{
    public static void Write(RequestBodyWriter writer, OpenAIChatDialect dialect)
    {
        var tools = writer.Call.Options.Tools ?? [];
        var hasFunctions = WriteList(writer, dialect, OpenAIChatToolReader.LegacyNames, tool => IsLegacy(tool, writer.Call));
        var hasTools = WriteList(writer, dialect, OpenAIChatProtocol.Names, tool => tool is not HostedWebSearchTool && !IsLegacy(tool, writer.Call));
        WriteWebSearch(writer, tools);
        WriteChoice(writer, dialect, isLegacy: hasFunctions && !hasTools);
    }

    /// <summary>True for a function in the wire's earlier form, which its own host's client may still send.</summary>
    private static bool IsLegacy(AITool tool, ChatCall call) =>
        tool.WireType == OpenAIChatSpelling.LegacyFunction && (call.Inbound is null || call.IsOwnOf(OpenAIChatSpelling.Wire));

    private static bool WriteList(RequestBodyWriter writer, OpenAIChatDialect dialect, MessageNames names, Func<AITool, bool> belongs) =>
        FunctionTools.Write(writer, names, dialect.HasStrictTools, "The host has no strict mode; the tool is sent without it.", belongs);

    private static void WriteWebSearch(RequestBodyWriter writer, IList<AITool> tools)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is not HostedWebSearchTool tool)
            {
                continue;
            }

            var start = writer.BeginObject("web_search_options"u8);
            writer.EndObject(start, tool, FieldPath.OfTool(i));
            return;
        }
    }

    private static void WriteChoice(RequestBodyWriter writer, OpenAIChatDialect dialect, bool isLegacy)
    {
        var json = writer.Json;
        var member = isLegacy ? "function_call" : "tool_choice";
        if (writer.Call.Options is { AllowedTools: { } allowed, ToolMode: not (NoneChatToolMode or RequiredChatToolMode { RequiredFunctionName: not null }) })
        {
            WriteAllowed(writer, allowed);
            return;
        }

        switch (writer.Call.Options.ToolMode)
        {
            case AutoChatToolMode:
                json.WriteString(member, "auto");
                break;
            case NoneChatToolMode:
                json.WriteString(member, "none");
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name } when dialect.HasNamedToolChoice:
                WriteNamedChoice(writer, member, name, isLegacy);
                break;
            case RequiredChatToolMode required:
                json.WriteString(
                    member,
                    isLegacy ? "auto"
                    : writer.IsSpelled(writer.Call.Options.AdditionalProperties, OpenAIChatSpelling.RequiredToolChoice) ? "required"
                    : dialect.RequiredToolChoice);
                if (required.RequiredFunctionName is { } wanted)
                {
                    writer.Coerced("ToolMode", $"The host cannot be made to call '{wanted}'; it must call some tool.");
                }

                break;
        }
    }

    private static void WriteNamedChoice(RequestBodyWriter writer, string member, string name, bool isLegacy)
    {
        var start = writer.BeginObject(member);
        if (isLegacy)
        {
            writer.Json.WriteString("name"u8, name);
        }
        else
        {
            var type = OpenAIChatToolReader.TypeOf(name, writer.Call.Options);
            writer.Json.WriteString("type"u8, type);
            var function = writer.BeginObject(type);
            writer.Json.WriteString("name"u8, name);
            writer.EndNested(function, writer.FindLeftOver("tool_choice"u8), Encoding.UTF8.GetBytes(type));
        }

        writer.EndBodyMember(start, member);
    }

    private static void WriteAllowed(RequestBodyWriter writer, IReadOnlyList<string> allowed)
    {
        var json = writer.Json;
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, "allowed_tools"u8);
        json.WriteStartObject("allowed_tools"u8);
        json.WriteString("mode"u8, writer.Call.Options.ToolMode is RequiredChatToolMode ? "required"u8 : "auto"u8);
        json.WriteStartArray("tools"u8);
        foreach (var name in allowed)
        {
            var type = OpenAIChatToolReader.TypeOf(name, writer.Call.Options);
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WriteStartObject(type);
            json.WriteString("name"u8, name);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
