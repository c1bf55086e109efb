using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>
/// The order of a streamed message: <c>message_start</c>, blocks one after the other with rising indexes, each delta of
/// its block's type, <c>message_delta</c>, <c>message_stop</c>, and nothing after it. Pings may come at any time.
/// </summary>
internal sealed class AnthropicMessagesStreamRules(GrammarReport report)
{
    private long _nextIndex;
    private long? _openIndex;
    private string? _openType;
    private bool _hasStarted;
    private bool _hasDelta;
    private bool _hasStopped;
    private bool _hasFailed;

    public void Check(List<SseEvent> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            report.Place = $"event {index}";
            CheckEvent(events[index]);
        }

        report.Place = "end";
        if (!_hasFailed)
        {
            report.Require(_hasStarted, "", "message_start is missing.");
            report.Require(_openIndex is null, "", $"block {_openIndex} is still open.");
            report.RequireStrict(_hasDelta, "", "message_delta is missing.");
            report.RequireStrict(_hasStopped, "", "message_stop is missing.");
        }
    }

    private void CheckEvent(SseEvent item)
    {
        report.Require(!_hasStopped, "", "comes after message_stop.");
        report.Require(!_hasFailed, "", "comes after an error.");
        if (!JsonShape.TryParse(item.Data, report, out var body))
        {
            return;
        }

        body.Be(JsonValueKind.Object);
        var type = body.RequireText("type");
        // The vendor's client libraries choose by the event's name and skip an event that has none.
        report.RequireStrict(item.Type == type, "", $"is named '{item.Type}' and its data says '{type}'.");
        if (type is not ("message_start" or "ping" or "error"))
        {
            report.Require(_hasStarted, "", $"{type} comes before message_start.");
        }

        switch (type)
        {
            case "message_start":
                report.Require(!_hasStarted, "", "message_start comes twice.");
                _hasStarted = true;
                AnthropicMessagesRules.CheckMessage(body.RequireObject("message"), isComplete: false);
                break;
            case "content_block_start":
                StartBlock(body);
                break;
            case "content_block_delta":
                CheckDelta(body);
                break;
            case "content_block_stop":
                StopBlock(body);
                break;
            case "message_delta":
                CheckMessageDelta(body);
                break;
            case "message_stop":
                report.RequireStrict(_hasDelta, "", "message_stop comes before message_delta.");
                report.Require(_openIndex is null, "", $"message_stop comes while block {_openIndex} is open.");
                _hasStopped = true;
                break;
            case "error":
                _hasFailed = true;
                var error = body.RequireObject("error");
                error.RequireText("type");
                error.Require("message").Be(JsonValueKind.String);
                break;
        }
    }

    private void StartBlock(JsonShape body)
    {
        report.Require(!_hasDelta, "", "a block begins after message_delta.");
        report.Require(_openIndex is null, "", $"a block begins while block {_openIndex} is open.");
        var index = body.RequireCount("index");
        // Copies of the wire skip indexes where they suppress a block.
        report.RequireStrict(index == _nextIndex, "index", $"is {index} where {_nextIndex} comes next.");
        report.Require(index is null || index >= _nextIndex, "index", $"is {index}: indexes must rise.");
        var block = body.RequireObject("content_block");
        AnthropicMessagesRules.CheckBlock(block, isComplete: false);
        _openIndex = index ?? _nextIndex;
        _nextIndex = _openIndex.Value + 1;
        _openType = block.Get("type").Text;
    }

    private void CheckDelta(JsonShape body)
    {
        CheckOpen(body);
        var delta = body.RequireObject("delta");
        var type = delta.RequireText("type");
        var (member, fits) = type switch
        {
            "text_delta" => ("text", _openType is "text"),
            "thinking_delta" => ("thinking", _openType is "thinking"),
            "signature_delta" => ("signature", _openType is "thinking"),
            "input_json_delta" => ("partial_json", _openType is "tool_use" or "server_tool_use" or "mcp_tool_use"),
            "citations_delta" => ("citation", _openType is "text"),
            _ => (null, true),
        };
        report.Require(fits, delta.Path, $"is a {type} in a block of type {_openType}.");
        if (member is not null)
        {
            delta.Require(member).Be(type == "citations_delta" ? JsonValueKind.Object : JsonValueKind.String);
        }

    }

    private void StopBlock(JsonShape body)
    {
        CheckOpen(body);
        _openIndex = null;
    }

    private void CheckOpen(JsonShape body)
    {
        var index = body.RequireCount("index");
        report.Require(index is null || index == _openIndex, "index", _openIndex is null ? $"is {index}, and no block is open." : $"is {index} while block {_openIndex} is open.");
    }

    private void CheckMessageDelta(JsonShape body)
    {
        report.Require(_openIndex is null, "", $"message_delta comes while block {_openIndex} is open.");
        report.RequireStrict(!_hasDelta, "", "message_delta comes twice.");
        _hasDelta = true;
        AnthropicMessagesRules.CheckStop(body.RequireObject("delta"), isComplete: true);
        var usage = report.IsStrict ? body.RequireObject("usage") : body.Optional("usage", JsonValueKind.Object);
        if (report.IsStrict)
        {
            usage.RequireCount("output_tokens");
        }

        AnthropicMessagesRules.CheckCounts(usage);
    }
}
