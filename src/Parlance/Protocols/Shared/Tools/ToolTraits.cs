using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>When a receiver can be told which of the offered tools may be called.</summary>
public enum AllowedToolChoice
{
    /// <summary>Never: only the allowed tools are offered.</summary>
    Never,

    /// <summary>Where one of them must be called; else only the allowed tools are offered.</summary>
    WhenRequired,

    /// <summary>Always.</summary>
    Always,
}

/// <summary>What a receiver takes of tools.</summary>
/// <param name="Wire">Its wire.</param>
internal readonly record struct ToolTraits(string Wire)
{
    /// <summary>What names look like.</summary>
    public ToolNameFormat Names { get; init; } = ToolNameFormat.OpenAI;

    /// <summary>True where a tool may take text in free form; else it becomes a function of one text.</summary>
    public bool HasCustomTools { get; init; }

    /// <summary>True where tools may be grouped in namespaces; else their names begin with it.</summary>
    public bool HasNamespaces { get; init; }

    /// <summary>True for a tool that came on this very wire and that the host knows.</summary>
    public Func<WireTool, bool> TakesWireTool { get; init; } = static _ => true;

    /// <summary>True for a tool that the host itself runs and that can be offered.</summary>
    public Func<AITool, bool> IsHosted { get; init; } = static _ => false;

    /// <summary>True where the host searches files, in the stores that the tool names.</summary>
    public bool HasFileSearch { get; init; }

    /// <summary>True where the choice of a tool is one among these too; else it is one among the tools of the caller.</summary>
    public bool ChoosesHosted { get; init; }

    /// <summary>The name by which a choice can name such a tool, null where it cannot.</summary>
    public Func<AITool, string?> HostedName { get; init; } = static _ => null;

    /// <summary>When the receiver can be told which tools may be called.</summary>
    public AllowedToolChoice AllowedTools { get; init; }

    /// <summary>True where a request without tools may say how to choose one.</summary>
    public bool TakesChoiceAlone { get; init; }

    /// <summary>True where a request without tools may say whether several may be called at once.</summary>
    public bool TakesParallelAlone { get; init; }

    /// <summary>True where calls and results in the conversation are refused in a request that offers no tool.</summary>
    public bool DeclaresEarlierTools { get; init; }

    /// <summary>Why a tool cannot be offered, as a sentence; null where it can.</summary>
    public string? FindReasonAgainst(AITool tool)
    {
        // Whoever asks for a search of what is stored must not be given one of the web.
        if (tool is HostedWebSearchTool && WireExtras.Get(tool) is var extras && WireExtras.WireOf(extras) is { } wire && wire != Wire
            && WireExtras.MembersOf(extras).Member("external_web_access"u8).ValueKind == JsonValueKind.False)
        {
            return "The tool must not look at the live web, which cannot be said here; it was left out.";
        }

        return tool is AIFunctionDeclaration || (tool is WireTool own && own.Wire == Wire && TakesWireTool(own)) || (HasCustomTools && CustomTool.Find(tool) is not null) || IsHosted(tool) ? null
            : HasFileSearch && tool is HostedFileSearchTool ? "A search of files needs a vector store among its Inputs; it was left out."
            : tool is WireTool { } known && known.Wire == Wire ? $"The host has no tool like '{known.Name}'; it was left out."
            : tool is WireTool foreign ? $"The tool '{foreign.Name}' is known to {foreign.Wire} alone; it was left out."
            : $"The wire has no tool like '{tool.Name}'; it was left out.";
    }
}
