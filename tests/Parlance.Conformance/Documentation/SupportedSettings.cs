using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Conformance.Documentation;

/// <summary>One thing that a caller may want to say, and the same call without it.</summary>
internal sealed record SupportedSetting(string Name, Func<ChatCall> With, Func<ChatCall> Without);

/// <summary>Everything that a caller may want to say.</summary>
internal static class SupportedSettings
{
    private static readonly JsonElement s_schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""");

    public static IReadOnlyList<SupportedSetting> All { get; } =
    [
        Option("Temperature", options => options.Temperature = 0.5f),
        Option("TopP", options => options.TopP = 0.5f),
        Option("TopK", options => options.TopK = 5),
        Option("MaxOutputTokens", options => options.MaxOutputTokens = 123),
        Option("FrequencyPenalty", options => options.FrequencyPenalty = 0.5f),
        Option("PresencePenalty", options => options.PresencePenalty = 0.5f),
        Option("Seed", options => options.Seed = 7),
        Option("StopSequences", options => options.StopSequences = ["END"]),
        Option("ResponseFormat: JSON", options => options.ResponseFormat = ChatResponseFormat.Json),
        Option("ResponseFormat: schema", options => options.ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema, "place")),
        Option("Tools", AddTool),
        Tool("ToolMode: none", options => options.ToolMode = ChatToolMode.None),
        Tool("ToolMode: any tool", options => options.ToolMode = ChatToolMode.RequireAny),
        Tool("ToolMode: one tool", options => options.ToolMode = ChatToolMode.RequireSpecific("weather")),
        Tool("AllowMultipleToolCalls: false", options => options.AllowMultipleToolCalls = false),
        Option("ReasoningEffort", options => options.ReasoningEffort = "high"),
        Option("ReasoningBudget", options => options.ReasoningBudget = 2048),
        Option("ReasoningEnabled: true", options => options.ReasoningEnabled = true),
        Option("ServiceTier", options => options.ServiceTier = "flex"),
        Option("PromptCacheKey", options => options.PromptCacheKey = "key"),
        Option("CacheBreakpoint", options => options.CacheBreakpoint = "5m"),
        Option("EndUserId", options => options.EndUserId = "user-1"),
        Option("Metadata", options => options.Metadata = JsonElement.Parse("""{"label":"value"}""")),
        Option("LogProbs", options => options.LogProbs = true),
        Option("ExtraBody", options => options.ExtraBody = JsonElement.Parse("""{"vendor_setting":1}""")),
        Content("image, its bytes", new DataContent(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }, "image/png")),
        Content("image, its address", new UriContent("https://example.com/a.png", "image/png")),
        Content("audio", new DataContent(new byte[] { 1, 2, 3 }, "audio/wav")),
        Content("PDF", new DataContent("%PDF-1.4"u8.ToArray(), "application/pdf") { Name = "a.pdf" }),
        Messages("tool call and result",
        [
            new(ChatRole.Assistant, [new FunctionCallContent("call_1", "weather", new Dictionary<string, object?> { ["city"] = "Paris" })]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", "sunny")]),
        ]),
    ];

    private static SupportedSetting Option(string name, Action<ChatOptions> set) => new(name, () => Call(set), () => Call(_ => { }));

    private static SupportedSetting Tool(string name, Action<ChatOptions> set) => new(name, () => Call(AddTool + set), () => Call(AddTool));

    private static SupportedSetting Content(string name, AIContent content) => new(name, () => Call(_ => { }, content), () => Call(_ => { }));

    private static SupportedSetting Messages(string name, ChatMessage[] messages) =>
        new(name, () => new ChatCall { Model = "m", Messages = [new(ChatRole.User, "Hi"), .. messages], WarningDetail = WarningDetail.All }, () => Call(_ => { }));

    private static void AddTool(ChatOptions options) => options.Tools = [AIFunctionFactory.CreateDeclaration("weather", "The weather of a city.", s_schema)];

    private static ChatCall Call(Action<ChatOptions> set, params AIContent[] contents)
    {
        var options = new ChatOptions();
        set(options);
        return new ChatCall { Model = "m", Messages = [new(ChatRole.User, [new TextContent("Hi"), .. contents])], Options = options, WarningDetail = WarningDetail.All };
    }
}
