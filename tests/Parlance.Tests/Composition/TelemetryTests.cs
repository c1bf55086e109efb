using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Parlance.Testing;
using Parlance.Tests.Support;

namespace Parlance.Tests.Composition;

/// <summary>A model inside <see cref="OpenTelemetryChatClient"/>, which reports calls by the GenAI conventions.</summary>
public sealed class TelemetryTests
{
    private static readonly ChatMessage[] s_hi = [new(ChatRole.User, "Hi")];

    public static TheoryData<string, bool> Hosts { get; } = new MatrixTheoryData<string, bool>(SameAnswer.Hosts.Select(row => row.Data), [false, true]);

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task OpenTelemetry_names_our_provider_our_model_and_its_usage(string host, bool isStreamed)
    {
        var (model, _) = SameAnswer.Ask(host);

        var span = await TraceAsync(model, client => client.AskAsync(s_hi, new ChatOptions { MaxOutputTokens = 64 }, isStreamed));

        span.DisplayName.ShouldBe("chat m");
        span.Kind.ShouldBe(ActivityKind.Client);
        span.Status.ShouldNotBe(ActivityStatusCode.Error);
        span.GetTagItem("gen_ai.operation.name").ShouldBe("chat");
        span.GetTagItem("gen_ai.provider.name").ShouldBe(host);
        span.GetTagItem("gen_ai.request.model").ShouldBe("m");
        span.GetTagItem("gen_ai.request.max_tokens").ShouldBe(64);
        span.GetTagItem("gen_ai.response.model").ShouldBe("m");
        span.GetTagItem("gen_ai.response.finish_reasons").ShouldBe("""["tool_calls"]""");
        span.GetTagItem("gen_ai.usage.input_tokens").ShouldBe(7);
        span.GetTagItem("gen_ai.usage.output_tokens").ShouldBe(5);
        span.GetTagItem("server.address").ShouldBe(model.GetService<ChatClientMetadata>()!.ProviderUri!.Host);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenTelemetry_may_write_down_what_was_said(bool isStreamed)
    {
        var (model, _) = SameAnswer.Ask("anthropic");

        var span = await TraceAsync(model, client => client.AskAsync(s_hi, null, isStreamed), isSensitive: true);

        var said = span.GetTagItem("gen_ai.output.messages").ShouldBeOfType<string>();
        said.ShouldContain("Easy.");
        said.ShouldContain("Hello");
        said.ShouldContain("\"add\"");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenTelemetry_tells_of_a_call_that_failed(bool isStreamed)
    {
        using var handler = new ReplayHandler(new ReplayResponse("""{"error":{"message":"Busy","type":"overloaded_error"}}""") { StatusCode = 529 });
        var model = Providers.Anthropic.WithApiKey("k").WithHandler(handler).Chat("m");

        var span = await TraceAsync(model, client => Should.ThrowAsync<LlmException>(() => client.AskAsync(s_hi, null, isStreamed)));

        span.Status.ShouldBe(ActivityStatusCode.Error);
        span.GetTagItem("error.type").ShouldBe(typeof(LlmException).FullName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenTelemetry_counts_our_tokens_and_times_our_calls(bool isStreamed)
    {
        var source = NewSource();
        var measured = new List<(string Name, double Value, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == source)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add((instrument.Name, value, new(tags.ToArray()))));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add((instrument.Name, value, new(tags.ToArray()))));
        listener.Start();
        var (model, _) = SameAnswer.Ask("openai");
        using var client = model.AsBuilder().UseOpenTelemetry(sourceName: source).Build();

        await client.AskAsync(s_hi, null, isStreamed);

        var tokens = measured.Where(measurement => measurement.Name == "gen_ai.client.token.usage").ToDictionary(measurement => (string)measurement.Tags["gen_ai.token.type"]!, measurement => measurement.Value);
        tokens["input"].ShouldBe(7);
        tokens["output"].ShouldBe(5);
        var duration = measured.Where(measurement => measurement.Name == "gen_ai.client.operation.duration").ShouldHaveSingleItem();
        duration.Tags["gen_ai.provider.name"].ShouldBe("openai");
        duration.Tags["gen_ai.request.model"].ShouldBe("m");
        duration.Tags["gen_ai.response.model"].ShouldBe("m");
    }

    private static async Task<Activity> TraceAsync(ChatModel model, Func<IChatClient, Task> ask, bool isSensitive = false)
    {
        var source = NewSource();
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var client = model.AsBuilder().UseOpenTelemetry(sourceName: source, configure: telemetry => telemetry.EnableSensitiveData = isSensitive).Build();
        await ask(client);
        return ended.ShouldHaveSingleItem();
    }

    /// <summary>One for each test, so that none hears of another's calls.</summary>
    private static string NewSource() => $"test-{Guid.NewGuid():N}";
}
