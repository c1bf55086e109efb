using System.Globalization;
using System.Text;
using System.Text.Json;
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
    private bool _startCarriedId;
    private bool _startCarriedModel;
    private bool _startCarriedCreated;

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

    public void Start(IResponseSink sink)
    {
        if (IsStarted)
        {
            return;
        }

        IsStarted = true;
        _startCarriedId = _id is not null;
        _startCarriedModel = _model is not null;
        _startCarriedCreated = _created is not null;
        sink.Start(_id, _model, _created);
    }

    public void ReportLate(IResponseSink sink)
    {
        ReportLate(sink, ResponseExtra.Id, _startCarriedId ? null : _id);
        ReportLate(sink, ResponseExtra.Model, _startCarriedModel ? null : _model);
        if (!_startCarriedCreated && _created is { } created)
        {
            Span<byte> digits = stackalloc byte[20];
            created.ToUnixTimeSeconds().TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
            sink.Extra(ResponseExtra.Created, digits[..length]);
        }
    }

    private static void ReportLate(IResponseSink sink, string name, string? value)
    {
        if (value is not null)
        {
            sink.Extra(name, Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(value)}\""));
        }
    }
}
