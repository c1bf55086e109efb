using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>An inbound chat completions request to a call.</summary>
internal static class OpenAIChatRequestReader
{
    public static ChatCall Read(ReadOnlyMemory<byte> body, OpenAIChatDialect dialect, string? issuer)
    {
        var members = new RequestMembers(OpenAIChatSpelling.Wire, RequestBody.Parse(body));
        var reader = new OpenAIChatMessageReader(issuer);
        var messages = reader.Take(members);
        reader.PutStateBack(messages);

        // Where the address names the model, the body may repeat it: it then goes back as it came.
        var model = (dialect.WritesModel ? members.TakeText("model") : members.Find("model").AsText()) ?? "";
        var isStreaming = members.TakeFlag("stream") ?? false;

        // Whether to report usage is the business of whoever answers; only what else is asked of the stream stays.
        members.Open("stream_options").TakeFlag("include_usage");
        var options = new ChatOptions();
        OpenAIChatFields.Settings.Read(members, options);
        OpenAIChatReasoningReader.Read(members, options, issuer);
        OpenAIChatResponseFormat.Read(members, options);
        OpenAIChatToolReader.Read(members, options);
        options.AdditionalProperties = members.AddExtras(options.AdditionalProperties);
        return new ChatCall
        {
            Model = model,
            Messages = messages,
            Options = options,
            IsStreaming = isStreaming,
            OriginalBody = body,
        };
    }
}
