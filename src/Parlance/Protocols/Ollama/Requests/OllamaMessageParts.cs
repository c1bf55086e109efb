using Microsoft.Extensions.AI;

namespace Parlance.Protocols.Ollama;

/// <summary>
/// The contents of one message, sorted into the members that this wire has for them. Content that has no member is
/// refused here, before anything is sent, or put into words where the caller wants that.
/// </summary>
internal sealed class OllamaMessageParts
{
    private readonly List<string> _texts = [];
    private readonly List<string> _thinking = [];

    public List<DataContent> Images { get; } = [];

    public List<(FunctionCallContent Call, FieldPath Field)> Calls { get; } = [];

    public List<(FunctionResultContent Result, FieldPath Field)> Results { get; } = [];

    public bool IsEmpty => HoldsNothingButImages && Images.Count == 0 && Results.Count == 0;

    public bool HoldsNothingButImages => _texts.Count == 0 && _thinking.Count == 0 && Calls.Count == 0;

    public bool HoldsTextAndImagesOnly => _thinking.Count == 0 && Calls.Count == 0 && Results.Count == 0;

    public bool HoldsTextOnly => HoldsTextAndImagesOnly && Images.Count == 0;

    public string Thinking => string.Concat(_thinking);

    /// <summary>The one text that the wire has room for. What the model wrote in pieces belongs together.</summary>
    public string JoinText(bool isFromModel) => string.Join(isFromModel ? "" : "\n", _texts);

    /// <summary>Sorts the next message; what the one before it held is forgotten.</summary>
    public void Sort(RequestBodyWriter writer, ChatMessage message, FieldPath field)
    {
        Clear();
        for (var i = 0; i < message.Contents.Count; i++)
        {
            Add(writer, message.Contents[i], message.Role, field[i]);
        }

        if (_texts.Count > 1 && message.Role != ChatRole.Assistant)
        {
            writer.Coerced(field.Of("Contents"), "A message holds one text on this wire; its texts were joined, each on a line of its own.");
        }
    }

    private void Clear()
    {
        _texts.Clear();
        _thinking.Clear();
        Images.Clear();
        Calls.Clear();
        Results.Clear();
    }

    private void Add(RequestBodyWriter writer, AIContent content, ChatRole role, FieldPath field)
    {
        var replay = OllamaTurns.Decide(content, role, writer.Call);
        writer.Report(replay, content, field);
        writer.ReportDetail(content, field);
        switch (content)
        {
            case TextContent text:
                _texts.Add(text.Text);
                writer.ReportExtras(content.AdditionalProperties, field);
                break;
            case TextReasoningContent reasoning:
                _thinking.Add(reasoning.Text);
                writer.ReportExtras(content.AdditionalProperties, field);
                break;
            case DataContent image when OllamaImages.IsImage(image):
                Images.Add(image);
                writer.ReportExtras(content.AdditionalProperties, field);
                break;
            case FunctionCallContent call:
                Calls.Add((call, field));
                break;
            case FunctionResultContent result:
                Results.Add((result, field));
                break;
            default:
                _texts.Add(writer.Call.DescribeUnsupported(content, field, ReasonAgainst(content)));
                break;
        }
    }

    private static string ReasonAgainst(AIContent content) => content switch
    {
        UriContent uri => $"This wire takes images as data, not by address: download {uri.Uri} and send its bytes.",
        DataContent data => $"This wire takes images only, not {data.MediaType}.",
        _ => $"This wire has no place for {ContentKind.Of(content)}.",
    };
}
