using System.Net;
using Parlance.Cli;

namespace Parlance.Tests.Cli;

public sealed class AskTests
{
    private const string Answer = """{"id":"r1","model":"m-2026","reasoning":"Hm.","text":"Paris.","output":5,"finish":"stop"}""";

    [Fact]
    public async Task The_answer_goes_to_stdout_and_everything_else_to_stderr()
    {
        var run = new CliRun { Handler = Answering(Answer) };

        var code = await run.RunAsync("-m", "scripted/m", "--usage", "-o", "top-k=3", "Capital of France?");

        code.ShouldBe(ExitCode.Success);
        run.Output.ShouldBe("Paris.\n");
        run.Error.ShouldBe("""
            warning: TopK: The scripted wire has no top_k.
            Hm.
            usage: 10 input (3 from cache), 5 output (2 reasoning) tokens

            """);
    }

    [Fact]
    [Trait("Checklist", "C81")]
    public async Task A_format_for_programs_is_printed_as_it_comes()
    {
        var run = new CliRun { Handler = Answering(Answer) };
        var wrong = new CliRun { Handler = Answering(Answer) };

        (await run.RunAsync("-m", "scripted/m", "--format", "ndjson", "Hi")).ShouldBe(ExitCode.Success);
        (await wrong.RunAsync("-m", "scripted/m", "--format", "xml", "Hi")).ShouldBe(ExitCode.Usage);

        run.Output.ShouldStartWith("{\"reasoning\":\"Hm.\"}\n{\"content\":\"Paris.\"}\n{\"finish_reason\":\"stop\"");
        wrong.Error.ShouldContain("ollama-embedded");
    }

    [Fact]
    public async Task A_stream_is_asked_for_unless_it_is_not_wanted()
    {
        var handler = Answering(Answer);

        (await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "Hi")).ShouldBe(ExitCode.Success);
        var whole = new CliRun { Handler = handler };
        (await whole.RunAsync("-m", "scripted/m", "--no-stream", "Hi")).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe(["model m streamed\nuser Hi\n", "model m whole\nuser Hi\n"]);
        whole.Output.ShouldBe("Paris.\n");
        whole.Error.ShouldBe("Hm.\n");
    }

    [Fact]
    public async Task Reasoning_is_dim_on_a_terminal_and_plain_without_colour()
    {
        var run = new CliRun { Handler = Answering(Answer), IsErrorTerminal = true };
        await run.RunAsync("-m", "scripted/m", "Hi");
        run.Error.ShouldBe("\e[2mHm.\e[0m\n");

        var plain = new CliRun { Handler = Answering(Answer), IsErrorTerminal = true }.With("NO_COLOR", "1");
        await plain.RunAsync("-m", "scripted/m", "Hi");
        plain.Error.ShouldBe("Hm.\n");
    }

    [Theory]
    [InlineData("", "What?", "user What?")]
    [InlineData("line 1\nline 2\n", "What?", "user What?\n\nline 1\nline 2\n")]
    [InlineData("Only this", null, "user Only this")]
    [InlineData("\uFEFFMarked", null, "user Marked")]
    [InlineData(" \n", "What?", "user What?")]
    [InlineData("", "@file is no file", "user @file is no file")]
    public async Task Standard_input_follows_the_prompt(string input, string? prompt, string expected)
    {
        var handler = Answering(Answer);
        var run = new CliRun { Handler = handler, Input = input };

        (await run.RunAsync(prompt is null ? ["-m", "scripted/m"] : ["-m", "scripted/m", prompt])).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe([$"model m streamed\n{expected}\n"]);
    }

    [Fact]
    public async Task Unquoted_words_are_one_prompt_even_where_one_of_them_is_a_verb()
    {
        var handler = Answering(Answer);

        (await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "tell", "me", "about", "models", "and", "wire")).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe(["model m streamed\nuser tell me about models and wire\n"]);
    }

    [Fact]
    public async Task A_double_dash_begins_the_prompt()
    {
        var handler = Answering(Answer);

        (await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "--", "--help")).ShouldBe(ExitCode.Success);
        (await new CliRun { Handler = handler }.With("PARLANCE_MODEL", "scripted/m").RunAsync("--", "models")).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe(["model m streamed\nuser --help\n", "model m streamed\nuser models\n"]);
    }

    [Fact]
    public async Task A_system_prompt_stands_first()
    {
        var handler = Answering(Answer);

        await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "-s", "Be terse.", "Hi");

        handler.Bodies.ShouldBe(["model m streamed\nsystem Be terse.\nuser Hi\n"]);
    }

    [Fact]
    public async Task Json_is_one_object()
    {
        var run = new CliRun { Handler = Answering("""{"id":"r1","model":"m-2026","reasoning":"Hm.","text":"I look.","tool":"weather","output":5,"finish":"tool_calls"}""") };

        (await run.RunAsync("-m", "scripted/m", "--json", "-o", "top-k=3", "Weather?")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("""
            {"text":"I look.","reasoning":"Hm.","tool_calls":[{"id":"call-1","name":"weather","arguments":{ "city":  "Paris"}}],"model":"m-2026","provider":"scripted","finish":"tool_calls","usage":{"uncached_input":7,"cache_read":3,"cache_write":null,"output":5,"reasoning":2},"warnings":[{"kind":"unsupported","field":"TopK","message":"The scripted wire has no top_k."}]}

            """);
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_reach_the_call()
    {
        var handler = Answering(Answer);

        (await new CliRun { Handler = handler }.RunAsync(
            "-m", "scripted/m", "Hi",
            "-o", "temperature=0.2", "-o", "max_output_tokens=9", "-o", "stop=A", "-o", "stop=B=C", "-o", "reasoning-effort=high",
            "-o", "reasoning-budget=64", "-o", "response-format=json", "-o", "extra.verbosity=\"low\"", "-o", "extra.n=[1, 2]")).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe(["""
            model m streamed
            user Hi
            temperature 0.2
            limit 9
            stop A|B=C
            effort high
            budget 64
            format json
            extra {"verbosity":"low","n":[1,2]}
            """]);
    }

    [Theory]
    [InlineData("temprature=1", "error: There is no setting 'temprature'. Did you mean 'temperature'? A member of the provider's own is written extra.temprature=JSON.")]
    [InlineData("temperature", "error: 'temperature' is not a setting: write key=value, such as temperature=0.2.")]
    [InlineData("temperature=hot", "error: temperature cannot be 'hot'. How freely to choose words, from 0.")]
    [InlineData("max-output-tokens=9999999999999", "error: max-output-tokens cannot be '9999999999999'. The longest answer.")]
    [InlineData("response-format=xml", "error: response-format cannot be 'xml'. text or json.")]
    [InlineData("extra.tone=soft", "error: The value of extra.tone is not JSON. A text needs its quotes: -o 'extra.tone=\"soft\"'.")]
    public async Task A_wrong_setting_is_wrong_usage_and_nothing_is_sent(string setting, string error)
    {
        var handler = Answering(Answer);
        var run = new CliRun { Handler = handler };

        (await run.RunAsync("-m", "scripted/m", "-o", setting, "Hi")).ShouldBe(ExitCode.Usage);

        run.Error.ShouldBe(error + "\n");
        run.Output.ShouldBeEmpty();
        handler.Bodies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("There is no option '--modle'. Did you mean '--model'?", "--modle", "scripted/m", "Hi")]
    [InlineData("There is no option '-zz'. Put -- before a prompt that begins with a dash.", "-zz", "Hi")]
    [InlineData("There is no provider 'scriptd'. Did you mean 'scripted'? 'parlance providers' lists them all.", "-m", "scriptd/m", "Hi")]
    [InlineData("'scripted' does not name a model: write scripted/MODEL ('parlance models scripted' lists them).", "-m", "scripted", "Hi")]
    [InlineData("There is no prompt. Write it behind the command or pipe it in: parlance \"Why is the sky blue?\" ('parlance --help' shows more.)")]
    [InlineData("The attachment nowhere.png cannot be read:", "-m", "scripted/m", "-a", "nowhere.png", "Hi")]
    [InlineData("The schema nowhere.json cannot be read:", "-m", "scripted/m", "--schema", "nowhere.json", "Hi")]
    [InlineData("The address https://example.com/picture does not say what it holds", "-m", "scripted/m", "-a", "https://example.com/picture", "Hi")]
    public async Task Wrong_usage_exits_with_2(string error, params string[] args)
    {
        var run = new CliRun { Handler = Answering(Answer) };

        (await run.RunAsync(args)).ShouldBe(ExitCode.Usage);

        run.Error.ShouldStartWith("error: " + error);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_option_without_its_value_is_wrong_usage()
    {
        var run = new CliRun();

        (await run.RunAsync("Hi", "-m")).ShouldBe(ExitCode.Usage);

        run.Error.ShouldBe("error: Required argument missing for option: '-m'.\n'parlance --help' shows how.\n");
    }

    [Fact]
    public async Task A_failed_call_exits_with_1_and_says_why()
    {
        var refusing = new ScriptedHandler().Answer(ScriptedProtocol.Address, """{"error":{"message":"No such key.","code":"invalid_api_key"}}""", HttpStatusCode.Unauthorized);
        var run = new CliRun { Handler = refusing };
        (await run.RunAsync("-m", "scripted/m", "Hi")).ShouldBe(ExitCode.Failure);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldBe("error: Authentication (status 401, invalid_api_key): No such key.\n");

        var machine = new CliRun { Handler = refusing };
        (await machine.RunAsync("-m", "scripted/m", "--json", "Hi")).ShouldBe(ExitCode.Failure);
        machine.Output.ShouldBeEmpty();
        machine.Error.ShouldBe("""
            {"error":{"kind":"Authentication","status":401,"message":"Authentication (status 401, invalid_api_key): No such key.","retry_after":null}}

            """);
    }

    [Fact]
    public async Task A_stream_that_breaks_keeps_what_came_and_fails()
    {
        var run = new CliRun { Handler = Answering("""{"id":"r1","text":"Par"}""") };

        (await run.RunAsync("-m", "scripted/m", "Hi")).ShouldBe(ExitCode.Failure);

        run.Output.ShouldBe("Par\n");
        run.Error.ShouldStartWith("error: The scripted response ended without its terminal");
    }

    [Fact]
    public async Task What_is_not_text_and_why_the_answer_is_cut_is_said()
    {
        var run = new CliRun { Handler = Answering("""{"text":"Let me see","tool":"weather","finish":"length"}""") };

        (await run.RunAsync("-m", "scripted/m", "--usage", "Hi")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("Let me see\n");
        run.Error.ShouldBe("""
            The model calls the tool weather; --json prints the call.
            warning: The answer is cut: it reached the limit of output tokens.
            usage: the provider reported none

            """);
    }

    [Fact]
    public async Task A_word_that_nearly_spells_a_verb_gets_a_hint_and_is_sent()
    {
        var handler = Answering(Answer);
        var run = new CliRun { Handler = handler };

        (await run.RunAsync("-m", "scripted/m", "modles")).ShouldBe(ExitCode.Success);

        run.Error.ShouldStartWith("'modles' is sent as a prompt; did you mean `parlance models`?\n");
        handler.Bodies.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_ends_the_call_at_once_with_130()
    {
        using var cancellation = new CancellationTokenSource();
        var handler = new ScriptedHandler { Delay = async token => { await cancellation.CancelAsync(); await Task.Delay(Timeout.Infinite, token); } };
        var run = new CliRun { Handler = handler, Cancellation = cancellation.Token };

        (await run.RunAsync("-m", "scripted/m", "Hi")).ShouldBe(ExitCode.Cancelled);

        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_does_not_wait_for_standard_input()
    {
        using var cancellation = new CancellationTokenSource();
        using var input = new EndlessStream(cancellation);

        (await new CliRun { InputStream = input, Cancellation = cancellation.Token }.RunAsync("-m", "scripted/m", "Hi")).ShouldBe(ExitCode.Cancelled);
    }

    [Fact]
    public async Task A_reader_that_has_gone_ends_the_command_quietly()
    {
        using var closed = new ClosedPipe();
        var run = new CliRun { Handler = Answering(Answer), OutputStream = closed };

        (await run.RunAsync("-m", "scripted/m", "Hi")).ShouldBe(ExitCode.Success);

        run.Error.ShouldBe("Hm.\n");
        closed.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_schema_file_shapes_the_answer()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("parlance").FullName, "schema.json");
        await File.WriteAllTextAsync(file, """{"title":"City","type":"object"}""", TestContext.Current.CancellationToken);
        var handler = Answering(Answer);

        (await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "--schema", file, "Hi")).ShouldBe(ExitCode.Success);

        handler.Bodies.Single().ShouldEndWith("""format City {"title":"City","type":"object"}""");
    }

    [Fact]
    public async Task The_help_shows_examples_verbs_and_settings()
    {
        var run = new CliRun();

        (await run.RunAsync("--help")).ShouldBe(ExitCode.Success);

        run.Output.ShouldContain("parlance \"Why is the sky blue?\"");
        run.Output.ShouldContain("Exit codes: 0 answered, 1 the call failed, 2 wrong usage, 130 cancelled.");
        run.Output.ShouldContain("max-output-tokens");
        foreach (var verb in CommandLine.Verbs)
        {
            run.Output.ShouldContain($"\n  {verb}");
        }

        run.Error.ShouldBeEmpty();
    }

    private static ScriptedHandler Answering(string body) => new ScriptedHandler().Answer(ScriptedProtocol.Address, body);

    /// <summary>A pipe whose writer never writes and never goes.</summary>
    private sealed class EndlessStream(CancellationTokenSource onRead) : MemoryStream
    {
        private readonly ManualResetEventSlim _never = new();

        public override int Read(byte[] buffer, int offset, int count)
        {
            onRead.Cancel();
            _never.Wait(TestContext.Current.CancellationToken);
            return 0;
        }

        public override void CopyTo(Stream destination, int bufferSize) => _ = Read([], 0, 0);

        protected override void Dispose(bool disposing)
        {
            _never.Set();
            base.Dispose(disposing);
        }
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public int Attempts { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Attempts++;
            throw new IOException("Broken pipe");
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
