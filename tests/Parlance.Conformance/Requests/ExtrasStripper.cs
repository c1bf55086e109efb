using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Conformance.Requests;

/// <summary>
/// Takes out of a call everything that was carried through unread: the extras of its objects, tools of one wire alone,
/// and contents that are the wire's own JSON. What is still written then is modelled.
/// </summary>
internal static class ExtrasStripper
{
    public static ChatCall Strip(ChatCall call)
    {
        Strip(call.Options.AdditionalProperties);
        call.Options.Tools = call.Options.Tools is { } tools ? [.. tools.Where(tool => tool is not WireTool)] : null;
        foreach (var tool in call.Options.Tools ?? [])
        {
            Strip(tool.AdditionalProperties as AdditionalPropertiesDictionary);
        }

        foreach (var message in call.Messages)
        {
            Strip(message.AdditionalProperties);
            message.Contents = [.. message.Contents.Where(content => content.GetType() != typeof(AIContent))];
            foreach (var content in message.Contents)
            {
                Strip(content.AdditionalProperties);
            }
        }

        return call;
    }

    private static void Strip(AdditionalPropertiesDictionary? bag) => bag?.Remove(WireExtras.Key);
}
