using Microsoft.Extensions.AI;
using Parlance.Testing;

namespace Parlance.Tests.Calls;

/// <summary>A model that thinks before each of its calls gets its thoughts back, turn for turn, from whoever asks it again.</summary>
public sealed class ReasoningLoopTests
{
    [Theory]
    [InlineData("anthropic", """{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"Thought N.","signature":"signature-N"},{"type":"tool_use","id":"call_N","name":"f","input":{}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}""", "signature-N")]
    [InlineData("openai-responses", """{"id":"r","object":"response","model":"m","status":"completed","output":[{"type":"reasoning","id":"rs_N","summary":[{"type":"summary_text","text":"Thought N."}],"encrypted_content":"signature-N"},{"type":"function_call","id":"fc_N","call_id":"call_N","name":"f","arguments":"{}","status":"completed"}]}""", "signature-N")]
    [InlineData("gemini", """{"candidates":[{"content":{"role":"model","parts":[{"text":"Thought N.","thought":true},{"functionCall":{"id":"call_N","name":"f","args":{}},"thoughtSignature":"signature-N"}]},"finishReason":"STOP"}],"modelVersion":"m"}""", "signature-N")]
    [InlineData("deepseek", """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"Thought N.","content":"","tool_calls":[{"id":"call_N","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""", "Thought N.")]
    [InlineData("moonshot", """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"Thought N.","content":"","tool_calls":[{"id":"call_N","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""", "Thought N.")]
    [InlineData("openrouter", """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","reasoning":"Thought N.","reasoning_details":[{"type":"reasoning.encrypted","data":"signature-N"}],"content":"","tool_calls":[{"id":"call_N","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""", "signature-N")]
    [InlineData("ollama", """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"","thinking":"Thought N.","tool_calls":[{"id":"call_N","function":{"name":"f","arguments":{}}}]},"done":true,"done_reason":"stop"}""", "Thought N.")]
    public async Task Thoughts_of_three_turns_go_back_in_their_order(string provider, string answer, string thought)
    {
        using var handler = new ReplayHandler(request => new ReplayResponse(answer.Replace("N", $"{request.Text.Split("result of").Length}", StringComparison.Ordinal)));
        var model = ProviderRegistry.Default.Get(provider).WithApiKey("key").WithHandler(handler).Chat("m");
        var messages = new List<ChatMessage> { new(ChatRole.User, "Begin.") };
        for (var turn = 1; turn <= 4; turn++)
        {
            var response = await model.GetResponseAsync(messages);
            var call = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
            messages.AddRange(response.Messages);
            messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, $"result of {call.CallId}")]));
        }

        var last = handler.Requests[^1].Text;
        int[] places = [.. Enumerable.Range(1, 3).Select(turn => last.IndexOf(thought.Replace("N", $"{turn}", StringComparison.Ordinal), StringComparison.Ordinal))];
        places.ShouldAllBe(place => place > 0, last);
        places.ShouldBeInOrder();
    }
}
