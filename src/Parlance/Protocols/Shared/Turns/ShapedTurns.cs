using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>A conversation as a receiver takes it: <see cref="TurnShaper"/> decides it, the wires write it.</summary>
internal sealed class ShapedTurns(IReadOnlyList<ChatMessage> messages, TurnTraits traits, List<int> system, List<Turn> turns, List<ChatWarning> losses)
{
    /// <summary>The messages of the system prompt, by their indices.</summary>
    public IReadOnlyList<int> System => system;

    /// <summary>What is said behind it, in order.</summary>
    public IReadOnlyList<Turn> Turns => turns;

    /// <summary>What does not stand where or as it was given.</summary>
    public IReadOnlyList<ChatWarning> Losses => losses;

    /// <summary>Tells the call what is lost.</summary>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public ShapedTurns Report(ChatCall call)
    {
        call.Warn(losses);
        return this;
    }

    /// <summary>The receiver's word for the side that speaks in a turn.</summary>
    /// <exception cref="LlmException">It has no such side.</exception>
    public string RoleOf(Turn turn, ChatCall call)
    {
        var role = messages[turn.First].Role;
        return role == ChatRole.Assistant ? traits.ModelRole
            : role == ChatRole.User || role == ChatRole.Tool ? "user"
            : role == ChatRole.System ? "system"
            : throw call.Refuse(FieldPath.OfMessage(turn.First), $"The wire has no role '{role.Value}'. Use user, assistant, system or tool.");
    }

    /// <summary>Refuses a conversation of which nothing was written: a turn that says nothing is left out, as receivers refuse it.</summary>
    /// <exception cref="LlmException">No turn was written, and the receiver needs one.</exception>
    public void RequireSpoken(bool isAnyWritten, ChatCall call)
    {
        if (!isAnyWritten && (turns.Count > 0 || !traits.AllowsNoTurns))
        {
            throw call.Refuse("Messages", "The wire needs a message that says something beside the instructions. Add one of the user.");
        }
    }
}
