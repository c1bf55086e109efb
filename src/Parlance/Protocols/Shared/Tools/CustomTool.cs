using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>
/// A tool whose input is text in free form, as OpenAI's two wires have it: each in an object of its own shape, which the
/// call holds as a <see cref="WireTool"/>.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, null where nothing says so.</param>
/// <param name="Syntax">The language of <paramref name="Grammar"/>, such as <c>lark</c>; null for a tool without one.</param>
/// <param name="Grammar">What inputs look like; null where they are any text.</param>
/// <remarks>Source: https://platform.openai.com/docs/guides/function-calling#custom-tools.</remarks>
internal sealed record CustomTool(string Name, string? Description, string? Syntax, string? Grammar)
{
    /// <summary>The parameter that holds the input where the tool is offered as a function.</summary>
    public const string Input = "input";

    /// <summary>The wire type of the result of such a tool, where the wire tells it from that of a function.</summary>
    public const string ResultType = "custom_tool_call_output";

    private static readonly JsonElement s_schema = JsonElement.Parse("""{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}""");

    /// <summary>The custom tool that a tool is, null for any other.</summary>
    public static CustomTool? Find(AITool tool)
    {
        if (tool is not WireTool { Definition: var definition } known || !known.Wire.StartsWith("openai-", StringComparison.Ordinal) || definition.Member("type"u8).AsText() != "custom")
        {
            return null;
        }

        // Chat's object holds the members in one more, and those of a grammar too.
        var members = definition.Member("custom"u8) is { ValueKind: JsonValueKind.Object } inner ? inner : definition;
        var format = members.Member("format"u8);
        var grammar = format.Member("grammar"u8) is { ValueKind: JsonValueKind.Object } nested ? nested : format;
        return members.Member("name"u8).AsText() is { Length: > 0 } name
            ? new CustomTool(name, members.Member("description"u8).AsText(), grammar.Member("syntax"u8).AsText(), grammar.Member("definition"u8).AsText())
            : null;
    }

    /// <summary>The same as a function of one text, for receivers that know no others.</summary>
    public DeclaredFunction ToFunction() => new(
        Name,
        string.Join("\n\n", new[] { Description, Grammar is null ? null : $"The input follows this grammar ({Syntax ?? "lark"}):\n{Grammar}" }.Where(static text => !string.IsNullOrEmpty(text))),
        s_schema,
        properties: null);

    /// <summary>The input of a call as the arguments of such a function.</summary>
    public static string ToArguments(string input)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            json.WriteString(Input, input);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.Span);
    }

    /// <summary>The input that the arguments of such a function hold; the arguments themselves where the model wrote something else.</summary>
    public static string ReadArguments(string arguments) =>
        JsonElementExtensions.Parse(arguments, JsonValueKind.Object).TryGetText("input"u8, out var input) ? input : arguments;
}
