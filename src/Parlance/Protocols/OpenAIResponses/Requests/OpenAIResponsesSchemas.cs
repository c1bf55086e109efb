namespace Parlance.Protocols.OpenAIResponses;

/// <summary>What this wire takes of schemas.</summary>
internal static class OpenAIResponsesSchemas
{
    /// <summary><c>{}</c> for no parameters is recorded as accepted. The word "json" is looked for in the input alone (platform.openai.com/docs/guides/structured-outputs#json-mode).</summary>
    public static ReceiverSchemas Default { get; } = new()
    {
        Tools = JsonSchemaTraits.Parameters with { AllowsEmptyRoot = true },
        StrictTools = JsonSchemaTraits.OpenAIStrict,
        Output = new() { StrictSchema = JsonSchemaTraits.OpenAIStrict, JsonWord = JsonWord.InInput },
    };
}
