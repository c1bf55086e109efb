using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>What the types of embeddings lack. Every property lives in the type's own bag.</summary>
public static class EmbeddingExtensions
{
    private const string InputTypeKey = "parlance.inputType";
    private const string ExtraBodyKey = "parlance.extraBody";
    private const string WarningsKey = "parlance.warnings";

    extension(EmbeddingGenerationOptions options)
    {
        /// <summary>
        /// What the texts are for: <c>query</c> or <c>document</c>, said in each wire's own words, or any other word of the
        /// provider's, such as <c>classification</c>, sent as it is. Key <c>parlance.inputType</c>.
        /// </summary>
        public string? InputType
        {
            get => Bag.GetText(options.AdditionalProperties, InputTypeKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, InputTypeKey, value);
        }

        /// <summary>
        /// An object whose members are added to the request body of whichever wire the call goes to, such as
        /// <c>{"encoding_format":"base64"}</c>; null for none. It may add to an object that the wire writes; a member that a
        /// setting writes too is an error. Key <c>parlance.extraBody</c>.
        /// </summary>
        public JsonElement? ExtraBody
        {
            get => Bag.FindJson(options.AdditionalProperties, ExtraBodyKey);
            set => options.AdditionalProperties = Bag.Set(options.AdditionalProperties, ExtraBodyKey, value);
        }
    }

    extension(GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        /// <summary>What of the request could not be honoured; empty where all of it was. Key <c>parlance.warnings</c>.</summary>
        public IReadOnlyList<ChatWarning> Warnings
        {
            get => WarningsJson.Read(Bag.GetJson(embeddings.AdditionalProperties, WarningsKey));
            internal set => embeddings.AdditionalProperties = Bag.Set(embeddings.AdditionalProperties, WarningsKey, value.Count == 0 ? null : WarningsJson.Write(value));
        }
    }
}
