using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Extensions;

/// <summary>Every extension property survives serialization by the contracts of Microsoft.Extensions.AI, without reflection.</summary>
public sealed class ExtensionSerializationTests
{
    private static readonly JsonSerializerOptions s_options = CreateOptions();
    private static readonly JsonElement s_json = JsonElement.Parse("""{"a":[1]}""");

    [Fact]
    public void Options()
    {
        var options = new ChatOptions
        {
            ReasoningEffort = "xhigh",
            ReasoningBudget = 5_000_000_000,
            ReasoningEnabled = false,
            ExtraBody = s_json,
            ServiceTier = "flex",
            PromptCacheKey = "key",
            EndUserId = "user",
            Metadata = s_json,
            LogProbs = true,
            TopLogProbs = 3,
            CacheBreakpoint = "1h",
            StrictSchema = false,
        };

        var copy = RoundTrip(options);

        copy.ReasoningEffort.ShouldBe("xhigh");
        copy.ReasoningBudget.ShouldBe(5_000_000_000);
        copy.ReasoningEnabled.ShouldBe(false);
        ShouldBeTheJson(copy.ExtraBody);
        copy.ServiceTier.ShouldBe("flex");
        copy.PromptCacheKey.ShouldBe("key");
        copy.EndUserId.ShouldBe("user");
        ShouldBeTheJson(copy.Metadata);
        copy.LogProbs.ShouldBe(true);
        copy.TopLogProbs.ShouldBe(3);
        copy.CacheBreakpoint.ShouldBe("1h");
        copy.StrictSchema.ShouldBe(false);
    }

    [Fact]
    public void Messages_and_contents()
    {
        var message = new ChatMessage(ChatRole.Assistant,
        [
            new TextContent("No.") { IsRefusal = true, CacheBreakpoint = "5m", WireId = "id", WireType = "type", Issuer = "issuer", OpaqueState = "state", Raw = s_json, Annotations = [new CitationAnnotation { Raw = s_json }] },
            new DataContent(new byte[] { 1 }, "image/png") { Detail = "low" },
            new FunctionCallContent("c", "f") { ArgumentsJson = "{ }" },
            new FunctionResultContent("c", "r") { IsError = true },
            new TextReasoningContent("Hm.") { ProtectedData = "signature", Issuer = "issuer" },
        ])
        {
            IsPrefix = true,
        };

        var copy = RoundTrip(message);

        copy.IsPrefix.ShouldBeTrue();
        var text = copy.Contents[0].ShouldBeOfType<TextContent>();
        text.IsRefusal.ShouldBeTrue();
        (text.CacheBreakpoint, text.WireId, text.WireType, text.Issuer, text.OpaqueState).ShouldBe(("5m", "id", "type", "issuer", "state"));
        ShouldBeTheJson(text.Raw);
        ShouldBeTheJson(text.Annotations!.Single().Raw);
        copy.Contents[1].Detail.ShouldBe("low");
        copy.Contents[2].ShouldBeOfType<FunctionCallContent>().ArgumentsJson.ShouldBe("{ }");
        copy.Contents[3].ShouldBeOfType<FunctionResultContent>().IsError.ShouldBeTrue();
        var reasoning = copy.Contents[4].ShouldBeOfType<TextReasoningContent>();
        (reasoning.ProtectedData, reasoning.Issuer).ShouldBe(("signature", "issuer"));
    }

    [Fact]
    public void Responses()
    {
        var update = new ChatResponseUpdate
        {
            Warnings = [new ChatWarning(ChatWarningKind.Coerced, "TopK", "why")],
            RawFinishReason = "end_turn",
            RawUsage = s_json,
            Extras = s_json,
            Contents = [new UsageContent(new TokenUsage { UncachedInputTokens = 1, CacheWrite5mTokens = 2, CacheWrite1hTokens = 3, ReasoningTokens = 4, OutputTokens = 5 }.ToUsageDetails())],
        };

        var copy = RoundTrip(new[] { RoundTrip(update) }.ToChatResponse());

        copy.Warnings.ShouldBe([new ChatWarning(ChatWarningKind.Coerced, "TopK", "why")]);
        copy.RawFinishReason.ShouldBe("end_turn");
        ShouldBeTheJson(copy.RawUsage);
        ShouldBeTheJson(copy.Extras);
        copy.TokenUsage.ShouldBe(new TokenUsage { UncachedInputTokens = 1, CacheWrite5mTokens = 2, CacheWrite1hTokens = 3, ReasoningTokens = 4, OutputTokens = 5 });
    }

    [Fact]
    public void Setting_nothing_leaves_no_bag_and_unsetting_leaves_no_key()
    {
        var options = new ChatOptions { ReasoningEffort = null, StrictSchema = null, Metadata = default };
        options.AdditionalProperties.ShouldBeNull();

        options.ReasoningEffort = "low";
        options.ReasoningEffort = null;

        options.AdditionalProperties!.Count.ShouldBe(0);
    }

    /// <summary>JSON that says nothing is none, however it comes to say so, and reading it asks for no care.</summary>
    [Theory]
    [InlineData("undefined")]
    [InlineData("null")]
    [InlineData("unset")]
    public void Json_that_is_nothing_is_null(string how)
    {
        JsonElement? nothing = how switch { "undefined" => default(JsonElement), "null" => JsonElement.Parse("null"), _ => null };
        var options = new ChatOptions { ExtraBody = nothing, Metadata = nothing };
        var embedding = new EmbeddingGenerationOptions { ExtraBody = nothing };
        var content = new TextContent("a") { Raw = nothing };
        var annotation = new CitationAnnotation { Raw = nothing };

        (options.ExtraBody, options.Metadata, embedding.ExtraBody, content.Raw, annotation.Raw).ShouldBe((null, null, null, null, null));
        (options.AdditionalProperties, embedding.AdditionalProperties, content.AdditionalProperties).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_response_that_says_nothing_more_has_none_of_it()
    {
        var response = new ChatResponse();
        var update = new ChatResponseUpdate { RawUsage = JsonElement.Parse("null"), Extras = default(JsonElement) };

        (response.RawUsage, response.Extras, response.LogProbs).ShouldBe((null, null, null));
        (update.RawUsage, update.Extras).ShouldBe((null, null));
    }

    private static void ShouldBeTheJson(JsonElement? element) => JsonElement.DeepEquals(element.ShouldNotBeNull(), s_json).ShouldBeTrue(element.ToString());

    private static T RoundTrip<T>(T value)
    {
        var type = (JsonTypeInfo<T>)s_options.GetTypeInfo(typeof(T));
        return JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type)!;
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions);
        foreach (var resolver in options.TypeInfoResolverChain.Where(resolver => resolver is DefaultJsonTypeInfoResolver).ToList())
        {
            options.TypeInfoResolverChain.Remove(resolver);
        }

        return options;
    }
}
