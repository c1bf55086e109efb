using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance.Tests.Cli;

/// <summary>
/// A wire for tests of the command alone. A request is plain text, one line for each thing it says; a frame of a response
/// is an object whose members are what it reports, in their order.
/// </summary>
internal sealed class ScriptedProtocol(string modelsPath = "/models") : Protocol
{
    public const string Address = "https://scripted.test/ask";

    /// <summary>An answer that has everything.</summary>
    public const string Answer = """{"id":"r1","model":"m-2026","reasoning":"Hm.","text":"Paris.","output":5,"finish":"stop"}""";

    public static Provider Provider { get; } = new()
    {
        Name = "scripted",
        DisplayName = "Scripted",
        Protocol = new ScriptedProtocol(),
        Address = "https://scripted.test",
        KeyVariables = ["SCRIPTED_API_KEY"],
        IsKeyOptional = true,
        Features = ProviderFeatures.JsonSchema,
        Documentation = "https://scripted.test/docs",
    };

    /// <summary>The same provider under another name.</summary>
    public static Provider Named(string name, params ImmutableArray<string> keyVariables) => Provider with { Name = name, DisplayName = name, KeyVariables = keyVariables, IsKeyOptional = false };

    public override string Wire => "scripted";

    public override string? ModelsPath => modelsPath;

    public override string GetPath(ChatCall call) => "/ask";

    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        var text = new StringBuilder();
        text.Append("model ").Append(call.Model).Append(call.IsStreaming ? " streamed" : " whole").Append('\n');
        foreach (var message in call.Messages)
        {
            foreach (var content in message.Contents)
            {
                text.Append(message.Role.Value).Append(' ').Append(content switch
                {
                    TextContent said => said.Text,
                    DataContent data => $"[{data.MediaType} {data.Name} {data.Data.Length}]",
                    UriContent link => $"[{link.MediaType} {link.Uri}]",
                    _ => content.ToString(),
                }).Append('\n');
            }
        }

        if (call.Options.TopK is not null)
        {
            call.Warn(ChatWarningKind.Unsupported, "TopK", "The scripted wire has no top_k.");
        }

        text.Append(Describe(call.Options));
        body.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) => new Decoder(sink);

    private static string Describe(ChatOptions options)
    {
        var schema = options.ResponseFormat as ChatResponseFormatJson;
        string?[] settings =
        [
            options.Temperature is { } temperature ? FormattableString.Invariant($"temperature {temperature}") : null,
            options.MaxOutputTokens is { } limit ? $"limit {limit}" : null,
            options.StopSequences is { } stops ? $"stop {string.Join('|', stops)}" : null,
            options.ReasoningEffort is { } effort ? $"effort {effort}" : null,
            options.ReasoningBudget is { } budget ? $"budget {budget}" : null,
            schema is null ? null : $"format {schema.SchemaName ?? "json"} {schema.Schema?.GetRawText()}".TrimEnd(),
            options.ExtraBody is { } extra ? $"extra {extra.GetRawText()}" : null,
        ];
        return string.Join('\n', settings.Where(setting => setting is not null));
    }

    private sealed class Decoder(IResponseSink sink) : ResponseDecoder(sink)
    {
        private bool _hasFinished;

        protected override string Wire => "scripted";

        protected override void DecodeFrame(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data)
        {
            foreach (var member in JsonElement.Parse(data).EnumerateObject())
            {
                switch (member.Name)
                {
                    case "id":
                        Identify(member.Value.GetString(), null);
                        break;
                    case "model":
                        Identify(null, member.Value.GetString());
                        break;
                    case "tool":
                        Whole(BlockKind.ToolCall, "{\n\"city\":\r\n\"Paris\"}", "call-1", member.Value.GetString());
                        break;
                    case "reasoning":
                        Whole(BlockKind.Reasoning, member.Value.GetString()!);
                        break;
                    case "text":
                        Whole(BlockKind.Text, member.Value.GetString()!);
                        break;
                    case "output":
                        ReportUsage(new TokenUsage { UncachedInputTokens = 7, CacheReadTokens = 3, OutputTokens = member.Value.GetInt64(), ReasoningTokens = 2 }, default);
                        break;
                    case "finish":
                        RememberFinish(new ChatFinishReason(member.Value.GetString()!), member.Value.GetString());
                        _hasFinished = true;
                        break;
                }
            }
        }

        protected override void DecodeEnd()
        {
            if (_hasFinished)
            {
                Complete();
            }
        }

        private void Whole(BlockKind kind, string text, string? id = null, string? name = null)
        {
            var block = OpenBlock(kind, id, name);
            Append(block, Encoding.UTF8.GetBytes(text));
            CloseBlock(block);
        }
    }
}
