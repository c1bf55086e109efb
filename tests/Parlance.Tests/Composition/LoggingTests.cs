using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Parlance.Testing;

namespace Parlance.Tests.Composition;

/// <summary>A model inside <see cref="LoggingChatClient"/>, which writes down everything that is said.</summary>
public sealed class LoggingTests
{
    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Say hello.")];

    public static TheoryData<string, bool> Hosts => SimulatedHosts.All;

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Logging_writes_down_question_and_answer_and_no_key(string host, bool isStreamed)
    {
        var (model, _) = SimulatedHosts.Create(host);
        using var log = new MemoryLog();
        using var client = model.AsBuilder().UseLogging(log).Build();

        var response = await client.AskAsync(s_hi, new ChatOptions { ReasoningEffort = "high", Seed = 1, TopK = 3 }, isStreamed);

        var text = string.Join('\n', log.Lines);
        text.ShouldContain("Say hello.");
        text.ShouldContain("parlance.reasoningEffort");
        (isStreamed ? "GetStreamingResponseAsync" : "GetResponseAsync").ShouldSatisfyAllConditions(
            method => text.ShouldContain($"{method} invoked"),
            method => text.ShouldContain($"{method} completed"));
        text.ShouldContain(isStreamed ? "\"Hello\"" : response.Text);
        text.ShouldNotContain("sk-secret");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logging_tells_of_a_call_that_failed_without_its_key(bool isStreamed)
    {
        using var handler = new ReplayHandler(new ReplayResponse("""{"error":{"message":"No such key: sk-proj-0123456789abcdef","type":"invalid_request_error"}}""") { StatusCode = 401 });
        using var log = new MemoryLog();
        using var client = Providers.OpenAI.WithApiKey("sk-proj-0123456789abcdef").WithHandler(handler).Chat("m").AsBuilder().UseLogging(log).Build();

        await Should.ThrowAsync<LlmException>(() => client.AskAsync(s_hi, null, isStreamed));

        var text = string.Join('\n', log.Lines);
        text.ShouldContain("failed");
        text.ShouldContain(nameof(LlmException));
        text.ShouldNotContain("0123456789abcdef");
    }

    private sealed class MemoryLog : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
