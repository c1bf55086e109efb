using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>The order of a stream: the response around its items, each item around its parts, each part around its pieces.</summary>
internal sealed class OpenAIResponsesStreamRules(GrammarReport report)
{
    private readonly List<Item> _items = [];
    private string? _responseId;
    private long _sequence = -1;
    private bool _hasBegun;
    private bool _hasEnded;

    public void Check(List<SseEvent> events)
    {
        for (var number = 0; number < events.Count; number++)
        {
            report.Place = $"event {number}";
            if (!report.IsStrict && events[number].Data.AsSpan().SequenceEqual("[DONE]"u8))
            {
                // Hosts that also speak chat completions end every stream as that wire does.
                continue;
            }

            report.Require(!_hasEnded, "", "comes after the end.");
            if (JsonShape.TryParse(events[number].Data, report, out var data))
            {
                CheckEvent(data.Be(JsonValueKind.Object), events[number].Type);
            }
        }

        report.Place = "end";
        report.Require(_hasEnded, "", "the response has neither completed nor failed.");
    }

    private void CheckEvent(JsonShape data, string? eventType)
    {
        var type = data.RequireText("type");
        report.RequireStrict(eventType == type, "type", $"is '{type}' where the event is named '{eventType}'.");
        CheckSequence(data);
        report.Require(_hasBegun || type is "response.created" or "error", "type", $"is '{type}' where the stream must begin with response.created.");
        switch (type)
        {
            case "response.created":
                report.Require(!_hasBegun, "", "the response begins twice.");
                _hasBegun = true;
                _responseId = data.RequireObject("response").RequireText("id");
                CheckResponse(data, "in_progress", "queued");
                break;
            case "response.in_progress" or "response.queued":
                CheckResponse(data, "in_progress", "queued");
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                CheckEnd(data, type["response.".Length..]);
                break;
            case "error":
                break;
            default:
                CheckItemEvent(data, type ?? "");
                break;
        }
    }

    /// <summary>Numbers came later than the wire: old recordings have none, and hosts that copy it may leave them out.</summary>
    private void CheckSequence(JsonShape data)
    {
        var sequence = report.IsStrict ? data.RequireCount("sequence_number") : data.OptionalCount("sequence_number");
        if (sequence is { } number)
        {
            report.RequireStrict(number == _sequence + 1, "sequence_number", $"is {number} and must be {_sequence + 1}.");
            report.Require(number > _sequence, "sequence_number", $"is {number} and was {_sequence}.");
            _sequence = number;
        }
    }

    private void CheckResponse(JsonShape data, params string[] statuses)
    {
        var response = data.RequireObject("response");
        var status = OpenAIResponsesRules.CheckResponse(response);
        report.Require(status is null || statuses.Contains(status), "response.status", $"is '{status}' in this event.");
        var id = response.Get("id").Text;
        report.Require(id is null || id == _responseId, "response.id", $"is '{id}' and was '{_responseId}'.");
    }

    private void CheckEnd(JsonShape data, string status)
    {
        _hasEnded = true;
        CheckResponse(data, status);
        if (status != "completed")
        {
            return;
        }

        foreach (var item in _items)
        {
            report.Require(item.IsDone, "", $"the item '{item.Id}' has not ended.");
        }

        var output = data.Get("response").Get("output").Items().Select(item => item.Get("id").Text).ToList();

        // Some hosts leave the whole response to the items that have been streamed, or give an item another id in it.
        var isSame = report.IsStrict
            ? output.SequenceEqual(_items.Select(item => item.Id), StringComparer.Ordinal)
            : output.Count == 0 || output.Count == _items.Count;
        report.Require(isSame, "response.output", "holds other items than the stream did.");
    }

    private void CheckItemEvent(JsonShape data, string type)
    {
        switch (type)
        {
            case "response.output_item.added":
                report.Require(data.RequireCount("output_index") is not { } index || index == _items.Count, "output_index", $"must be {_items.Count}.");
                _items.Add(new Item(OpenAIResponsesRules.CheckItem(data.RequireObject("item")), data.Get("item").Get("type").Text));
                break;
            case "response.output_item.done":
                CheckItemEnd(data);
                break;
            case "response.content_part.added" or "response.reasoning_part.added" or "response.reasoning_summary_part.added":
                AddPart(data, type);
                break;
            case "response.content_part.done" or "response.reasoning_part.done" or "response.reasoning_summary_part.done":
                if (FindPart(data, type) is { } ending)
                {
                    report.Require(ending.IsTextDone, "", "the part ends before its text.");
                    CheckPart(data);
                    ending.IsDone = true;
                    RequireText(ending, data.Get("part"), "text", "refusal");
                }

                break;
            case "response.output_text.annotation.added":
                FindPart(data, type);
                data.RequireObject("annotation").RequireText("type");
                break;
            case "response.output_text.delta" or "response.refusal.delta" or "response.reasoning_text.delta" or "response.reasoning_summary_text.delta":
                AppendDelta(FindPart(data, type), data);
                break;
            case "response.output_text.done" or "response.refusal.done" or "response.reasoning_text.done" or "response.reasoning_summary_text.done":
                if (FindPart(data, type) is { } part)
                {
                    RequireText(part, data, "text", "refusal");
                    part.IsTextDone = true;
                }

                break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                AppendDelta(FindCall(data, type), data);
                break;
            case "response.function_call_arguments.done" or "response.custom_tool_call_input.done":
                if (FindCall(data, type) is { } call)
                {
                    RequireText(call, data, "arguments", "input");
                    call.IsTextDone = true;
                }

                break;
        }
    }

    private void AddPart(JsonShape data, string type)
    {
        if (FindItem(data) is not { } item)
        {
            return;
        }

        var parts = item.PartsOf(type);
        CheckPart(data);
        if (data.RequireCount(IndexOf(type)) is { } index)
        {
            // Hosts are known to count the parts of the whole response.
            report.RequireStrict(index == parts.Count, IndexOf(type), $"must be {parts.Count}.");
            report.Require(parts.TryAdd(index, new Part()), IndexOf(type), "names a part that has begun.");
        }
    }

    private static void CheckPart(JsonShape data)
    {
        var part = data.RequireObject("part");
        OpenAIResponsesRules.CheckPart(part);
    }

    private void CheckItemEnd(JsonShape data)
    {
        var index = data.RequireCount("output_index");
        var id = OpenAIResponsesRules.CheckItem(data.RequireObject("item"));
        if (index is null || index >= _items.Count)
        {
            report.Add("output_index", "names no item that has begun.");
            return;
        }

        var item = _items[(int)index];
        report.Require(!item.IsDone, "", $"the item '{item.Id}' ends twice.");
        report.Require(id == item.Id, "item.id", $"is '{id}' and was '{item.Id}'.");
        report.Require(data.Get("item").Get("type").Text == item.Type, "item.type", $"was '{item.Type}'.");
        report.Require(item.AreAllPartsDone, "", "the item ends before its parts.");
        if (item.Type is "function_call" or "custom_tool_call")
        {
            RequireText(item.Call, data.Get("item"), "arguments", "input");
        }

        item.IsDone = true;
    }

    private static string IndexOf(string type) => type.StartsWith("response.reasoning_summary", StringComparison.Ordinal) ? "summary_index" : "content_index";

    private Item? FindItem(JsonShape data)
    {
        var id = data.RequireText("item_id");
        if (data.RequireCount("output_index") is not { } index || index >= _items.Count)
        {
            report.Add("output_index", "names no item that has begun.");
            return null;
        }

        var item = _items[(int)index];
        report.Require(id is null || id == item.Id, "item_id", $"is '{id}' and was '{item.Id}'.");
        report.Require(!item.IsDone, "", $"the item '{item.Id}' has ended.");
        return item;
    }

    private Part? FindPart(JsonShape data, string type)
    {
        if (FindItem(data) is not { } item)
        {
            return null;
        }

        if (data.RequireCount(IndexOf(type)) is not { } index || !item.PartsOf(type).TryGetValue(index, out var part))
        {
            report.Add(IndexOf(type), "names no part that has begun.");
            return null;
        }

        report.Require(!part.IsDone, "", "the part has ended.");
        return part;
    }

    private Part? FindCall(JsonShape data, string type)
    {
        var wanted = type.StartsWith("response.function_call", StringComparison.Ordinal) ? "function_call" : "custom_tool_call";
        var item = FindItem(data);
        report.Require(item is null || item.Type == wanted, "item_id", $"is no {wanted}.");
        return item?.Call;
    }

    private void AppendDelta(Part? part, JsonShape data)
    {
        var delta = data.Require("delta").Be(JsonValueKind.String);
        if (part is not null)
        {
            report.Require(!part.IsTextDone, "delta", "comes after the text has ended.");
            part.Text.Append(delta.Text);
        }
    }

    /// <summary>What repeats a text must repeat it as it was streamed.</summary>
    private void RequireText(Part part, JsonShape source, string member, string other)
    {
        var repeated = source.Get(member).Text ?? source.Get(other).Text;
        report.Require(repeated is not null && repeated == part.Text.ToString(), member, string.Create(CultureInfo.InvariantCulture, $"is not the {part.Text.Length} characters that were streamed."));
    }

    private sealed class Item(string? id, string? type)
    {
        private readonly Dictionary<long, Part> _content = [];
        private readonly Dictionary<long, Part> _summary = [];

        public string? Id => id;

        public string? Type => type;

        public bool IsDone { get; set; }

        /// <summary>True once every part that has begun has ended.</summary>
        public bool AreAllPartsDone => _content.Values.Concat(_summary.Values).All(part => part.IsDone);

        /// <summary>The arguments of a call.</summary>
        public Part Call { get; } = new();

        /// <summary>The parts that an event counts: a reasoning item has a summary beside its content.</summary>
        public Dictionary<long, Part> PartsOf(string eventType) => IndexOf(eventType) == "summary_index" ? _summary : _content;
    }

    private sealed class Part
    {
        public StringBuilder Text { get; } = new();

        public bool IsTextDone { get; set; }

        public bool IsDone { get; set; }
    }
}
