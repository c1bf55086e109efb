using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.AnthropicMessages;

/// <summary>
/// Writes a request. Prompt caches match from the front, so what seldom changes comes first: settings, tools, system,
/// then the messages.
/// </summary>
internal sealed class AnthropicRequestWriter : IDisposable
{
    private readonly AnthropicDialect _dialect;
    private readonly RequestBodyWriter _writer;
    private readonly AnthropicMessageWriter _messages;

    public AnthropicRequestWriter(ChatCall call, AnthropicDialect dialect)
    {
        _dialect = dialect;
        _writer = new RequestBodyWriter(call, AnthropicMessagesProtocol.WireName);
        var marks = new AnthropicCacheMarks(call, dialect.MaximumCacheMarks);
        _messages = new AnthropicMessageWriter(_writer, marks, dialect);
    }

    private ChatOptions Options => _writer.Call.Options;

    private Utf8JsonWriter Json => _writer.Json;

    public void Write(IBufferWriter<byte> body)
    {
        var thinking = AnthropicReasoning.Resolve(_writer, _dialect);
        var start = _writer.BeginObject();
        Json.WriteOptional("anthropic_version"u8, _dialect.BodyVersion);
        if (_dialect.WritesBetasInBody)
        {
            WriteBetas();
        }

        if (_dialect.WritesModel && _writer.Call.Model.Length > 0)
        {
            Json.WriteString("model"u8, _writer.Call.Model);
        }

        WriteMaximum(thinking);
        if (_writer.Call.IsStreaming && _dialect.WritesStream)
        {
            Json.WriteBoolean("stream"u8, true);
        }

        AnthropicSettingsWriter.Write(_writer, thinking, _dialect);
        if (Options.CacheBreakpoint is { } lifetime)
        {
            AnthropicCacheControl.Write(_writer, lifetime, Options.AdditionalProperties);
        }

        new AnthropicToolWriter(_writer, _messages.Marks).Write();
        _messages.Write();
        _writer.EndBody(start);
        _writer.CopyTo(body);
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>What the call needs, behind what an inbound request named itself.</summary>
    private void WriteBetas()
    {
        var named = _writer.FindExtra("anthropic_beta"u8);
        var own = named.ValueKind == JsonValueKind.Array ? named.EnumerateArray().Select(beta => beta.AsText() ?? "") : [];
        if (own.Union(AnthropicBetas.Collect(_writer.Call, _dialect), StringComparer.Ordinal).ToArray() is not { Length: > 0 } betas)
        {
            return;
        }

        Json.WriteStartArray("anthropic_beta"u8);
        foreach (var beta in betas)
        {
            Json.WriteStringValue(beta);
        }

        Json.WriteEndArray();
    }

    /// <summary>The limit, which counts the thinking too: it must leave room for the answer.</summary>
    private void WriteMaximum(in AnthropicReasoning thinking)
    {
        var maximum = (long)(Options.MaxOutputTokens ?? _dialect.DefaultMaximumOutputTokens);
        if (thinking.Plan.Budget is { } budget && budget >= maximum)
        {
            if (Options.MaxOutputTokens is not null)
            {
                _writer.Coerced("MaxOutputTokens", $"The limit counts reasoning too and must exceed its budget of {budget} tokens; it was raised from {maximum} to {budget + maximum}.");
            }

            maximum += budget;
        }

        Json.WriteNumber("max_tokens"u8, maximum);
    }
}
