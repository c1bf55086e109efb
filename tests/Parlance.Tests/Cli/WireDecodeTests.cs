using System.Text;
using Parlance.Cli;

namespace Parlance.Tests.Cli;

public sealed class WireDecodeTests
{
    [Theory]
    [InlineData("not json", """{"id":null,"ok":false,"error":{"kind":"InvalidRequest","status":null""")]
    [InlineData("[1]", """{"id":null,"ok":false,"error":{"kind":"InvalidRequest","status":null,"message":"The line is not a JSON object.""")]
    [InlineData("""{"id":"a","wire":"smoke-signals","status":200}""", """{"id":"a","ok":false,"error":{"kind":"Unsupported","status":null,"message":"There is no wire 'smoke-signals'.""")]
    [InlineData("""{"id":7,"status":200}""", """{"id":7,"ok":false,"error":{"kind":"Unsupported",""")]
    [InlineData("""{"id":"a","wire":"models-list","response_body_b64":"%%"}""", """{"id":"a","ok":false,"error":{"kind":"InvalidRequest","status":null,"message":"response_body_b64 is not base64:""")]
    public async Task A_line_that_cannot_be_read_is_answered_with_an_error(string line, string expected)
    {
        var run = new CliRun { Input = line };

        (await run.RunAsync("wire", "decode")).ShouldBe(ExitCode.Success);

        run.Output.ShouldStartWith(expected);
        run.Output.ShouldEndWith("}}\n");
        run.Output.Count(letter => letter == '\n').ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"retry-after":"20"}""", "20")]
    [InlineData("""{"Retry-After-Ms":"1500","Retry-After":"20"}""", "1.5")]
    [InlineData("""{"retry-after":["30"]}""", "30")]
    [InlineData("""{"date":"Wed, 19 Aug 2026 14:34:13 GMT","retry-after":"Wed, 19 Aug 2026 14:35:13 GMT"}""", "60")]
    [InlineData("""{"retry-after":"soon"}""", "null")]
    [InlineData("null", "null")]
    public async Task A_status_from_400_is_an_error_with_the_wait_it_asks_for(string headers, string wait)
    {
        var run = new CliRun { Input = $$$"""{"id":"a","wire":"openai-chat","status":429,"response_headers":{{{headers}}},"response_body":"{\"error\":{\"message\":\"Slow down\",\"code\":\"rate_limit_exceeded\"}}"}""" };

        (await run.RunAsync("wire", "decode")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe($$$"""{"id":"a","ok":false,"error":{"kind":"RateLimited","status":429,"message":"RateLimited (status 429, rate_limit_exceeded): Slow down","retry_after":{{{wait}}}}}""" + "\n");
    }

    [Fact]
    public async Task A_body_may_name_the_wait_and_may_come_as_base64()
    {
        var body = """{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}]}}""";
        var run = new CliRun { Input = $$$"""{"id":"a","wire":"openai-chat","status":429,"response_body_b64":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(body))}}}"}""" };

        (await run.RunAsync("wire", "decode")).ShouldBe(ExitCode.Success);

        run.Output.ShouldContain("\"retry_after\":12.5}");
    }

    [Fact]
    public async Task Lists_of_models_are_read_in_the_wire_of_their_provider()
    {
        var run = new CliRun
        {
            Input = """
                {"id":"o","wire":"models-list","provider":"openai","status":200,"response_body":"{\"data\":[{\"id\":\"b\"},{\"id\":\"a\"}]}"}
                {"id":"n","wire":"models-list","provider":"nobody-known","response_body":"[{\"model_id\":\"c\"}]"}

                {"id":"l","wire":"models-list","provider":"ollama","status":200,"response_body":"{\"models\":[{\"name\":\"d\"}]}"}
                {"id":"x","wire":"models-list","provider":"anthropic","status":401,"response_body":"{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"bad key\"}}"}
                """,
        };

        (await run.RunAsync("wire", "decode")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("""
            {"id":"o","ok":true,"ids":["b","a"]}
            {"id":"n","ok":true,"ids":["c"]}
            {"id":"l","ok":true,"ids":["d"]}
            {"id":"x","ok":false,"error":{"kind":"Authentication","status":401,"message":"Authentication (status 401, authentication_error): bad key","retry_after":null}}

            """);
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_that_has_gone_ends_the_command_quietly()
    {
        var run = new CliRun { Input = "{}", OutputStream = new BrokenStream() };

        (await run.RunAsync("wire", "decode")).ShouldBe(ExitCode.Success);
        run.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("error: There is no wire 'openai-chatt'. Did you mean 'openai-chat'?\n", "--from", "openai-chatt", "--to", "openai")]
    [InlineData("error: There is no provider or wire 'anthropi'. Did you mean 'anthropic'?\n", "--from", "openai-chat", "--to", "anthropi/claude")]
    [InlineData("error: Option '--to' is required.\n'parlance wire encode --help' shows how.\n", "--from", "openai-chat")]
    public async Task Wrong_names_are_wrong_usage(string error, params string[] args)
    {
        var run = new CliRun { Input = "{}" };

        (await run.RunAsync(["wire", "encode", .. args])).ShouldBe(ExitCode.Usage);

        run.Error.ShouldBe(error);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_without_a_request_are_answered_with_an_error()
    {
        var run = new CliRun { Input = "{\"id\":\"a\"}\nnot json\n{\"id\":\"b\",\"request_body\":null}\n" };

        (await run.RunAsync("wire", "encode", "--from", "openai-chat", "--to", "openai", "--jsonl")).ShouldBe(ExitCode.Success);

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldBe("""{"id":"a","ok":false,"error":{"kind":"InvalidRequest","status":null,"message":"The line has no request_body.","retry_after":null}}""");
        lines[1].ShouldStartWith("""{"id":null,"ok":false,""");
        lines[2].ShouldStartWith("""{"id":"b","ok":false,""");
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");
    }
}
