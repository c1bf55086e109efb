using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>How a host or a family of models deviates from OpenAI's Responses: data, so that the protocol itself names no host.</summary>
public sealed record OpenAIResponsesDialect
{
    /// <summary>The defaults.</summary>
    public static OpenAIResponsesDialect Default { get; } = new();

    /// <summary>The path below the base URL, with its query.</summary>
    public string Path { get; init; } = "/responses";

    /// <summary>The path below the base URL that lists the host's models; null where it has no such list.</summary>
    public string? ModelsPath { get; init; } = "/models";

    /// <summary>The path below the base URL that counts the tokens of a request; null where the host has none.</summary>
    public string? CountTokensPath { get; init; } = "/responses/input_tokens";

    /// <summary>False where tools of the type <c>custom</c>, which take free text, are refused.</summary>
    public bool HasCustomTools { get; init; } = true;

    /// <summary>False where tools of the type <c>namespace</c>, which are groups of tools, are refused.</summary>
    public bool HasToolNamespaces { get; init; } = true;

    /// <summary>False where <c>tool_choice</c> may not name the <c>allowed_tools</c>; no others are offered then.</summary>
    public bool HasAllowedTools { get; init; } = true;

    /// <summary>
    /// True where the host answers in streams alone and keeps nothing: every call is streamed and says
    /// <c>store: false</c>, and the body always has <c>instructions</c>.
    /// </summary>
    public bool StreamsOnly { get; init; }

    /// <summary>The smallest <c>max_output_tokens</c> that is taken; a smaller one is raised to it.</summary>
    public int MinimumOutputTokens { get; init; } = 1;

    /// <summary>False where <c>max_output_tokens</c> is refused.</summary>
    public bool HasMaximumOutputTokens { get; init; } = true;

    /// <summary>False where temperature and <c>top_p</c> are refused, as by reasoning models.</summary>
    public bool HasSampling { get; init; } = true;

    /// <summary>False where log probabilities are refused.</summary>
    public bool HasLogProbs { get; init; } = true;

    /// <summary>False where <c>user</c> is refused.</summary>
    public bool HasUser { get; init; } = true;

    /// <summary>How long <c>user</c> may be, in characters, null where that is not known.</summary>
    public int? MaximumUserLength { get; init; }

    /// <summary>
    /// The headers of its own clients that go back to the host; a name that ends in a star stands for all that begin so.
    /// </summary>
    public ImmutableArray<string> ClientHeaders { get; init; } = ["openai-beta"];

    /// <summary>How a model can be told to reason. It shows no more of its reasoning than it is asked for.</summary>
    public ReasoningAbility Reasoning { get; init; } = ReasoningAbility.AnyEffort with { Outputs = [ReasoningOutput.None, ReasoningOutput.Summary, ReasoningOutput.Full] };
}
