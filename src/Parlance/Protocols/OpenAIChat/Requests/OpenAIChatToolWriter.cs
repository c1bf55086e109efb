using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>Tools, in the caller's order, and how they may be called.</summary>
internal static class OpenAIChatToolWriter
{
    public static void Write(RequestBodyWriter writer, ChatDialect dialect)
    {
        var tools = writer.Call.Options.Tools ?? [];
        var functions = WriteList(writer, dialect, tools, "functions", isLegacy: true);
        var current = WriteList(writer, dialect, tools, "tools", isLegacy: false);
        WriteWebSearch(writer, dialect, tools);
        WriteChoice(writer, dialect, isLegacy: functions > 0 && current == 0);
    }

    private static int WriteList(RequestBodyWriter writer, ChatDialect dialect, IList<AITool> tools, string member, bool isLegacy)
    {
        var written = 0;
        for (var i = 0; i < tools.Count; i++)
        {
            if ((tools[i].WireType == ChatWireNames.LegacyFunction) != isLegacy || tools[i] is HostedWebSearchTool)
            {
                continue;
            }

            var field = $"Tools[{i}]";
            if (tools[i] is not (AIFunctionDeclaration or WireTool { Wire: ChatWireNames.Wire }))
            {
                writer.Unsupported(tools[i], field);
                continue;
            }

            if (written++ == 0)
            {
                writer.Json.WriteStartArray(member);
            }

            WriteTool(writer, dialect, tools[i], field, isLegacy);
        }

        if (written > 0)
        {
            writer.Json.WriteEndArray();
        }

        return written;
    }

    private static void WriteTool(RequestBodyWriter writer, ChatDialect dialect, AITool tool, string field, bool isLegacy)
    {
        if (tool is WireTool wireTool)
        {
            writer.WriteRaw(wireTool.Definition);
            return;
        }

        var extras = WireExtras.Get(tool);
        var start = writer.BeginObject();
        if (isLegacy)
        {
            WriteFunction(writer, dialect, (AIFunctionDeclaration)tool, field);
        }
        else
        {
            writer.Json.WriteString("type"u8, "function"u8);
            var function = writer.BeginObject("function"u8);
            WriteFunction(writer, dialect, (AIFunctionDeclaration)tool, field);
            writer.EndNested(function, extras, "function"u8);
        }

        writer.EndObject(start, tool, field);
    }

    private static void WriteFunction(RequestBodyWriter writer, ChatDialect dialect, AIFunctionDeclaration function, string field)
    {
        var json = writer.Json;
        json.WriteString("name"u8, function.Name);
        if (function.Description is { Length: > 0 } description)
        {
            json.WriteString("description"u8, description);
        }

        writer.WriteRaw("parameters"u8, function.JsonSchema);
        if (function.IsStrict is not { } strict)
        {
            return;
        }

        if (dialect.HasStrictTools)
        {
            json.WriteBoolean("strict"u8, strict);
        }
        else if (strict)
        {
            writer.Unsupported($"{field}.Strict", "The host has no strict mode; the tool is sent without it.");
        }
    }

    private static void WriteWebSearch(RequestBodyWriter writer, ChatDialect dialect, IList<AITool> tools)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is not HostedWebSearchTool tool)
            {
                continue;
            }

            var field = $"Tools[{i}]";
            if (!dialect.HasWebSearchOptions)
            {
                writer.Unsupported(field, "The host has no web search; it was left out.");
                continue;
            }

            var start = writer.BeginObject("web_search_options"u8);
            writer.EndObject(start, tool, field);
            return;
        }
    }

    private static void WriteChoice(RequestBodyWriter writer, ChatDialect dialect, bool isLegacy)
    {
        var json = writer.Json;
        var member = isLegacy ? "function_call" : "tool_choice";
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
                    : writer.IsSpelled(writer.Call.Options.AdditionalProperties, ChatWireNames.RequiredToolChoice) ? "required"
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
        var start = writer.BeginObject(System.Text.Encoding.UTF8.GetBytes(member));
        if (isLegacy)
        {
            writer.Json.WriteString("name"u8, name);
        }
        else
        {
            writer.Json.WriteString("type"u8, "function"u8);
            var function = writer.BeginObject("function"u8);
            writer.Json.WriteString("name"u8, name);
            writer.EndNested(function, writer.FindLeftOver("tool_choice"u8), "function"u8);
        }

        writer.EndBodyMember(start, member);
    }
}
