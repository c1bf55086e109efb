using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Composition;

/// <summary>A model inside <see cref="FunctionInvokingChatClient"/>, the tool loop of Microsoft.Extensions.AI.</summary>
public sealed class FunctionInvocationTests
{
    private const string Prompt = "Tell me the weather and the time in Paris.";

    public static TheoryData<string, bool> Hosts => SimulatedHosts.All;

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_runs_parallel_calls_at_once_and_every_wire_takes_both_results(string host, bool isStreamed)
    {
        var (model, asked) = SimulatedHosts.Create(host);
        var (weather, time) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var client = model.AsBuilder().UseFunctionInvocation(configure: loop => loop.AllowConcurrentInvocation = true).Build();
        var options = new ChatOptions
        {
            Tools =
            [
                AIFunctionFactory.Create((string city) => RunTogetherAsync(weather, time, $"sun in {city}"), "get_weather"),
                AIFunctionFactory.Create(() => RunTogetherAsync(time, weather, "noon"), "get_time"),
            ],
        };

        var response = await client.AskAsync([new(ChatRole.User, Prompt)], options, isStreamed);

        response.Text.ShouldBe("The tools answered: sun in Paris; noon");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Messages.Select(message => message.Role).ShouldBe([ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant]);
        response.Contents<FunctionCallContent>().Select(call => call.CallId).ShouldBe(response.Contents<FunctionResultContent>().Select(result => result.CallId));
        response.Usage!.InputTokenCount.ShouldBe(response.Usage.TotalTokenCount - response.Usage.OutputTokenCount);
        asked.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_adds_up_the_usage_of_its_rounds(string host, bool isStreamed)
    {
        var (model, asked) = SimulatedHosts.Create(host);
        using var client = model.AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => "noon", "get_time")] };
        ChatMessage[] messages = [new(ChatRole.User, Prompt)];

        var response = await client.AskAsync(messages, options, isStreamed);

        var first = await model.AskAsync(messages, options, isStreamed);
        var second = await model.AskAsync([.. messages, .. response.Messages.Take(2)], options, isStreamed);
        response.Usage!.InputTokenCount.ShouldBe(first.Usage!.InputTokenCount + second.Usage!.InputTokenCount);
        response.Usage.OutputTokenCount.ShouldBe(first.Usage.OutputTokenCount + second.Usage.OutputTokenCount);
        response.Usage.UncachedInputTokenCount.ShouldBe(response.Usage.InputTokenCount);
        asked.Requests[3].ShouldBe(asked.Requests[1], "What the loop hands back is what it sent.");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_tells_every_wire_that_a_tool_failed(string host, bool isStreamed)
    {
        var (model, asked) = SimulatedHosts.Create(host);
        using var client = model.AsBuilder().UseFunctionInvocation(configure: loop => loop.IncludeDetailedErrors = true).Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(string () => throw new InvalidOperationException("The clock stopped."), "get_time")] };

        var response = await client.AskAsync([new(ChatRole.User, Prompt)], options, isStreamed);

        response.Text.ShouldContain("The clock stopped.");
        asked.Requests[1].ShouldContain("The clock stopped.");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_runs_no_tool_before_a_person_approved_of_it(string host, bool isStreamed)
    {
        var (model, asked) = SimulatedHosts.Create(host);
        var cities = new List<string>();
        using var client = model.AsBuilder().UseFunctionInvocation().Build();
        var tool = AIFunctionFactory.Create((string city) => Note(cities, city), "get_weather");
        var options = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(tool)] };
        var messages = new List<ChatMessage> { new(ChatRole.User, Prompt) };

        var question = await client.AskAsync(messages, options, isStreamed);

        var request = question.Contents<ToolApprovalRequestContent>().ShouldHaveSingleItem();
        cities.ShouldBeEmpty();
        messages.AddRange(question.Messages);
        messages.Add(new ChatMessage(ChatRole.User, [request.CreateResponse(true)]));
        var answer = await client.AskAsync(messages, options, isStreamed);

        answer.Text.ShouldBe("The tool answered: sun in Paris");
        cities.ShouldBe(["Paris"]);
        asked.Requests.Count.ShouldBe(2);
        var call = request.ToolCall.ShouldBeOfType<FunctionCallContent>();
        call.ArgumentsJson.ShouldBe("""{"city":"Paris"}""");
        var plain = await model.AskAsync(
            [messages[0], new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "sun in Paris")])],
            options,
            isStreamed);
        plain.Text.ShouldBe(answer.Text);
        asked.Requests[2].ShouldBe(asked.Requests[1], "An approved call is sent as if nobody had asked.");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_tells_every_wire_that_a_person_refused(string host, bool isStreamed)
    {
        var (model, asked) = SimulatedHosts.Create(host);
        using var client = model.AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(string () => throw new InvalidOperationException("It ran."), "get_time"))] };
        var messages = new List<ChatMessage> { new(ChatRole.User, Prompt) };

        var question = await client.AskAsync(messages, options, isStreamed);
        messages.AddRange(question.Messages);
        messages.Add(new ChatMessage(ChatRole.User, [question.Contents<ToolApprovalRequestContent>().Single().CreateResponse(false, "Not at night.")]));
        var answer = await client.AskAsync(messages, options, isStreamed);

        answer.Text.ShouldContain("Not at night.");
        asked.Requests[1].ShouldContain("Not at night.");
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Function_invocation_takes_a_yes_and_a_no_to_parallel_calls(string host, bool isStreamed)
    {
        var (model, asked) = SimulatedHosts.Create(host);
        var cities = new List<string>();
        using var client = model.AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions
        {
            Tools =
            [
                new ApprovalRequiredAIFunction(AIFunctionFactory.Create((string city) => Note(cities, city), "get_weather")),
                new ApprovalRequiredAIFunction(AIFunctionFactory.Create(string () => throw new InvalidOperationException("It ran."), "get_time")),
            ],
        };
        var messages = new List<ChatMessage> { new(ChatRole.User, Prompt) };

        var questions = await client.AskAsync(messages, options, isStreamed);
        messages.AddRange(questions.Messages);
        messages.Add(new ChatMessage(ChatRole.User, [.. questions.Contents<ToolApprovalRequestContent>().Select((request, index) => request.CreateResponse(index == 0))]));
        var answer = await client.AskAsync(messages, options, isStreamed);
        messages.AddRange(answer.Messages);
        messages.Add(new ChatMessage(ChatRole.User, "Say \"goodbye\"."));
        var next = await client.AskAsync(messages, options, isStreamed);

        answer.Text.ShouldContain("sun in Paris");
        answer.Text.ShouldContain("rejected");
        cities.ShouldBe(["Paris"]);
        next.Text.ShouldContain("goodbye");
        asked.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_question_of_function_invocation_that_nobody_answered_is_not_sent(string host, bool isStreamed)
    {
        var (model, asked) = SimulatedHosts.Create(host);
        using var client = model.AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => "noon", "get_time"))] };
        ChatMessage[] messages = [new(ChatRole.User, Prompt)];
        var question = await client.AskAsync(messages, options, isStreamed);

        var error = await Should.ThrowAsync<LlmException>(() => model.AskAsync([.. messages, .. question.Messages], options, isStreamed));

        error.Kind.ShouldBe(LlmErrorKind.Unsupported);
        error.Message.ShouldContain("Messages[1].Contents[0]");
        asked.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Function_invocation_tells_the_model_that_its_arguments_were_no_JSON_and_runs_no_tool_that_needs_them(bool isStreamed)
    {
        var (model, handler) = SameAnswer.Ask("openai", isStreamed
            ? """
              data: {"id":"r1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"wipe","arguments":"{\"path\":"}}]},"finish_reason":"tool_calls"}]}

              data: [DONE]


              """
            : """{"id":"r1","model":"m","choices":[{"index":0,"message":{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"wipe","arguments":"{\"path\":"}}]},"finish_reason":"tool_calls"}]}""");
        var runs = 0;
        using var client = model.AsBuilder().UseFunctionInvocation(configure: loop => loop.MaximumIterationsPerRequest = 1).Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string path) => $"{path}{runs++}", "wipe")] };

        var response = await client.AskAsync([new(ChatRole.User, "Clean up.")], options, isStreamed);

        runs.ShouldBe(0);
        response.Contents<FunctionCallContent>().First().Exception.ShouldBeOfType<LlmException>().Kind.ShouldBe(LlmErrorKind.MalformedResponse);
        JsonElement.Parse(handler.Requests[1].Body.Span).GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString().ShouldStartWith("Error:");
    }

    private static async Task<string> RunTogetherAsync(TaskCompletionSource mine, TaskCompletionSource other, string result)
    {
        mine.SetResult();
        await other.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return result;
    }

    private static string Note(List<string> cities, string city)
    {
        cities.Add(city);
        return $"sun in {city}";
    }
}
