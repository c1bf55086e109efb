using System.Text.Json;
using Parlance.Cli;

namespace Parlance.Tests.Cli;

/// <summary>The command over the wires themselves.</summary>
public sealed class RealWireTests
{
    private const string OpenAI = "https://api.openai.com/v1/chat/completions";

    private const string OpenAIStream = """
        data: {"id":"c1","object":"chat.completion.chunk","model":"gpt-5-mini-2025-08-07","choices":[{"index":0,"delta":{"role":"assistant","content":"Par"}}]}

        data: {"id":"c1","object":"chat.completion.chunk","model":"gpt-5-mini-2025-08-07","choices":[{"index":0,"delta":{"content":"is."},"finish_reason":"stop"}]}

        data: {"id":"c1","object":"chat.completion.chunk","model":"gpt-5-mini-2025-08-07","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}

        data: [DONE]


        """;

    private const string AnthropicBody = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5","content":[{"type":"thinking","thinking":"Easy.","signature":"s"},{"type":"text","text":"Paris."}],"stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":3}}
        """;

    [Fact]
    public async Task A_prompt_over_OpenAIs_wire()
    {
        var handler = new ScriptedHandler().Answer(OpenAI, OpenAIStream);
        var run = Run(handler).With("OPENAI_API_KEY", "sk-test-key");

        (await run.RunAsync("--usage", "-s", "Be terse.", "-o", "seed=7", "Capital of France?")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("Paris.\n");
        run.Error.ShouldBe("""
            Asking openai/gpt-5-mini (choose another with -m or PARLANCE_MODEL).
            usage: 9 input, 3 output tokens

            """);
        var body = JsonElement.Parse(handler.Bodies.Single());
        body.GetProperty("model").GetString().ShouldBe("gpt-5-mini");
        body.GetProperty("stream").GetBoolean().ShouldBeTrue();
        body.GetProperty("seed").GetInt64().ShouldBe(7);
        body.GetProperty("messages").GetArrayLength().ShouldBe(2);
        handler.Requests.Single().Headers.Authorization!.ToString().ShouldBe("Bearer sk-test-key");
    }

    [Fact]
    public async Task A_whole_answer_over_Anthropics_wire_as_json()
    {
        var handler = new ScriptedHandler().Answer("https://api.anthropic.com/v1/messages", AnthropicBody);
        var run = Run(handler).With("ANTHROPIC_API_KEY", "sk-ant-test");

        (await run.RunAsync("-m", "anthropic/claude-haiku-4-5", "--json", "--no-stream", "Capital of France?")).ShouldBe(ExitCode.Success);

        var answer = JsonElement.Parse(run.Output);
        answer.GetProperty("text").GetString().ShouldBe("Paris.");
        answer.GetProperty("reasoning").GetString().ShouldBe("Easy.");
        answer.GetProperty("provider").GetString().ShouldBe("anthropic");
        answer.GetProperty("finish").GetString().ShouldBe("stop");
        answer.GetProperty("usage").GetProperty("output").GetInt64().ShouldBe(3);
        answer.GetProperty("warnings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_local_Ollama_answers_where_no_key_is_set()
    {
        var handler = new ScriptedHandler()
            .Answer("http://localhost:11434/api/tags", """{"models":[{"name":"qwen3:4b"}]}""")
            .Answer("http://localhost:11434/api/chat", """
                {"model":"qwen3:4b","message":{"role":"assistant","content":"Paris."},"done":false}
                {"model":"qwen3:4b","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":3}
                """);
        var run = Run(handler);

        (await run.RunAsync("Capital of France?")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("Paris.\n");
        run.Error.ShouldBe("No key is configured: asking ollama/qwen3:4b on this machine.\n");
    }

    [Fact]
    public async Task A_fresh_machine_gets_an_answer_from_the_simulator()
    {
        var run = Run(new ScriptedHandler());

        (await run.RunAsync("Hello")).ShouldBe(ExitCode.Success);

        run.Output.ShouldNotBeNullOrWhiteSpace();
        run.Error.ShouldStartWith("No key is configured and no local server answers: the built-in simulator answers");
    }

    [Fact]
    public async Task The_simulator_serves_until_it_is_cancelled_and_says_where()
    {
        using var cancellation = new CancellationTokenSource();
        using var error = new CancellingWriter("Ctrl-C ends the server.", cancellation);
        var environment = new CliEnvironment { Input = Stream.Null, Output = new MemoryStream(), Error = error, ReadVariable = _ => null };

        (await CommandLine.RunAsync(["simulate", "--port", "0"], environment, cancellation.Token)).ShouldBe(ExitCode.Success);

        var said = error.ToString();
        said.ShouldMatch("OpenAI chat completions  http://127\\.0\\.0\\.1:[1-9][0-9]*/v1\n");
        said.ShouldContain("fault:status:429");
        environment.Output.Length.ShouldBe(0);
    }

    [Fact]
    public async Task One_request_is_translated_with_its_headers_and_without_its_key()
    {
        var run = new CliRun { Input = """{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hi"}],"max_completion_tokens":5}""", Registry = ProviderRegistry.Default };

        (await run.RunAsync("wire", "encode", "--from", "openai-chat", "--to", "anthropic/claude-haiku-4-5")).ShouldBe(ExitCode.Success);

        var request = JsonElement.Parse(run.Output);
        request.GetProperty("method").GetString().ShouldBe("POST");
        request.GetProperty("url").GetString().ShouldBe("https://api.anthropic.com/v1/messages");
        request.GetProperty("headers").GetProperty("x-api-key").GetString().ShouldBe("***");
        request.GetProperty("body").GetProperty("model").GetString().ShouldBe("claude-haiku-4-5");
        request.GetProperty("body").GetProperty("max_tokens").GetInt64().ShouldBe(5);
        request.GetProperty("warnings").GetArrayLength().ShouldBe(0);
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_no_request_fails_with_an_error_object()
    {
        var run = new CliRun { Input = "[]", Registry = ProviderRegistry.Default };

        (await run.RunAsync("wire", "encode", "--from", "openai-chat", "--to", "openai")).ShouldBe(ExitCode.Failure);

        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith("""{"error":{"kind":"InvalidRequest","status":null,""");
    }

    [Fact]
    public async Task Lines_of_requests_keep_their_ids_and_model()
    {
        var run = new CliRun
        {
            Input = """
                {"id":"a","request_body":"{\"model\":\"m/1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"}
                {"id":"b","request_body":"nonsense"}
                """,
            Registry = ProviderRegistry.Default,
        };

        (await run.RunAsync("wire", "encode", "--from", "openai-chat", "--to", "ollama-chat", "--jsonl")).ShouldBe(ExitCode.Success);

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        lines[0].GetProperty("id").GetString().ShouldBe("a");
        lines[0].GetProperty("ok").GetBoolean().ShouldBeTrue();
        lines[0].GetProperty("url").GetString()!.ShouldEndWith("/api/chat");
        lines[0].GetProperty("body").GetProperty("model").GetString().ShouldBe("m/1");
        lines[0].TryGetProperty("headers", out _).ShouldBeFalse();
        lines[1].GetProperty("ok").GetBoolean().ShouldBeFalse();
        lines[1].GetProperty("error").GetProperty("kind").GetString().ShouldBe("InvalidRequest");
    }

    private static CliRun Run(ScriptedHandler handler) => new() { Handler = handler, Registry = ProviderRegistry.Default };

    /// <summary>Cancels once a line has been said.</summary>
    private sealed class CancellingWriter(string line, CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.Write(value + "\n");
            if (value == line)
            {
                cancellation.Cancel();
            }
        }
    }
}
