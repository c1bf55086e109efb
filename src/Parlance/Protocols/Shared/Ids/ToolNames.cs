using System.Globalization;

namespace Parlance.Protocols;

/// <summary>
/// The names of the tools of one call in the form of one receiver, with the way back. Two tools that differ in what the
/// receiver refuses stay two. The same tools have the same names in every request that offers them.
/// </summary>
internal sealed class ToolNames(ToolNameFormat format)
{
    private readonly Dictionary<ToolName, string> _fitted = [];
    private readonly Dictionary<string, ToolName> _originals = new(StringComparer.Ordinal);

    /// <summary>The names of what a call offers. Names that fit as they are stay, whatever stands before them.</summary>
    public static ToolNames For(IReadOnlyList<ToolName> offered, ToolNameFormat format)
    {
        var names = new ToolNames(format);
        foreach (var tool in offered)
        {
            if (tool.Namespace is null && format.Takes(tool.Name))
            {
                names.Fit(tool);
            }
        }

        foreach (var tool in offered)
        {
            names.Fit(tool);
        }

        return names;
    }

    /// <summary>The name that the receiver takes for a tool, be it offered or one that was called earlier.</summary>
    public string Fit(ToolName tool)
    {
        if (_fitted.TryGetValue(tool, out var known))
        {
            return known;
        }

        var fitted = format.Fit(tool.Flat);
        for (var number = 2; !_originals.TryAdd(fitted, tool); number++)
        {
            fitted = format.Fit(tool.Flat, string.Create(CultureInfo.InvariantCulture, $"_{number}"));
        }

        _fitted.Add(tool, fitted);
        return fitted;
    }

    /// <summary>The way back: the tool that has a name at the receiver; one that nobody offered keeps its name.</summary>
    public ToolName OriginalOf(string fitted) => _originals.GetValueOrDefault(fitted, new ToolName(fitted));
}
