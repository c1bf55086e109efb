using System.Buffers;
using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>OpenAI's Responses: input and output are lists of items, and a stream tells how each item grows.</summary>
public sealed class OpenAIResponsesProtocol : Protocol, IHasDialects<OpenAIResponsesDialect>
{
    /// <summary>Creates the protocol as a host speaks it.</summary>
    /// <param name="dialect">The host's dialect, null for the defaults.</param>
    /// <param name="families">The host's model families that deviate further.</param>
    public OpenAIResponsesProtocol(OpenAIResponsesDialect? dialect = null, params ImmutableArray<ModelFamily<OpenAIResponsesDialect>> families)
        : this(new Dialects<OpenAIResponsesDialect>(dialect ?? OpenAIResponsesDialect.Default, families))
    {
    }

    private OpenAIResponsesProtocol(Dialects<OpenAIResponsesDialect> dialects) => Dialects = dialects;

    /// <inheritdoc />
    public Dialects<OpenAIResponsesDialect> Dialects { get; }

    /// <inheritdoc />
    public override string Wire => OpenAIResponsesSpelling.Wire;

    /// <inheritdoc />
    public override string? ModelsPath => Dialects.Host.ModelsPath;

    /// <inheritdoc />
    public override TokenCounter? TokenCounter => Dialects.Host.CountTokensPath is { } path ? field ??= new OpenAIResponsesTokenCounter(this, path) : null;

    /// <inheritdoc />
    public Protocol WithDialects(Dialects<OpenAIResponsesDialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        return new OpenAIResponsesProtocol(dialects);
    }

    /// <inheritdoc />
    public override string GetPath(ChatCall call) => Dialects.For(call.Model).Path;

    /// <inheritdoc />
    public override void WriteRequest(ChatCall call, IBufferWriter<byte> body)
    {
        ArgumentNullException.ThrowIfNull(call);
        var dialect = Dialects.For(call.Model);
        var tools = TraitsOf(dialect) with { TakesChoiceAlone = HasStoredPrompt(call.Options) };
        var shaped = ConversationShaper.Shape(ToolShaper.Shape(call, tools), OpenAIResponsesTurns.Traits);
        OpenAIResponsesRequestWriter.Write(OpenAIResponsesSchemas.Default.Shape(shaped), dialect, body);
    }

    /// <inheritdoc />
    public override ChatCall ReadRequest(ReadOnlyMemory<byte> body, string? issuer = null) => OpenAIResponsesRequestReader.Read(body, issuer).ReadFrom(Wire, issuer);

    /// <inheritdoc />
    public override ResponseEncoder CreateEncoder(IBufferWriter<byte> output, ResponseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.IsStreaming ? new OpenAIResponsesStreamEncoder(output, context) : new OpenAIResponsesBodyEncoder(output, context);
    }

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> RequestFields => OpenAIResponsesFields.Settings.Names;

    /// <inheritdoc />
    protected override IReadOnlyList<string> RequestHeaders => Dialects.Host.ClientHeaders;

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, string>> GetHeaders(ChatCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return WireHeaders.ToSend(call, Wire);
    }

    /// <inheritdoc />
    public override string DescribeField(ChatCall call, FieldPath field)
    {
        ArgumentNullException.ThrowIfNull(call);
        return OpenAIResponsesFields.Locate(call, field);
    }

    /// <inheritdoc />
    public override ResponseDecoder CreateDecoder(IResponseSink sink, ChatCall? call = null) =>
        new OpenAIResponsesDecoder(ToolShaper.Listen(sink, call, TraitsOf(Dialects.For(call?.Model))));

    private static ToolTraits TraitsOf(OpenAIResponsesDialect dialect) => new(OpenAIResponsesSpelling.Wire)
    {
        HasCustomTools = dialect.HasCustomTools,
        HasNamespaces = dialect.HasToolNamespaces,
        IsHosted = static tool => OpenAIResponsesToolWriter.FindHostedType(tool) is not null,
        HasFileSearch = true,
        ChoosesHosted = true,
        HostedName = OpenAIResponsesToolWriter.FindHostedType,
        AllowedTools = dialect.HasAllowedTools ? AllowedToolChoice.Always : AllowedToolChoice.Never,
        TakesParallelAlone = true, // Recorded as accepted.
    };

    /// <summary>A prompt that the server keeps may hold tools.</summary>
    private static bool HasStoredPrompt(ChatOptions options) =>
        WireExtras.MembersOf(WireExtras.Get(options.AdditionalProperties)).TryGetMember("prompt"u8, out _);
}
