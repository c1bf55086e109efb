using Parlance.Protocols.AnthropicMessages;
using Parlance.Protocols.BedrockConverse;
using Parlance.Protocols.Embeddings;
using Parlance.Protocols.OpenAIChat;
using static Parlance.ProviderFeatures;

namespace Parlance;

// Amazon Bedrock, by a Bedrock API key. The package Parlance.Bedrock puts rows in their place that sign requests.
public static partial class Providers
{
    private const string BedrockKeyVariable = "AWS_BEARER_TOKEN_BEDROCK";

    private static readonly AnthropicDialect s_anthropicBedrock = new()
    {
        AcceptsUrls = false, // Image addresses fail there: https://github.com/pollinations/pollinations/issues/5862.
        Path = "/model/{model}/invoke",
        StreamingPath = "/model/{model}/invoke-with-response-stream",
        ModelsPath = "/foundation-models?byProvider=Anthropic",
        CountsInvocations = true,
        WritesModel = false,
        WritesStream = false,
        VersionHeader = null,
        BodyVersion = "bedrock-2023-05-31",
        WritesBetasInBody = true,
    };

    /// <summary>Every maker's models on Amazon Bedrock, by Converse.</summary>
    public static Provider Bedrock { get; } = new()
    {
        Name = "bedrock",
        DisplayName = "Amazon Bedrock",
        Protocol = new ConverseProtocol(families: ModelFamilies.Bedrock),
        EmbeddingWire = new BedrockEmbeddings(),
        Address = new("https://bedrock-runtime.{AWS_REGION}.amazonaws.com")
        {
            ModelsBaseUrl = "https://bedrock.{AWS_REGION}.amazonaws.com", // That host does not answer calls to them.
        },
        KeyVariables = [BedrockKeyVariable],
        IdentityPackage = "Parlance.Bedrock",
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html",
    };

    /// <summary>Anthropic's models on Amazon Bedrock, in their own wire.</summary>
    public static Provider AnthropicBedrock { get; } = Bedrock with
    {
        Name = "anthropic-bedrock",
        DisplayName = "Anthropic on Amazon Bedrock",
        KindredIssuers = ClaudeIssuers,
        Protocol = new AnthropicMessagesProtocol(s_anthropicBedrock, ModelFamilies.Anthropic),
        EmbeddingWire = null,
        Features = Tools | Vision | Reasoning,
        Documentation = "https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html",
    };

    /// <summary>OpenAI's open models on Amazon Bedrock, by a Bedrock API key.</summary>
    public static Provider BedrockOpenAI { get; } = new()
    {
        Name = "bedrock-openai",
        DisplayName = "Amazon Bedrock (OpenAI-compatible)",
        Protocol = new OpenAIChatProtocol(new OpenAIChatDialect { ModelsPath = null, HasRequestLabels = true }, ModelFamilies.BedrockOpenAI),
        Address = "https://bedrock-runtime.{AWS_REGION}.amazonaws.com/openai/v1",
        KeyVariables = [BedrockKeyVariable],
        Features = Tools | Reasoning | JsonSchema,
        Documentation = "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html",
    };
}
