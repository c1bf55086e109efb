using System.Text.Json;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.Translation;

/// <summary>What a request must have for its wire's server to look at it at all.</summary>
internal static class RequestShapes
{
    public static IReadOnlyList<string> Check(string wire, JsonElement body)
    {
        var report = new GrammarReport(GrammarProfile.Strict) { Place = "request" };
        var request = new JsonShape(body, "", report);
        request.Be(JsonValueKind.Object);
        if (wire != "gemini-generate")
        {
            request.RequireText("model");
        }

        switch (wire)
        {
            case "openai-chat":
                OpenAIChat(request);
                break;
            case "openai-responses":
                OpenAIResponses(request);
                break;
            case "anthropic-messages":
                Anthropic(request);
                break;
            case "gemini-generate":
                Gemini(request);
                break;
            default:
                Ollama(request);
                break;
        }

        return report.Violations;
    }

    private static void OpenAIChat(JsonShape request)
    {
        RequireMessages(request);
        foreach (var message in request.Get("messages").Items())
        {
            RequireRole(message, "system", "developer", "user", "assistant", "tool");
            RequireContent(message, isOptional: message.Get("role").Text == "assistant");
            if (message.Get("role").Text == "tool")
            {
                message.RequireText("tool_call_id");
            }

            foreach (var call in message.Optional("tool_calls", JsonValueKind.Array).Items())
            {
                OpenAIChatRules.CheckToolCall(call);
            }
        }

        foreach (var tool in request.Optional("tools", JsonValueKind.Array).Items())
        {
            var kind = tool.Get("type").Text == "custom" ? "custom" : "function";
            tool.RequireConstant("type", kind);
            tool.RequireObject(kind).RequireText("name");
        }

        CheckSettings(request, "temperature", "top_p", "max_tokens", "max_completion_tokens", "seed");
        var stop = request.Get("stop");
        request.Report.Require(!stop.IsPresent || stop.Text is not null || stop.Items().Any(), "stop", "must be a text or a list with something in it.");
        request.Optional("response_format", JsonValueKind.Object);
        if (request.Get("response_format") is { IsPresent: true } format)
        {
            format.RequireText("type");
        }
    }

    private static void OpenAIResponses(JsonShape request)
    {
        foreach (var item in request.Get("input").Items())
        {
            if (item.Has("role"))
            {
                item.RequireText("role");
                item.Require("content");
            }
            else
            {
                item.RequireText("type");
            }
        }

        foreach (var tool in request.Get("tools").Items())
        {
            tool.RequireText("type");
        }
    }

    private static void Anthropic(JsonShape request)
    {
        request.Report.Require(request.RequireCount("max_tokens") is not 0, "max_tokens", "must be at least 1.");
        RequireMessages(request);
        foreach (var message in request.Get("messages").Items())
        {
            RequireRole(message, "user", "assistant");
            RequireContent(message, isOptional: false);
            foreach (var block in message.Get("content").Items())
            {
                AnthropicBlock(block);
            }
        }

        foreach (var tool in request.Optional("tools", JsonValueKind.Array).Items())
        {
            tool.RequireText("name");
            if (tool.Get("type").Text is null or "custom")
            {
                tool.RequireObject("input_schema").RequireConstant("type", "object");
            }
        }

        CheckSettings(request, "temperature", "top_p", "top_k");
        var system = request.Get("system");
        request.Report.Require(!system.IsPresent || system.Text is { Length: > 0 } || system.Items().Any(), "system", "must be a text or a list with something in it.");
    }

    private static void AnthropicBlock(JsonShape block)
    {
        switch (block.RequireText("type"))
        {
            case "text":
                block.RequireText("text");
                break;
            case "tool_use":
                block.RequireText("id");
                block.RequireText("name");
                block.RequireObject("input");
                break;
            case "tool_result":
                block.RequireText("tool_use_id");
                break;
            case "image" or "document":
                block.RequireObject("source").RequireText("type");
                break;
        }
    }

    private static void Gemini(JsonShape request)
    {
        request.RequireArray("contents");
        foreach (var content in request.Get("contents").Items())
        {
            RequireRole(content, "user", "model", "function");
            content.RequireArray("parts");
            content.Report.Require(content.Get("parts").Items().Any(), content.Path, "has no parts.");
            foreach (var part in content.Get("parts").Items())
            {
                part.Report.Require(part.Value.EnumerateObject().Any(), part.Path, "is empty.");
                if (part.Get("functionResponse") is { IsPresent: true } response)
                {
                    response.RequireText("name");
                    response.Optional("response", JsonValueKind.Object);
                }
            }
        }

        foreach (var tool in request.Optional("tools", JsonValueKind.Array).Items())
        {
            foreach (var declaration in tool.Optional("functionDeclarations", JsonValueKind.Array).Items())
            {
                declaration.RequireText("name");
            }
        }
    }

    private static void Ollama(JsonShape request)
    {
        request.RequireArray("messages");
        foreach (var message in request.Get("messages").Items())
        {
            RequireRole(message, "system", "user", "assistant", "tool");
            message.Require("content").Be(JsonValueKind.String);
            foreach (var image in message.Optional("images", JsonValueKind.Array).Items())
            {
                image.Be(JsonValueKind.String);
                image.Report.Require(image.Text?.StartsWith("data:", StringComparison.Ordinal) != true, image.Path, "must be base64 alone.");
            }

            foreach (var call in message.Optional("tool_calls", JsonValueKind.Array).Items())
            {
                var function = call.RequireObject("function");
                function.RequireText("name");
                function.RequireObject("arguments");
            }
        }

        foreach (var tool in request.Optional("tools", JsonValueKind.Array).Items())
        {
            tool.RequireObject("function").RequireText("name");
        }

        CheckSettings(request.Optional("options", JsonValueKind.Object), "temperature", "top_p", "top_k", "num_predict", "seed");
        var stream = request.Get("stream");
        request.Report.Require(!stream.IsPresent || stream.Value.ValueKind is JsonValueKind.True or JsonValueKind.False, "stream", "must be true or false.");
    }

    private static void RequireMessages(JsonShape request) =>
        request.Report.Require(request.RequireArray("messages").Items().Any(), "messages", "is empty.");

    private static void RequireRole(JsonShape message, params string[] roles)
    {
        var role = message.RequireText("role");
        message.Report.Require(role is null || roles.Contains(role), message.Path, $"has the role '{role}'.");
    }

    private static void RequireContent(JsonShape message, bool isOptional)
    {
        var content = message.Get("content");
        message.Report.Require(
            content.Text is not null || content.Value.ValueKind == JsonValueKind.Array || (isOptional && !content.IsPresent),
            content.Path,
            "must be a text or a list of parts.");
        foreach (var part in content.Items())
        {
            part.Be(JsonValueKind.Object);
            part.RequireText("type");
        }
    }

    private static void CheckSettings(JsonShape holder, params string[] names)
    {
        foreach (var name in names)
        {
            holder.Optional(name, JsonValueKind.Number);
        }
    }
}
