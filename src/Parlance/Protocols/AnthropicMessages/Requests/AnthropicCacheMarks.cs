using Microsoft.Extensions.AI;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// Which cache marks are sent where a request holds more than the wire takes: those of tools and system first, because
/// everything else stands behind them, then the latest ones of the conversation.
/// </summary>
internal sealed class AnthropicCacheMarks
{
    private readonly HashSet<object> _dropped = new(ReferenceEqualityComparer.Instance);
    private readonly int _maximum;

    public AnthropicCacheMarks(ChatCall call, int maximum)
    {
        _maximum = maximum;
        var prefix = new List<object>();
        var conversation = new List<object>();
        foreach (var tool in call.Options.Tools ?? [])
        {
            if (tool.CacheBreakpoint is not null)
            {
                prefix.Add(tool);
            }
        }

        for (var i = 0; i < call.Messages.Count; i++)
        {
            var message = call.Messages[i];
            Collect(message.Contents, AnthropicTurns.IsInstruction(message) ? prefix : conversation);
        }

        if (prefix.Count + conversation.Count == 0)
        {
            return;
        }

        var left = Math.Max(0, maximum - CountFixed(call));
        left -= Keep(prefix, left);
        Keep(conversation, left);
    }

    /// <summary>The mark to write, null for none; a dropped one is reported.</summary>
    public void Write(RequestBodyWriter writer, AIContent content, FieldPath field)
    {
        if (content.CacheBreakpoint is { } lifetime)
        {
            Write(writer, content, lifetime, content.AdditionalProperties, field);
        }
    }

    /// <summary>The mark of a tool.</summary>
    public void Write(RequestBodyWriter writer, AITool tool, FieldPath field)
    {
        if (tool.CacheBreakpoint is { } lifetime)
        {
            Write(writer, tool, lifetime, tool.AdditionalProperties, field);
        }
    }

    private void Write(RequestBodyWriter writer, object marked, string lifetime, IReadOnlyDictionary<string, object?>? bag, FieldPath field)
    {
        if (_dropped.Contains(marked))
        {
            writer.Note(field.Of("CacheBreakpoint"), $"The wire takes {_maximum} cache marks; this one was left out in favour of the tools', the system's and the latest ones.");
        }
        else
        {
            AnthropicCacheControl.Write(writer, lifetime, bag);
        }
    }

    /// <summary>Marks that are not ours to drop: automatic caching, which takes one, and those inside verbatim JSON.</summary>
    private static int CountFixed(ChatCall call)
    {
        var count = call.Options.CacheBreakpoint is null ? 0 : 1;
        foreach (var tool in call.Options.Tools ?? [])
        {
            count += tool is WireTool raw && AnthropicCacheControl.Read(raw.Definition, out _) is not null ? 1 : 0;
        }

        return count + call.Messages.Sum(message => message.Contents.Count(content => content.Raw is { } raw && AnthropicCacheControl.Read(raw, out _) is not null));
    }

    private static void Collect(IEnumerable<AIContent> contents, List<object> marked)
    {
        // By index where that works: an enumerator for each message would be garbage.
        var list = contents as IList<AIContent> ?? [.. contents];
        for (var i = 0; i < list.Count; i++)
        {
            var content = list[i];
            if (content is FunctionResultContent { Result: IEnumerable<AIContent> inner })
            {
                Collect(inner, marked);
            }

            if (content.CacheBreakpoint is not null)
            {
                marked.Add(content);
            }
        }
    }

    private int Keep(List<object> marked, int room)
    {
        var kept = Math.Min(marked.Count, room);
        _dropped.UnionWith(marked.Take(marked.Count - kept));
        return kept;
    }
}
