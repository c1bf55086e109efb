using System.Collections.Immutable;
using Parlance.Protocols;
using Parlance.Responses;

namespace Parlance;

/// <summary>How the calls to a provider are made, whoever it is.</summary>
public sealed record CallSettings
{
    /// <summary>The settings of every provider that is told nothing else.</summary>
    public static CallSettings Default { get; } = new();

    /// <summary>How long a call may take.</summary>
    public CallTimeouts Timeouts { get; init; } = CallTimeouts.Default;

    /// <summary>What to do with settings that the wire cannot express. <see cref="UnsupportedPolicy.Warn"/> by default.</summary>
    public UnsupportedPolicy UnsupportedPolicy { get; init; }

    /// <summary>What to do with content that the wire cannot express. <see cref="UnsupportedContent.Throw"/> by default.</summary>
    public UnsupportedContent UnsupportedContent { get; init; }

    /// <summary>How much of what became of a request its warnings tell. <see cref="WarningDetail.Relevant"/> by default.</summary>
    public WarningDetail WarningDetail { get; init; }

    /// <summary>
    /// What hears every response between the decoder and its reader: each makes a sink, mostly a
    /// <see cref="DelegatingSink"/>, that passes on what it hears. The one that was added last hears first.
    /// </summary>
    public ImmutableArray<Func<ChatCall, IResponseSink, IResponseSink>> ResponseTaps { get; init; } = [];

    /// <summary>The clock of everything that waits or expires. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
