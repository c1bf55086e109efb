using System.Runtime.CompilerServices;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>What hosts of this wire take of schemas.</summary>
internal static class OpenAIChatSchemas
{
    // A dialect lives as long as its provider, and is asked at every call.
    private static readonly ConditionalWeakTable<OpenAIChatDialect, ReceiverSchemas> s_known = [];

    public static ReceiverSchemas Of(OpenAIChatDialect dialect) => s_known.GetValue(dialect, static dialect => Make(dialect));

    private static ReceiverSchemas Make(OpenAIChatDialect dialect)
    {
        var strict = dialect is { HasStrictTools: true, ClosesStrictSchemas: true } ? JsonSchemaTraits.OpenAIStrict : null;
        return new()
        {
            Tools = JsonSchemaTraits.Parameters with { AllowsEmptyRoot = dialect.AllowsEmptyParameters, AllowsReferenceSiblings = dialect.AllowsReferenceSiblings },
            StrictTools = strict,
            Output = new()
            {
                HasSchema = dialect.HasJsonSchema,
                HasJsonMode = dialect.HasJsonObject,
                Strictness = dialect.HasStrictTools ? SchemaStrictness.Chosen : SchemaStrictness.Never,
                StrictSchema = strict,
                CombinesWithTools = dialect.CombinesJsonWithTools,
                JsonWord = dialect.NeedsJsonWord ? JsonWord.InMessages : JsonWord.Nowhere,
            },
        };
    }
}
