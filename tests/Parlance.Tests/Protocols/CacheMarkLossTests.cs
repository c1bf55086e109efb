using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols;

/// <summary>Cache marks that a wire has no place for: each is told to whoever asks for everything, whatever it stands on, and under no policy an error.</summary>
public sealed class CacheMarkLossTests
{
    /// <summary>A provider of every wire, and the marks that its wire cannot say.</summary>
    public static TheoryData<string, string[]> Wires
    {
        get
        {
            string[] all = ["CacheBreakpoint", "Tools[0].CacheBreakpoint", "Messages[0].Contents[0].CacheBreakpoint"];
            return new()
            {
                { "openai", all },
                { "openai-responses", all },
                { "gemini", all },
                { "ollama", all },
                { "cohere", all },
                { "dashscope", all },
                { "hunyuan", all },
                { "dashscope-openai", ["Tools[0].CacheBreakpoint"] },
                { "anthropic", [] },
                { "bedrock", [] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public void Each_mark_that_is_not_sent_is_told_where_everything_is(string name, string[] lost)
    {
        var tool = new DeclaredFunction("f", "Does f.", JsonElement.Parse("""{"type":"object"}"""), new AdditionalPropertiesDictionary { ["parlance.cacheBreakpoint"] = "5m" });
        var call = new ChatCall
        {
            Model = "m",
            Messages = [new(ChatRole.User, [new TextContent("Hi") { CacheBreakpoint = "5m" }]), new(ChatRole.Assistant, "Hello"), new(ChatRole.User, "Go on")],
            Options = new ChatOptions { CacheBreakpoint = "1h", Tools = [tool] },
            WarningDetail = WarningDetail.All,
        };
        using var body = new PooledBuffer();

        ProviderRegistry.Default.Get(name).Protocol.WriteRequest(call, body);

        call.Warnings.Where(warning => warning.Field.EndsWith("CacheBreakpoint", StringComparison.Ordinal)).Select(warning => (warning.Kind, warning.Field))
            .ShouldBe(lost.Select(field => (ChatWarningKind.Other, field)));
    }}
