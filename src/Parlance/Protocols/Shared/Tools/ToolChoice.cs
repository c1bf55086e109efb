using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>How tools may be called, where the receiver can be told: a choice names a tool that is offered, or is none.</summary>
internal static class ToolChoice
{
    /// <summary>The options with the choice that the receiver takes; the same ones where that is theirs.</summary>
    /// <param name="call">The call as it was given.</param>
    /// <param name="options">Its options, with the tools that are offered.</param>
    /// <param name="offer">What is offered otherwise than it was given, null for nothing.</param>
    /// <param name="traits">What the receiver takes.</param>
    public static ChatOptions Shape(ChatCall call, ChatOptions options, ToolOffer? offer, in ToolTraits traits)
    {
        if (options is { ToolMode: null, AllowMultipleToolCalls: null, AllowedTools: null })
        {
            return options;
        }

        if (!IsAnyChoosable(options.Tools, traits))
        {
            return WithoutTools(call, options, offer, traits);
        }

        var mode = ShapeMode(call, options, offer, traits);
        var given = options.AllowedTools;
        var allowed = given is null ? null : ShapeAllowed(given, options, offer, traits);
        if (ReferenceEquals(mode, options.ToolMode) && ReferenceEquals(allowed, given))
        {
            return options;
        }

        var shaped = options.Clone();
        shaped.ToolMode = mode;
        shaped.AllowedTools = allowed;
        return shaped;
    }

    private static bool IsAnyChoosable(IList<AITool>? tools, in ToolTraits traits)
    {
        for (var i = 0; i < tools?.Count; i++)
        {
            if (traits.ChoosesHosted || !traits.IsHosted(tools[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Hosts refuse a choice where there is nothing to choose from.</summary>
    private static ChatOptions WithoutTools(ChatCall call, ChatOptions options, ToolOffer? offer, in ToolTraits traits)
    {
        var isRequired = options.ToolMode is RequiredChatToolMode;
        var losesMode = options.ToolMode is not null && (!traits.TakesChoiceAlone || (isRequired && offer is not null));
        var losesParallel = options.AllowMultipleToolCalls is not null && !traits.TakesParallelAlone;
        var losesAllowed = options.AllowedTools is not null && !traits.TakesChoiceAlone;
        if (!losesMode && !losesParallel && !losesAllowed)
        {
            return options;
        }

        var shaped = options.Clone();
        if (losesAllowed)
        {
            shaped.AllowedTools = null;
        }

        if (losesMode)
        {
            call.Warn(isRequired ? ChatWarningKind.Unsupported : ChatWarningKind.Other, "ToolMode", "No tool is offered to the model, so that there is none to choose; it was left out.");
            shaped.ToolMode = null;
        }

        if (losesParallel)
        {
            call.Warn(ChatWarningKind.Other, "AllowMultipleToolCalls", "No tool is offered to the model, so that it calls none; it was left out.");
            shaped.AllowMultipleToolCalls = null;
        }

        return shaped;
    }

    private static ChatToolMode? ShapeMode(ChatCall call, ChatOptions options, ToolOffer? offer, in ToolTraits traits)
    {
        if (options.ToolMode is not RequiredChatToolMode { RequiredFunctionName: { } name } mode)
        {
            return options.ToolMode;
        }

        var fitted = offer?.Names.Fit(new ToolName(name)) ?? name;
        foreach (var tool in options.Tools!)
        {
            // What the wire's own tools hold, such as functions in a group, is theirs to know.
            if (tool is AIFunctionDeclaration ? tool.Name == fitted
                : CustomTool.Find(tool) is { } custom ? custom.Name == name
                : tool is WireTool || traits.HostedName(tool) == name)
            {
                return fitted == name ? mode : ChatToolMode.RequireSpecific(fitted);
            }
        }

        call.Warn(ChatWarningKind.Unsupported, "ToolMode", $"The tool '{name}' is not offered to the model, which is free to call any other; the choice was left out.");
        return null;
    }

    private static IReadOnlyList<string>? ShapeAllowed(IReadOnlyList<string> allowed, ChatOptions options, ToolOffer? offer, in ToolTraits traits)
    {
        // Where the receiver cannot be told, only these are offered.
        var isTold = traits.AllowedTools == AllowedToolChoice.Always || (traits.AllowedTools == AllowedToolChoice.WhenRequired && options.ToolMode is RequiredChatToolMode);
        return !isTold ? null : offer is { HasOtherNames: true } ? [.. allowed.Select(name => offer.Names.Fit(new ToolName(name)))] : allowed;
    }
}
