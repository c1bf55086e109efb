using Parlance.Cli;

namespace Parlance.Tests.Cli;

public sealed class AskTests
{
    [Fact]
    public async Task The_answer_goes_to_stdout_and_everything_else_to_stderr()
    {
        var run = new CliRun { Handler = ScriptedHandler.Answering(ScriptedProtocol.Answer) };

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
    public async Task A_format_for_programs_is_printed_as_it_comes()
    {
        var run = new CliRun { Handler = ScriptedHandler.Answering(ScriptedProtocol.Answer) };
        var wrong = new CliRun { Handler = ScriptedHandler.Answering(ScriptedProtocol.Answer) };

        (await run.RunAsync("-m", "scripted/m", "--format", "ndjson", "Hi")).ShouldBe(ExitCode.Success);
        (await wrong.RunAsync("-m", "scripted/m", "--format", "xml", "Hi")).ShouldBe(ExitCode.Usage);

        run.Output.ShouldStartWith("{\"reasoning\":\"Hm.\"}\n{\"content\":\"Paris.\"}\n{\"finish_reason\":\"stop\"");
        wrong.Error.ShouldContain("ollama-embedded");
    }

    [Fact]
    public async Task A_stream_is_asked_for_unless_it_is_not_wanted()
    {
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);

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
        var run = new CliRun { Handler = ScriptedHandler.Answering(ScriptedProtocol.Answer), IsErrorTerminal = true };
        await run.RunAsync("-m", "scripted/m", "Hi");
        run.Error.ShouldBe("\e[2mHm.\e[0m\n");

        var plain = new CliRun { Handler = ScriptedHandler.Answering(ScriptedProtocol.Answer), IsErrorTerminal = true }.With("NO_COLOR", "1");
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
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);
        var run = new CliRun { Handler = handler, Input = input };

        (await run.RunAsync(prompt is null ? ["-m", "scripted/m"] : ["-m", "scripted/m", prompt])).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe([$"model m streamed\n{expected}\n"]);
    }

    [Fact]
    public async Task Unquoted_words_are_one_prompt_even_where_one_of_them_is_a_verb()
    {
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);

        (await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "tell", "me", "about", "models", "and", "wire")).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe(["model m streamed\nuser tell me about models and wire\n"]);
    }

    [Fact]
    public async Task A_double_dash_begins_the_prompt()
    {
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);

        (await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "--", "--help")).ShouldBe(ExitCode.Success);
        (await new CliRun { Handler = handler }.With("PARLANCE_MODEL", "scripted/m").RunAsync("--", "models")).ShouldBe(ExitCode.Success);

        handler.Bodies.ShouldBe(["model m streamed\nuser --help\n", "model m streamed\nuser models\n"]);
    }

    [Fact]
    public async Task A_system_prompt_stands_first()
    {
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);

        await new CliRun { Handler = handler }.RunAsync("-m", "scripted/m", "-s", "Be terse.", "Hi");

        handler.Bodies.ShouldBe(["model m streamed\nsystem Be terse.\nuser Hi\n"]);
    }

    [Fact]
    public async Task Json_is_one_object()
    {
        var run = new CliRun { Handler = ScriptedHandler.Answering("""{"id":"r1","model":"m-2026","reasoning":"Hm.","text":"I look.","tool":"weather","output":5,"finish":"tool_calls"}""") };

        (await run.RunAsync("-m", "scripted/m", "--json", "-o", "top-k=3", "Weather?")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("""
            {"text":"I look.","reasoning":"Hm.","tool_calls":[{"id":"call-1","name":"weather","arguments":{ "city":  "Paris"}}],"model":"m-2026","provider":"scripted","finish":"tool_calls","usage":{"uncached_input":7,"cache_read":3,"cache_write":null,"output":5,"reasoning":2},"warnings":[{"kind":"unsupported","field":"TopK","message":"The scripted wire has no top_k."}]}

            """);
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_reach_the_call()
    {
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);

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

    [Fact]
    public async Task A_schema_file_shapes_the_answer()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("parlance").FullName, "schema.json");
        await File.WriteAllTextAsync(file, """{"title":"City","type":"object"}""", TestContext.Current.CancellationToken);
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);

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
}
