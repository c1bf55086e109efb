using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Protocols;

/// <summary>
/// State that a client gives back. What stands in an envelope belongs to whom the envelope names, and goes back to where
/// it was; bare state belongs to the wire's own vendor. An envelope that cannot be opened is state of nobody.
/// </summary>
/// <param name="issuer">Whose the bare state is, null for nobody's.</param>
internal sealed class ReturnedState(string? issuer)
{
    private Dictionary<string, (string State, string Issuer)>? _calls;
    private List<(AIContent Before, List<(TextReasoningContent Content, bool IsBeforeText)> Reasoning)>? _reasoning;

    /// <summary>Who made what is not in an envelope.</summary>
    public string? Issuer => issuer;

    /// <summary>Gives reasoning the state that stood in its place.</summary>
    public TextReasoningContent Sign(TextReasoningContent reasoning, string? state)
    {
        if (!StateEnvelope.IsEnvelope(state))
        {
            reasoning.ProtectedData = state;
            reasoning.Issuer = issuer;
            return reasoning;
        }

        // A type that is the vendor's own belongs to state of the vendor.
        reasoning.WireType = null;
        foreach (var found in Open(state))
        {
            if (found.State.Owner == SealedOwner.Reasoning)
            {
                Fill(reasoning, found);
            }
            else
            {
                Keep(found);
            }
        }

        return reasoning;
    }

    /// <summary>Gives a tool call or another part the state that stood on it.</summary>
    public T Attach<T>(T content, string? state)
        where T : AIContent
    {
        if (!StateEnvelope.IsEnvelope(state))
        {
            if (state is not null)
            {
                content.OpaqueState = state;
                content.Issuer = issuer;
            }

            return content;
        }

        List<(TextReasoningContent Content, bool IsBeforeText)>? reasoning = null;
        foreach (var found in Open(state))
        {
            if (found.State.Owner == SealedOwner.Reasoning)
            {
                var restored = new TextReasoningContent(null);
                Fill(restored, found);
                (reasoning ??= []).Add((restored, found.State.IsBeforeText));
            }
            else if (found.State.CallId is null)
            {
                content.OpaqueState = found.State.State;
                content.Issuer = found.Issuer;
            }
            else
            {
                Keep(found);
            }
        }

        if (reasoning is not null)
        {
            (_reasoning ??= []).Add((content, reasoning));
        }

        return content;
    }

    /// <summary>Puts what stood elsewhere than on its own content back: call after <see cref="Sign"/> and <see cref="Attach"/> of all of them.</summary>
    public void PutBack(IEnumerable<ChatMessage> messages)
    {
        if (_calls is null && _reasoning is null)
        {
            return;
        }

        foreach (var message in messages)
        {
            PutBack(message.Contents);
        }
    }

    private void PutBack(IList<AIContent> contents)
    {
        for (var index = 0; index < contents.Count; index++)
        {
            if (contents[index] is FunctionCallContent call && _calls?.GetValueOrDefault(call.CallId) is { State: not null } found)
            {
                call.OpaqueState = found.State;
                call.Issuer = found.Issuer;
            }

            var current = contents[index];
            if (_reasoning?.Find(waiting => ReferenceEquals(waiting.Before, current)).Reasoning is { } reasoning)
            {
                index += PutBack(contents, FindText(contents, index), reasoning.FindAll(static restored => restored.IsBeforeText).ConvertAll(static restored => restored.Content));
                index += PutBack(contents, index, reasoning.FindAll(static restored => !restored.IsBeforeText).ConvertAll(static restored => restored.Content));
            }
        }
    }

    /// <summary>Where the text in front of a content begins; the content's own place where there is none.</summary>
    private static int FindText(IList<AIContent> contents, int before)
    {
        while (before > 0 && contents[before - 1] is TextContent)
        {
            before--;
        }

        return before;
    }

    /// <summary>
    /// Puts reasoning in front of a content. Where the client gave its words back too, they are what it is put in the place
    /// of; what is empty is not sent, and the others keep their places.
    /// </summary>
    /// <returns>How far the content was moved.</returns>
    private static int PutBack(IList<AIContent> contents, int before, List<TextReasoningContent> reasoning)
    {
        var first = before;
        while (first > 0 && contents[first - 1] is TextReasoningContent { ProtectedData: null, Text.Length: > 0 })
        {
            first--;
        }

        var isSame = first < before && Join(contents.Skip(first).Take(before - first)) == Join(reasoning);
        for (var index = first; isSame && index < before; index++)
        {
            ((TextReasoningContent)contents[index]).Text = "";
        }

        if (isSame && reasoning.Count == 1)
        {
            contents[before - 1] = reasoning[0];
            return 0;
        }

        for (var index = 0; index < reasoning.Count; index++)
        {
            contents.Insert(before + index, reasoning[index]);
        }

        return reasoning.Count;
    }

    private static string Join(IEnumerable<AIContent> reasoning) => string.Concat(reasoning.Select(static part => ((TextReasoningContent)part).Text));

    private static IEnumerable<(SealedState State, string Issuer)> Open(string envelope) =>
        StateEnvelope.Open(envelope) is { } opened ? opened.States.Select(state => (state, opened.Issuer)) : [];

    private static void Fill(TextReasoningContent reasoning, (SealedState State, string Issuer) found)
    {
        reasoning.ProtectedData = found.State.State;
        reasoning.WireType = found.State.WireType;
        reasoning.Issuer = found.Issuer;
        if (found.State.Words is { } words)
        {
            reasoning.Text = words;
        }
    }

    private void Keep((SealedState State, string Issuer) found)
    {
        if (found.State.CallId is { } id)
        {
            (_calls ??= new(StringComparer.Ordinal))[id] = (found.State.State, found.Issuer);
        }
    }
}
