using Parlance.Headers;
using Parlance.Protocols.OpenAIResponses;
using Parlance.Transport;
using static Parlance.ProviderFeatures;

namespace Parlance;

// Subscriptions: a token of a person's plan instead of a key.
public static partial class Providers
{
    /// <summary>
    /// The backend that ChatGPT plans reach models through, by an access token given in code. OpenAI issues these tokens
    /// for its own products and may refuse others; an API key with <see cref="OpenAIResponses"/> is the way that it
    /// supports. Nothing is sent before a token is given with <see cref="Provider.WithBearerToken"/>, and nothing ever
    /// reads one from another program's files or from the environment unasked.
    /// </summary>
    public static Provider Codex { get; } = new()
    {
        Name = "codex",
        DisplayName = "Codex (ChatGPT plan)",
        Protocol = new OpenAIResponsesProtocol(new OpenAIResponsesDialect
        {
            StreamsOnly = true,
            ClientHeaders = ["openai-beta", "x-codex-*"],
            ModelsPath = null,
            CountTokensPath = null,
            HasMaximumOutputTokens = false, // "Unsupported parameter: max_output_tokens": https://github.com/askalf/dario/issues/1142.
            HasUser = false,
            HasSampling = false,
            HasLogProbs = false,
        }, ModelFamilies.OpenAIResponses),
        Address = "https://chatgpt.com/backend-api/codex",
        Authenticator = new ChatGptAuthenticator(),
        Headers = HeaderText.Empty.Add("OpenAI-Beta", "responses=experimental"),
        Features = Tools | Vision | Reasoning | JsonSchema,
        Documentation = "https://developers.openai.com/codex",
    };
}
