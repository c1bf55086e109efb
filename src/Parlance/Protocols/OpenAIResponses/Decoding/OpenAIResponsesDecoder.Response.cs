using System.Text;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <content>The response object: ids at the beginning, everything at the end.</content>
internal sealed partial class OpenAIResponsesDecoder
{
    /// <summary>Members of the response object that only repeat the request, or that are read elsewhere.</summary>
    private static readonly HashSet<string> s_notExtras = new(StringComparer.Ordinal)
    {
        "id", "object", "created_at", "completed_at", "model", "status", "status_details", "output", "output_text", "usage", "error", "incomplete_details",
        "instructions", "max_output_tokens", "max_tool_calls", "metadata", "parallel_tool_calls", "previous_response_id", "reasoning",
        "store", "temperature", "text", "tool_choice", "tools", "tool_calls", "top_p", "top_logprobs", "truncation", "user", "background",
        "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options", "frequency_penalty", "presence_penalty",
        "prompt", "moderation", "input", "total_tokens", "include",
    };

    private void ReadIds(in JsonSlice response) =>
        Identify(response.Member("id"u8), response.Member("model"u8), response.Member("created_at"u8));

    /// <summary>Reads a response object in its final state, or the unary answer of a response that goes on in the background.</summary>
    private void ReadResponse(in JsonSlice response)
    {
        ReadIds(response);
        var usage = response.Member("usage"u8);
        if (usage.IsObject)
        {
            ReportUsage(OpenAIUsage.Read(usage, outputExcludesReasoning: false), usage.Bytes);
        }

        var status = response.Member("status"u8);
        var error = response.Member("error"u8);
        if ((status.IsString && status.Bytes.SequenceEqual("failed"u8)) || error.IsObject || error.HasText)
        {
            Fail(ErrorReader.ReadInline(response));
            return;
        }

        ReadOutput(response.Member("output"u8));
        KeepExtras(response);
        RememberFinish(OpenAIResponsesFinishReasons.Read(status, response.Member("incomplete_details"u8), out var raw), raw);
        Complete();
    }

    /// <summary>Delivers what of the output no event has delivered.</summary>
    private void ReadOutput(in JsonSlice output)
    {
        var index = 0L;
        foreach (var item in output.Elements())
        {
            CompleteItem(FindItem(item.Member("id"u8).AsNonEmptyText(), index, OpenAIResponsesItemKinds.Of(item.Member("type"u8))), item);
            index++;
        }
    }

    private void KeepExtras(in JsonSlice response)
    {
        foreach (var (name, value) in response.Members())
        {
            if (!s_notExtras.Contains(Encoding.UTF8.GetString(name)))
            {
                KeepExtra(name, value);
            }
        }
    }
}
