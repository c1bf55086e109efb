using Microsoft.Extensions.AI;
using OpenAI.Chat;
using Parlance.Json;

namespace Parlance.Bench.Requests;

/// <summary>
/// A conversation of 100 messages in which the model calls a tool in every second of its turns, in both vocabularies.
/// </summary>
public static class Conversation
{
    private const string Arguments = """{"city":"Reykjavík","unit":"celsius","days":3,"hourly":false}""";
    private const string Result = """{"city":"Reykjavík","forecast":[{"day":1,"high":4,"low":-2},{"day":2,"high":6,"low":1},{"day":3,"high":3,"low":-1}]}""";
    private const string Answer = "It stays near freezing: between -2 and 6 °C over the next three days, warmest on the second.";
    private const int Turns = 25;

    public static IReadOnlyList<Microsoft.Extensions.AI.ChatMessage> ForParlance { get; } =
    [
        .. Enumerable.Range(0, Turns).SelectMany(turn => new Microsoft.Extensions.AI.ChatMessage[]
        {
            new(ChatRole.User, $"What is the weather in Reykjavík, question {turn}?"),
            new(ChatRole.Assistant, [ToolCallArguments.CreateCall($"call_{turn}", "get_weather", Arguments)]),
            new(ChatRole.Tool, [new FunctionResultContent($"call_{turn}", Result)]),
            new(ChatRole.Assistant, Answer),
        }),
    ];

    public static IReadOnlyList<OpenAI.Chat.ChatMessage> ForOpenAI { get; } =
    [
        .. Enumerable.Range(0, Turns).SelectMany(turn => new OpenAI.Chat.ChatMessage[]
        {
            new UserChatMessage($"What is the weather in Reykjavík, question {turn}?"),
            new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall($"call_{turn}", "get_weather", BinaryData.FromString(Arguments))]),
            new ToolChatMessage($"call_{turn}", Result),
            new AssistantChatMessage(Answer),
        }),
    ];
}
