using System.Net;
using Parlance.Cli;

namespace Parlance.Tests.Cli;

/// <summary>Wrong usage, calls that fail, and whoever leaves before the end.</summary>
public sealed class AskFailureTests
{
    [Theory]
    [InlineData("temprature=1", "error: There is no setting 'temprature'. Did you mean 'temperature'? A member of the provider's own is written extra.temprature=JSON.")]
    [InlineData("temperature", "error: 'temperature' is not a setting: write key=value, such as temperature=0.2.")]
    [InlineData("temperature=hot", "error: temperature cannot be 'hot'. How freely to choose words, from 0.")]
    [InlineData("max-output-tokens=9999999999999", "error: max-output-tokens cannot be '9999999999999'. The longest answer.")]
    [InlineData("response-format=xml", "error: response-format cannot be 'xml'. text or json.")]
    [InlineData("extra.tone=soft", "error: The value of extra.tone is not JSON. A text needs its quotes: -o 'extra.tone=\"soft\"'.")]
    public async Task A_wrong_setting_is_wrong_usage_and_nothing_is_sent(string setting, string error)
    {
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);
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
        var run = new CliRun { Handler = ScriptedHandler.Answering(ScriptedProtocol.Answer) };

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
        var run = new CliRun { Handler = ScriptedHandler.Answering("""{"id":"r1","text":"Par"}""") };

        (await run.RunAsync("-m", "scripted/m", "Hi")).ShouldBe(ExitCode.Failure);

        run.Output.ShouldBe("Par\n");
        run.Error.ShouldStartWith("error: The scripted response ended without its terminal");
    }

    [Fact]
    public async Task What_is_not_text_and_why_the_answer_is_cut_is_said()
    {
        var run = new CliRun { Handler = ScriptedHandler.Answering("""{"text":"Let me see","tool":"weather","finish":"length"}""") };

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
        var handler = ScriptedHandler.Answering(ScriptedProtocol.Answer);
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
        var run = new CliRun { Handler = ScriptedHandler.Answering(ScriptedProtocol.Answer), OutputStream = closed };

        (await run.RunAsync("-m", "scripted/m", "Hi")).ShouldBe(ExitCode.Success);

        run.Error.ShouldBe("Hm.\n");
        closed.Attempts.ShouldBe(1);
    }

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
