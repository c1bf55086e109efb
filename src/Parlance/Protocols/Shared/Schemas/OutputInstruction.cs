using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>An instruction of the library's own about the form of the answer, behind those of the caller.</summary>
internal static class OutputInstruction
{
    // The member of OpenAI's Responses, and how that wire marks the message that stood there.
    private const string Instructions = "instructions";

    /// <summary>True for instructions that may stand in a member of their own, apart from the messages.</summary>
    public static bool IsApart(ChatMessage message, ChatOptions options) =>
        message.Role == ChatRole.System && (message.WireRole == Instructions || (options.Instructions is { Length: > 0 } text && text == message.Text));

    /// <summary>Adds an instruction to the system prompt, which it begins where there is none.</summary>
    public static ChatCall Add(ChatCall call, string instruction, ChatOptions options)
    {
        var last = -1;
        while (last + 1 < call.Messages.Count && call.Messages[last + 1].Role == ChatRole.System)
        {
            last++;
        }

        return last >= 0 && !IsApart(call.Messages[last], call.Options) && call.Messages[last].Contents is [.., TextContent]
            ? Append(call, last, instruction, options)
            : Insert(call, last + 1, instruction, options);
    }

    private static ChatCall Append(ChatCall call, int index, string instruction, ChatOptions options)
    {
        var given = call.Messages[index];
        var text = (TextContent)given.Contents[^1];
        var message = given.Clone();
        message.Contents = [.. given.Contents.SkipLast(1), new TextContent($"{text.Text}\n\n{instruction}") { AdditionalProperties = text.AdditionalProperties, Annotations = text.Annotations }];
        return call.Reshape([.. call.Messages.Take(index), message, .. call.Messages.Skip(index + 1)], origins: null, options);
    }

    private static ChatCall Insert(ChatCall call, int index, string instruction, ChatOptions options)
    {
        var places = new List<FieldPath>(Enumerable.Range(0, call.Messages.Count).Select(FieldPath.OfMessage));
        places.Insert(index, default);
        return call.Reshape(
            [.. call.Messages.Take(index), new ChatMessage(ChatRole.System, instruction), .. call.Messages.Skip(index)],
            new Origins(places, new IReadOnlyList<FieldPath>?[places.Count]),
            options);
    }
}
