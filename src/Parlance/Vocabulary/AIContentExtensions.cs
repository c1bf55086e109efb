using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Parlance;

/// <summary>What the contents of Microsoft.Extensions.AI lack. Every property lives in the content's own bag.</summary>
public static class AIContentExtensions
{
    private const string CacheKey = "parlance.cacheBreakpoint";
    private const string RawKey = "parlance.raw";
    private const string IssuerKey = "parlance.issuer";
    private const string WireTypeKey = "parlance.wireType";
    private const string WireIdKey = "parlance.wireId";
    private const string OpaqueStateKey = "parlance.opaqueState";
    private const string ArgumentsKey = "parlance.arguments";
    private const string CustomCallKey = "parlance.customCall";
    private const string NamespaceKey = "parlance.namespace";
    private const string ErrorKey = "parlance.isError";
    private const string RefusalKey = "parlance.refusal";
    private const string DetailKey = "parlance.detail";

    extension(AIContent content)
    {
        /// <summary>
        /// Asks the provider to cache the prompt up to and including this content: <c>5m</c> or <c>1h</c>, null for no
        /// mark. Providers that cache by themselves ignore it. Key <c>parlance.cacheBreakpoint</c>.
        /// </summary>
        public string? CacheBreakpoint
        {
            get => Bag.GetText(content.AdditionalProperties, CacheKey);
            set => content.AdditionalProperties = Bag.Set(content.AdditionalProperties, CacheKey, value);
        }

        /// <summary>
        /// The wire's own JSON of a content that has no type of its own, replayed verbatim to the same wire. Null where
        /// there is none. Key <c>parlance.raw</c>.
        /// </summary>
        public JsonElement? Raw
        {
            get => Bag.FindJson(content.AdditionalProperties, RawKey);
            set => content.AdditionalProperties = Bag.Set(content.AdditionalProperties, RawKey, value);
        }

        /// <summary>
        /// The provider that made this content's opaque state, which goes back to it alone; null for content of the
        /// caller's own making, which goes anywhere. Key <c>parlance.issuer</c>.
        /// </summary>
        public string? Issuer
        {
            get => Bag.GetText(content.AdditionalProperties, IssuerKey);
            set => content.AdditionalProperties = Bag.Set(content.AdditionalProperties, IssuerKey, value);
        }

        /// <summary>The wire's own name for the type of this content, where it matters on replay. Key <c>parlance.wireType</c>.</summary>
        public string? WireType
        {
            get => Bag.GetText(content.AdditionalProperties, WireTypeKey);
            set => content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireTypeKey, value);
        }

        /// <summary>The provider's id of this content, where it has one that is not a call's. Key <c>parlance.wireId</c>.</summary>
        public string? WireId
        {
            get => Bag.GetText(content.AdditionalProperties, WireIdKey);
            set => content.AdditionalProperties = Bag.Set(content.AdditionalProperties, WireIdKey, value);
        }

        /// <summary>
        /// State that only <see cref="get_Issuer"/> can read and that goes back to it verbatim, such as the signature on
        /// a tool call. Reasoning carries it in <see cref="TextReasoningContent.ProtectedData"/>. Key
        /// <c>parlance.opaqueState</c>.
        /// </summary>
        public string? OpaqueState
        {
            get => Bag.GetText(content.AdditionalProperties, OpaqueStateKey);
            set => content.AdditionalProperties = Bag.Set(content.AdditionalProperties, OpaqueStateKey, value);
        }

        /// <summary>
        /// How closely the model should look at an image: the wires' <c>low</c>, <c>high</c> or <c>auto</c>. Key
        /// <c>parlance.detail</c>.
        /// </summary>
        public string? Detail
        {
            get => Bag.GetText(content.AdditionalProperties, DetailKey);
            set => content.AdditionalProperties = Bag.Set(content.AdditionalProperties, DetailKey, value);
        }
    }

    extension(FunctionCallContent call)
    {
        /// <summary>
        /// The argument text as the model wrote it, byte for byte, or null for a call of the caller's own making. It is
        /// written again instead of <see cref="FunctionCallContent.Arguments"/>, so that prompt caches keep matching.
        /// Key <c>parlance.arguments</c>.
        /// </summary>
        public string? ArgumentsJson
        {
            get => Bag.GetText(call.AdditionalProperties, ArgumentsKey);
            set => call.AdditionalProperties = Bag.Set(call.AdditionalProperties, ArgumentsKey, value);
        }

        /// <summary>
        /// True for a call of a custom tool: <see cref="get_ArgumentsJson"/> is the tool's input, text in free form and no
        /// JSON. Key <c>parlance.customCall</c>.
        /// </summary>
        public bool IsCustomCall
        {
            get => Bag.GetFlag(call.AdditionalProperties, CustomCallKey) == true;
            set => call.AdditionalProperties = Bag.Set(call.AdditionalProperties, CustomCallKey, value ? true : null);
        }

        /// <summary>
        /// The namespace that the called tool belongs to, on wires that group tools in namespaces; null for a tool that
        /// belongs to none. Key <c>parlance.namespace</c>.
        /// </summary>
        public string? Namespace
        {
            get => Bag.GetText(call.AdditionalProperties, NamespaceKey);
            set => call.AdditionalProperties = Bag.Set(call.AdditionalProperties, NamespaceKey, value);
        }
    }

    extension(FunctionResultContent result)
    {
        /// <summary>True where the tool failed: the wire is told so where it can be. Key <c>parlance.isError</c>.</summary>
        public bool IsError
        {
            get => result.Exception is not null || Bag.GetFlag(result.AdditionalProperties, ErrorKey) == true;
            set => result.AdditionalProperties = Bag.Set(result.AdditionalProperties, ErrorKey, value ? true : null);
        }
    }

    extension(TextContent text)
    {
        /// <summary>True where the text is the model's refusal. Key <c>parlance.refusal</c>.</summary>
        public bool IsRefusal
        {
            get => Bag.GetFlag(text.AdditionalProperties, RefusalKey) == true;
            set => text.AdditionalProperties = Bag.Set(text.AdditionalProperties, RefusalKey, value ? true : null);
        }
    }

    extension(AIAnnotation annotation)
    {
        /// <summary>The wire's own JSON of the annotation, null where there is none. Key <c>parlance.raw</c>.</summary>
        public JsonElement? Raw
        {
            get => Bag.FindJson(annotation.AdditionalProperties, RawKey);
            set => annotation.AdditionalProperties = Bag.Set(annotation.AdditionalProperties, RawKey, value);
        }
    }
}
