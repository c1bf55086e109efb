using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Parlance.Protocols;
using Parlance.Protocols.BedrockConverse;

namespace Parlance;

internal static partial class ModelFamilies
{
    /// <summary>The levels that models told by an effort take here.</summary>
    private static ReasoningAbility Efforts { get; } = new() { HasEffort = true, Efforts = ["low", "medium", "high"] };

    /// <summary>
    /// What the makers of models on Amazon Bedrock want beside Converse's own members. Ids carry the maker, behind the
    /// region of an inference profile: <c>us.amazon.nova-lite-v1:0</c>. Claude's wishes are the defaults.
    /// </summary>
    public static ImmutableArray<ModelFamily<ConverseDialect>> Bedrock { get; } =
    [
        // "signature": required of thinking that goes back: docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html
        new(
            "claude",
            static model => Mentions(model, "anthropic."),
            static dialect => dialect with { ReasoningReplay = ReasoningReplay.OwnState, KindredIssuers = Providers.ClaudeIssuers }),
        .. ClaudeModels.All.Select(static models => models.OfConverse),
        new("no prefill", static id => ClaudeModels.IsFrom(id, 4, 6), static dialect => dialect with { Prefill = PrefillAbility.Refused }),
        // docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html names the models that have it. The others that
        // can be made to call a tool are Claude and Nova: docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolChoice.html.
        new(
            "before structured outputs",
            static model => ClaudeModels.IsBeforeStructuredOutputs(model) || Mentions(model, "amazon.nova-"),
            static dialect => dialect with { HasStructuredOutput = false }),
        new(
            "without structured outputs",
            static model => WithoutStructuredOutputOnBedrock().IsMatch(model),
            static dialect => dialect with { HasStructuredOutput = false, HasForcedTools = false }),
        // docs.aws.amazon.com/nova/latest/userguide/complete-request-schema.html and, for the second generation,
        // docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html.
        new(
            "nova",
            static model => Mentions(model, "amazon.nova-"),
            static dialect => dialect with { Reasoning = ReasoningAbility.Absent, TopKMember = "inferenceConfig.topK", MaximumStopSequences = 4 }),
        new(
            "nova-2",
            static model => Mentions(model, "amazon.nova-2-"),
            static dialect => dialect with { ReasoningMembers = ConverseReasoningMembers.Config, Reasoning = Efforts with { Switch = ReasoningSwitch.Off } }),
        // docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-openai.html
        new(
            "gpt-oss",
            static model => Mentions(model, "openai.gpt-oss"),
            static dialect => dialect with { ReasoningMembers = ConverseReasoningMembers.Effort, Reasoning = Efforts, TopKMember = null }),
        // The rest of OpenAI's models; the maker stands in front of a dot here.
        .. OpenAIModels.All.Select(static models => models.OfConverse),
        // docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-cohere-command-r-plus.html
        new(
            "command",
            static model => Mentions(model, "cohere."),
            static dialect => dialect with { Reasoning = ReasoningAbility.None, TopKMember = "k" }),
        // docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html: neither takes a limit nor reasons.
        new(
            "llama",
            static model => Mentions(model, "meta.llama"),
            static dialect => dialect with { Reasoning = ReasoningAbility.None, TopKMember = null }),

        // The members that Claude is told by are Claude's: docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html.
        new(
            "other makers",
            static model => OtherMakersOnBedrock().IsMatch(model),
            static dialect => dialect with { Reasoning = ReasoningAbility.None, TopKMember = null }),
    ];

    [GeneratedRegex(@"amazon\.titan|meta\.llama|cohere\.|ai21\.|deepseek\.r1|mistral\.(mistral-7b|mixtral|mistral-(large|small)-24)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithoutStructuredOutputOnBedrock();

    [GeneratedRegex(@"(^|\.)(mistral|deepseek|qwen|ai21|minimax|moonshot(ai)?|zai|google|nvidia|writer|amazon\.titan)[.-]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherMakersOnBedrock();

    private static bool Mentions(string model, string part) => model.Contains(part, StringComparison.OrdinalIgnoreCase);
}
