namespace Parlance.Protocols.BedrockConverse;

/// <summary>
/// What models of this wire take of schemas. Source: docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html,
/// whose subset of JSON Schema is Anthropic's.
/// </summary>
internal static class ConverseSchemas
{
    private static readonly ReceiverSchemas s_native = new()
    {
        StrictTools = JsonSchemaTraits.Anthropic,
        Output = new() { HasJsonMode = false, Strictness = SchemaStrictness.Always, Schema = JsonSchemaTraits.Anthropic },
    };

    private static readonly ReceiverSchemas s_byTool = s_native with { HasStrictTools = false, Output = s_native.Output with { HasSchema = false, HasForcedTools = true } };

    private static readonly ReceiverSchemas s_byPrompt = s_native with { HasStrictTools = false, Output = s_native.Output with { HasSchema = false } };

    // What a request of this wire asks for is recorded as accepted of schemas and of models that no page names.
    private static readonly ReceiverSchemas s_asGiven = s_native with { Output = s_native.Output with { Schema = null, AllowsAnyRoot = true } };

    public static ReceiverSchemas Of(ChatCall? call, ConverseDialect dialect) =>
        Spelling.Has(call?.Options.AdditionalProperties, ConverseProtocol.WireName, ConverseSpelling.TextFormat) && (call!.Inbound is null || call.IsOwnOf(ConverseProtocol.WireName)) ? s_asGiven
        : dialect.HasStructuredOutput ? s_native : dialect.HasForcedTools ? s_byTool : s_byPrompt;

    /// <summary>Thinking forbids a forced call.</summary>
    public static bool IsThinking(ChatCall? call, ConverseDialect dialect) => call is not null && ReasoningPlan.For(call.Options, dialect.Reasoning).IsOn;
}
