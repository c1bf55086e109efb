using System.CommandLine;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Wire;

/// <summary><c>parlance wire</c>: exactly what goes over the wire. It never calls a provider and needs no credentials.</summary>
internal static class WireCommand
{
    public static Command Create(CliEnvironment environment) => new("wire", "Show exactly what goes over the wire, without calling anybody.")
    {
        CreateDecode(environment),
        CreateEncode(environment),
    };

    private static HelpedCommand CreateDecode(CliEnvironment environment)
    {
        var command = new HelpedCommand("decode", "Decode recorded responses: JSON lines in, one JSON line out for each.", """
            parlance wire decode < recordings.jsonl
            echo '{"id":1,"wire":"openai-chat","status":200,"response_body":"..."}' | parlance wire decode

            Read from a line: id, wire, status, response_headers, response_body or response_body_b64.
            """);
        command.SetAction((_, cancellationToken) => RunAsync(() => WireLines.Run(environment, WireDecoder.DecodeLine, cancellationToken), cancellationToken));
        return command;
    }

    private static HelpedCommand CreateEncode(CliEnvironment environment)
    {
        var to = new Option<string>("--to") { Description = "Who would receive the request, or the name of a wire.", HelpName = "provider[/model]", Required = true };
        var from = new Option<string>("--from") { Description = "The wire of the inbound request.", HelpName = "wire", Required = true };
        var lines = new Option<bool>("--jsonl") { Description = "Translate JSON lines of {id, request_body}, one line out for each." };
        var headers = new Option<string[]>("--header") { Description = "A header of the inbound request.", HelpName = "name: value" };
        var all = new Option<bool>("--all-warnings") { Description = "Warn of what has no effect on the answer, too." };
        var command = new HelpedCommand("encode", "Translate a request body of one wire into the HTTP request of another.", """
            parlance wire encode --from openai-chat --to anthropic/claude-haiku-4-5 < request.json
            parlance wire encode --from openai-chat --to deepseek --jsonl < recordings.jsonl
            """) { to, from, lines, headers, all };
        command.SetAction((parsed, cancellationToken) =>
        {
            var encoder = new WireEncoder(WireTarget.ParseWire(parsed.GetRequiredValue(from)), WireTarget.Parse(parsed.GetRequiredValue(to)), parsed.GetValue(all) ? WarningDetail.All : WarningDetail.Relevant)
            {
                Headers = [.. (parsed.GetValue(headers) ?? []).Select(ReadHeader)],
            };
            return parsed.GetValue(lines)
                ? RunAsync(() => WireLines.Run(environment, encoder.EncodeLine, cancellationToken), cancellationToken)
                : EncodeOneAsync(environment, encoder, cancellationToken);
        });
        return command;
    }

    private static KeyValuePair<string, string> ReadHeader(string text) => text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
        ? new(text[..colon].Trim(), text[(colon + 1)..].Trim())
        : throw new UsageException($"'{text}' is no header. Write its name, a colon and its value.");

    private static async Task<int> EncodeOneAsync(CliEnvironment environment, WireEncoder encoder, CancellationToken cancellationToken)
    {
        var body = await StandardInput.ReadAsync(environment, cancellationToken).ConfigureAwait(false);
        try
        {
            JsonOutput.WriteLine(environment.Output, json => encoder.Encode(body, json));
            return ExitCode.Success;
        }
        catch (LlmException error)
        {
            ErrorJson.WriteLine(environment.Error, error);
            return ExitCode.Failure;
        }
    }

    /// <summary>Reading standard input cannot be cancelled; waiting for it can.</summary>
    private static async Task<int> RunAsync(Action work, CancellationToken cancellationToken)
    {
        await Task.Run(work, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
