using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>The tools of a call as one receiver takes them, with the way back of their names.</summary>
internal sealed class ToolOffer
{
    private readonly HashSet<ToolName> _customs = [];

    private ToolOffer(ToolNames names) => Names = names;

    /// <summary>The names at the receiver.</summary>
    public ToolNames Names { get; }

    /// <summary>The tools.</summary>
    public List<AITool> Tools { get; } = [];

    /// <summary>Where each of them stood as it was given.</summary>
    public List<FieldPath> Places { get; } = [];

    /// <summary>What is not offered as it was given.</summary>
    public List<ChatWarning> Losses { get; } = [];

    /// <summary>True where the receiver may call a tool otherwise than the caller knows it.</summary>
    public bool HasOtherNames { get; private set; }

    /// <summary>True for a custom tool that is offered as a function.</summary>
    public bool IsCustom(ToolName tool) => _customs.Contains(tool);

    /// <summary>Decides what is offered.</summary>
    /// <returns>Null where every tool is offered as it was given.</returns>
    public static ToolOffer? For(ChatOptions options, in ToolTraits traits)
    {
        if (options.Tools is not { Count: > 0 } tools || (CanOffer(tools, traits) && !LeavesOut(options, traits)))
        {
            return null;
        }

        var entries = List(tools, LeavesOut(options, traits) ? options.AllowedTools : null);
        var offer = new ToolOffer(ToolNames.For(entries.ConvertAll(static entry => entry.Name), traits.Names));
        if (LeavesOut(options, traits) && entries.Count < tools.Count)
        {
            offer.Lose("Tools", ChatWarningKind.Coerced, "The receiver cannot be told which of the tools may be called; only these are offered.");
        }

        foreach (var entry in entries)
        {
            offer.Add(entry, in traits);
        }

        return offer;
    }

    private static bool CanOffer(IList<AITool> tools, in ToolTraits traits)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            var isNamed = tools[i] is AIFunctionDeclaration;
            if ((isNamed && !traits.Names.Takes(tools[i].Name)) || (isNamed && IsRepeated(tools, i)) || traits.FindReasonAgainst(tools[i]) is not null
                || (!traits.HasNamespaces && ToolNamespace.Is(tools[i])) || (!traits.HasCustomTools && CustomTool.Find(tools[i]) is not null))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsRepeated(IList<AITool> tools, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (tools[i] is AIFunctionDeclaration && tools[i].Name == tools[index].Name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where the receiver cannot be told which of the tools may be called, so that the others are not offered.</summary>
    private static bool LeavesOut(ChatOptions options, in ToolTraits traits) =>
        options.AllowedTools is not null && options.ToolMode is not NoneChatToolMode
        && !(traits.AllowedTools == AllowedToolChoice.Always || (traits.AllowedTools == AllowedToolChoice.WhenRequired && options.ToolMode is RequiredChatToolMode));

    private static List<Entry> List(IList<AITool> tools, IReadOnlyList<string>? allowed)
    {
        var entries = new List<Entry>();
        for (var i = 0; i < tools.Count; i++)
        {
            var place = FieldPath.OfTool(i);
            var name = CustomTool.Find(tools[i])?.Name ?? tools[i].Name;
            if (allowed is null || allowed.Contains(name, StringComparer.Ordinal) || ToolNamespace.Is(tools[i]))
            {
                entries.Add(new Entry(tools[i], new ToolName(name), place));
            }
        }

        return entries;
    }

    private void Add(in Entry entry, in ToolTraits traits)
    {
        if (!traits.HasNamespaces && ToolNamespace.Find(entry.Tool) is { } group)
        {
            Lose(entry.Place, ChatWarningKind.Coerced, $"The receiver has no namespaces; the tools of '{group.Name}' are offered by themselves, with names that begin with it.");
            foreach (var tool in group.Tools)
            {
                var name = CustomTool.Find(tool)?.Name ?? tool.Name;
                Add(new Entry(tool, new ToolName(name, group.Name), entry.Place), traits);
            }
        }
        else if (!traits.HasCustomTools && CustomTool.Find(entry.Tool) is { } custom)
        {
            var description = custom.Grammar is null ? "" : ", whose description holds its grammar";
            Lose(entry.Place, ChatWarningKind.Coerced, $"The receiver has no tools that take free text; '{custom.Name}' is offered as a function of one text{description}.");
            _customs.Add(entry.Name);
            HasOtherNames = true;
            AddFunction(custom.ToFunction(), entry);
        }
        else if (traits.FindReasonAgainst(entry.Tool) is { } reason)
        {
            Lose(entry.Place, ChatWarningKind.Unsupported, reason);
        }
        else if (entry.Tool is AIFunctionDeclaration function)
        {
            AddFunction(function, entry);
        }
        else
        {
            Tools.Add(entry.Tool);
            Places.Add(entry.Place);
        }
    }

    private void AddFunction(AIFunctionDeclaration function, in Entry entry)
    {
        var name = Names.Fit(entry.Name);
        if (Tools.FirstOrDefault(tool => tool is AIFunctionDeclaration && tool.Name == name) is AIFunctionDeclaration first)
        {
            if (first.Description != function.Description || first.JsonSchema.GetRawText() != function.JsonSchema.GetRawText())
            {
                Lose(entry.Place, ChatWarningKind.Unsupported, $"There is another tool of the name '{function.Name}'; the first one is offered.");
            }

            return;
        }

        if (name != entry.Name.Name)
        {
            HasOtherNames = true;
            if (entry.Name.Namespace is null)
            {
                Lose(entry.Place.Of("Name"), ChatWarningKind.Coerced, $"The receiver does not take the name '{function.Name}'; the tool is called '{name}' there, and by its own name in the answer.");
            }
        }

        Tools.Add(name == function.Name ? function : new RenamedFunction(function, name));
        Places.Add(entry.Place);
    }

    private void Lose(FieldPath field, ChatWarningKind kind, string message) => Losses.Add(ChatWarning.About(field, kind, message));

    private readonly record struct Entry(AITool Tool, ToolName Name, FieldPath Place);

    /// <summary>A function under the name that a receiver takes.</summary>
    private sealed class RenamedFunction(AIFunctionDeclaration function, string name) : AIFunctionDeclaration
    {
        public override string Name => name;

        public override string Description => function.Description;

        public override System.Text.Json.JsonElement JsonSchema => function.JsonSchema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties => function.AdditionalProperties;
    }
}
