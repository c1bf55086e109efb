using Parlance.Protocols.OpenAIResponses;
using Parlance.Transport;

namespace Parlance;

// Those who speak OpenAI's Responses; most of them speak chat completions too, in a row of their own.
public static partial class Providers
{
    private const ProviderFeatures ResponsesFeatures = ProviderFeatures.Chat | ProviderFeatures.Tools | ProviderFeatures.Vision | ProviderFeatures.Reasoning | ProviderFeatures.JsonSchema;

    /// <summary>OpenAI, through its Responses.</summary>
    public static Provider OpenAIResponses { get; } = new()
    {
        Name = "openai-responses",
        Issuer = "openai", // Files and states are those of the account, on whichever wire.
        DisplayName = "OpenAI (Responses)",
        Protocol = new OpenAIResponsesProtocol(),
        Address = "https://api.openai.com/v1",
        KeyVariables = ["OPENAI_API_KEY"],
        HeaderVariables = HeaderText.Empty.Add("OpenAI-Organization", "OPENAI_ORG_ID").Add("OpenAI-Project", "OPENAI_PROJECT_ID"),
        Features = ResponsesFeatures | ProviderFeatures.ModelList | ProviderFeatures.TokenCount,
        Documentation = "https://platform.openai.com/docs/api-reference/responses",
    };

    /// <summary>Azure OpenAI by key, through its Responses; the model's name is the deployment's.</summary>
    public static Provider AzureOpenAIResponses { get; } = new()
    {
        Name = "azure-openai-responses",
        Issuer = "azure-openai",
        DisplayName = "Azure OpenAI (Responses)",
        Protocol = new OpenAIResponsesProtocol(new ResponsesDialect { Path = "/openai/v1/responses", ModelsPath = null, CountTokensPath = null }),
        Address = "{AZURE_OPENAI_ENDPOINT}",
        Auth = AuthScheme.ApiKey,
        KeyVariables = ["AZURE_OPENAI_API_KEY", "AZURE_OPENAI_KEY"],
        Features = ResponsesFeatures,
        Documentation = "https://learn.microsoft.com/azure/ai-foundry/openai/how-to/responses",
    };

    /// <summary>xAI, through its Responses.</summary>
    public static Provider XaiResponses { get; } = new()
    {
        Name = "xai-responses",
        DisplayName = "xAI (Responses)",
        Protocol = new OpenAIResponsesProtocol(new ResponsesDialect { CountTokensPath = null }),
        Address = "https://api.x.ai/v1",
        KeyVariables = ["XAI_API_KEY"],
        Features = ResponsesFeatures | ProviderFeatures.ModelList,
        Documentation = "https://docs.x.ai/docs/api-reference#create-new-response",
    };

    /// <summary>OpenRouter, through its Responses.</summary>
    public static Provider OpenRouterResponses { get; } = new()
    {
        Name = "openrouter-responses",
        DisplayName = "OpenRouter (Responses)",
        Protocol = new OpenAIResponsesProtocol(new ResponsesDialect { CountTokensPath = null }),
        Address = "https://openrouter.ai/api/v1",
        KeyVariables = ["OPENROUTER_API_KEY"],
        Features = ResponsesFeatures | ProviderFeatures.ModelList,
        Documentation = "https://openrouter.ai/docs/api-reference/responses-api/overview",
    };
}
