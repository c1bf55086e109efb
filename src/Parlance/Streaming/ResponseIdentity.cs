using Parlance.Json;

namespace Parlance.Streaming;

/// <summary>
/// Who answers: the first non-empty value of each part wins. What is known when the response starts travels there; what
/// the wire says later, at the end.
/// </summary>
internal sealed class ResponseIdentity
{
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;
    private ResponseInfo _told;

    public bool IsStarted { get; private set; }

    public void Learn(string? id, string? model, DateTimeOffset? created)
    {
        _id ??= string.IsNullOrEmpty(id) ? null : id;
        _model ??= string.IsNullOrEmpty(model) ? null : model;
        _created ??= created;
    }

    public void Learn(in JsonSlice id, in JsonSlice model, in JsonSlice created)
    {
        // The guards keep the hot path free of strings: ids repeat in every chunk and count once.
        Learn(
            _id is null ? id.AsNonEmptyText() : null,
            _model is null ? model.AsNonEmptyText() : null,
            _created is null ? created.AsTime() : null);
    }

    public void Start(IResponseSink sink, TokenUsage? inputUsage)
    {
        if (IsStarted)
        {
            return;
        }

        IsStarted = true;
        _told = new ResponseInfo { Id = _id, Model = _model, CreatedAt = _created };
        sink.Start(_told with { InputUsage = inputUsage });
    }

    public void ReportLate(IResponseSink sink)
    {
        var late = new ResponseInfo
        {
            Id = _told.Id is null ? _id : null,
            Model = _told.Model is null ? _model : null,
            CreatedAt = _told.CreatedAt is null ? _created : null,
        };
        if (late != default)
        {
            sink.Identify(late);
        }
    }
}
