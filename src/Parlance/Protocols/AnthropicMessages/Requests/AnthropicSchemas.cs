namespace Parlance.Protocols.AnthropicMessages;

/// <summary>What models of this wire take of schemas.</summary>
internal static class AnthropicSchemas
{
    private static readonly ReceiverSchemas s_native = new()
    {
        Tools = JsonSchemaTraits.AnthropicParameters,
        StrictTools = JsonSchemaTraits.Anthropic,
        Output = new() { HasJsonMode = false, HasSchemaName = false, Strictness = SchemaStrictness.Always, Schema = JsonSchemaTraits.Anthropic },
    };

    // Strict tools came with structured outputs: https://platform.claude.com/docs/en/build-with-claude/structured-outputs.
    private static readonly ReceiverSchemas s_byTool = s_native with { HasStrictTools = false, Output = s_native.Output with { HasSchema = false, HasForcedTools = true } };

    public static ReceiverSchemas Of(AnthropicDialect dialect) => dialect.HasStructuredOutput ? s_native : s_byTool;

    /// <summary>Thinking forbids a forced call.</summary>
    public static bool IsThinking(ChatCall? call, AnthropicDialect dialect) => call is not null && ReasoningPlan.For(call.Options, dialect.Reasoning).IsOn;
}
