using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Responses;

/// <summary>
/// What the event stream and the update stream share: it follows the blocks of a response, gathers those that are only
/// useful whole, and makes their contents.
/// </summary>
internal abstract class ResponseAssembler<T>(string? issuer) : ResponseAssembler, IResponseSink, IDisposable
{
    private readonly List<OpenBlock> _blocks = [];
    private List<(string Name, JsonElement Value)>? _extras;

    protected string? ResponseId { get; private set; }

    protected string? ModelId { get; private set; }

    protected DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Whose signatures and encrypted state the contents carry.</summary>
    protected string? Issuer => issuer;

    /// <summary>True where the argument text of tool calls is wanted in pieces, and not only whole.</summary>
    protected virtual bool WantsArgumentText => true;

    /// <summary>What has come since the last <see cref="List{T}.Clear"/>: at most what one network read held.</summary>
    public List<T> Pending { get; } = [];

    public void Start(in ResponseInfo response)
    {
        ResponseId = response.Id;
        ModelId = response.Model;
        CreatedAt = response.CreatedAt;
        OnStart();
    }

    public void Identify(in ResponseInfo late)
    {
        ResponseId ??= late.Id;
        ModelId ??= late.Model;
        CreatedAt ??= late.CreatedAt;
    }

    public void BlockStart(int index, in BlockInfo block)
    {
        var isGathered = block.Kind is BlockKind.ToolCall or BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Media;
        _blocks.Add(new OpenBlock(block, isGathered ? new PooledBuffer() : null));
        OnBlockStart(index, block);
    }

    public void Delta(int index, ReadOnlySpan<byte> utf8)
    {
        var block = _blocks[index];
        block.Gathered?.Append(utf8);
        if (block.Kind is BlockKind.Text or BlockKind.Refusal or BlockKind.Reasoning || (block.Kind == BlockKind.ToolCall && WantsArgumentText))
        {
            OnDelta(index, block, Encoding.UTF8.GetString(utf8));
            block.HasDelivered = true;
        }
    }

    public void Annotation(int index, ReadOnlySpan<byte> json)
    {
        var block = _blocks[index];
        var annotation = CitationReader.Read(json);
        if (block.Kind is BlockKind.Text or BlockKind.Refusal)
        {
            OnContent(index, new TextContent("") { Annotations = [annotation] });
        }
        else
        {
            (block.Annotations ??= []).Add(annotation);
        }
    }

    public void OpaqueState(int index, ReadOnlySpan<byte> bytes)
    {
        var block = _blocks[index];
        block.OpaqueState = Encoding.UTF8.GetString(bytes);
        if (block.Kind == BlockKind.Reasoning)
        {
            // A reasoning content with a signature ends the run that readers merge, so it comes with no text of its own.
            OnContent(index, MakeReasoningState(block));
        }
    }

    public void BlockEnd(int index)
    {
        var block = _blocks[index];
        using (block.Gathered)
        {
            switch (block.Kind)
            {
                case BlockKind.ToolCall:
                    OnToolCall(index, MakeToolCall(block));
                    break;
                case BlockKind.Media:
                    OnContent(index, MakeMedia(block));
                    break;
                case BlockKind.ServerToolCall or BlockKind.ServerToolResult or BlockKind.Opaque:
                    OnContent(index, MakeWireContent(block));
                    break;
            }
        }

        block.Gathered = null;
    }

    public abstract void Usage(in TokenUsage usage, ReadOnlySpan<byte> rawJson);

    public void Extra(string name, ReadOnlySpan<byte> json) => (_extras ??= []).Add((name, JsonElement.Parse(json)));

    public abstract void Finish(in FinishInfo finish);

    public void Fail(LlmException error) => Error = error;

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            block.Gathered?.Dispose();
        }
    }

    /// <summary>The extras as one object, undefined where there are none.</summary>
    protected JsonElement? ExtrasObject()
    {
        if (_extras is null)
        {
            return null;
        }

        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartObject();
            foreach (var (name, value) in _extras)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.Span);
    }

    protected abstract void OnStart();

    protected abstract void OnBlockStart(int index, in BlockInfo block);

    protected abstract void OnDelta(int index, OpenBlock block, string text);

    protected abstract void OnContent(int index, AIContent content);

    protected abstract void OnToolCall(int index, FunctionCallContent call);

    private TextReasoningContent MakeReasoningState(OpenBlock block) => new(null)
    {
        ProtectedData = block.OpaqueState,
        Issuer = issuer,
        WireType = block.Name,
    };

    private FunctionCallContent MakeToolCall(OpenBlock block)
    {
        var arguments = Encoding.UTF8.GetString(block.Gathered!.Span);
        var call = ToolCallArguments.CreateCall(block.Id ?? "", block.Name ?? "", arguments);
        call.Namespace = block.Info.Namespace;
        if (block.Info.IsCustomCall)
        {
            call.IsCustomCall = true;
            call.Exception = null; // The text is not meant to be JSON.
        }

        if (block.OpaqueState is { } state)
        {
            call.OpaqueState = state;
            call.Issuer = issuer;
        }

        return call;
    }

    private AIContent MakeMedia(OpenBlock block)
    {
        var text = Encoding.UTF8.GetString(block.Gathered!.Span);
        AIContent content = block.MediaType == "text/uri-list"
            ? new UriContent(text, block.Name ?? "image/*")
            : new DataContent($"data:{block.MediaType ?? "application/octet-stream"};base64,{text}", block.MediaType);
        content.Annotations = block.Annotations;
        if (block.OpaqueState is { } state)
        {
            content.OpaqueState = state;
            content.Issuer = issuer;
        }

        if (block.Id is { } id)
        {
            content.WireId = id;
            content.Issuer = issuer;
        }

        return content;
    }

    private AIContent MakeWireContent(OpenBlock block)
    {
        var raw = block.OpaqueState ?? Encoding.UTF8.GetString(block.Gathered!.Span);
        return new AIContent
        {
            Raw = JsonElement.Parse(raw.Length == 0 ? "null" : raw),
            Issuer = issuer,
            WireType = block.Name,
            Annotations = block.Annotations,
        };
    }

}

/// <summary>The part of an assembler that does not depend on what it makes.</summary>
internal abstract class ResponseAssembler
{
    /// <summary>The failure of the response, thrown once everything before it has been delivered.</summary>
    public LlmException? Error { get; protected set; }

    /// <summary>The provider's id of the request, from the response's headers.</summary>
    public string? RequestId { get; set; }

    /// <summary>The body of a response that was not streamed, undefined for one that was.</summary>
    public JsonElement Body { get; set; }

    protected sealed class OpenBlock(in BlockInfo block, PooledBuffer? gathered)
    {
        public BlockInfo Info { get; } = block;

        public BlockKind Kind => Info.Kind;

        public string? Id => Info.Id;

        public string? Name => Info.Name;

        public string? MediaType => Info.MediaType;

        public PooledBuffer? Gathered { get; set; } = gathered;

        public string? OpaqueState { get; set; }

        public List<AIAnnotation>? Annotations { get; set; }

        /// <summary>True once a delta of the block has been delivered: its bag travels on the first one only.</summary>
        public bool HasDelivered { get; set; }
    }
}
