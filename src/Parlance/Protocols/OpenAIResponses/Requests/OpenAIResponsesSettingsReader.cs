using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>The settings of a request, all but its tools.</summary>
internal static class OpenAIResponsesSettingsReader
{
    public static void Read(RequestMembers members, ChatOptions options)
    {
        OpenAIResponsesFields.Settings.Read(members, options);
        options.ReasoningEffort = members.Open("reasoning").TakeText("effort");
        ReadConversation(members, options);
        ReadInclude(members, options);
        FormatObject.Take(members.Open("text"), "format", options);
    }

    /// <summary>The answer that the request continues, or the conversation: never both.</summary>
    private static void ReadConversation(RequestMembers members, ChatOptions options)
    {
        options.ConversationId = members.TakeText("previous_response_id");
        if (options.ConversationId is null && members.Find("conversation").AsText() is { } id && StoredConversation.IsConversation(id))
        {
            options.ConversationId = members.TakeText("conversation");
        }
    }

    /// <summary>Log probabilities are asked for in a list of what else to report, whose other entries stay as they are.</summary>
    private static void ReadInclude(RequestMembers members, ChatOptions options)
    {
        var include = members.Find("include");
        if (include.ValueKind == JsonValueKind.Array && include.EnumerateArray().Any(entry => entry.AsText() == OpenAIResponsesSpelling.LogProbsInclude))
        {
            options.LogProbs = true;
        }
    }
}
