using Parlance.Json;

namespace Parlance.Responses;

/// <summary>
/// Who answers: the first non-empty value of each part wins. What is known when the response starts travels there; what
/// the wire says later, at the end.
/// </summary>
internal sealed class ResponseIdentity
{
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;
    private bool _hasToldId;
    private bool _hasToldModel;
    private bool _hasToldCreated;

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
        _hasToldId = _id is not null;
        _hasToldModel = _model is not null;
        _hasToldCreated = _created is not null;
        sink.Start(new ResponseInfo { Id = _id, Model = _model, CreatedAt = _created, InputUsage = inputUsage });
    }

    public void ReportLate(IResponseSink sink)
    {
        var late = new ResponseInfo
        {
            Id = _hasToldId ? null : _id,
            Model = _hasToldModel ? null : _model,
            CreatedAt = _hasToldCreated ? null : _created,
        };
        if (late != default)
        {
            sink.Identify(late);
        }
    }
}
