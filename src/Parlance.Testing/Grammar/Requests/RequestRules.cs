namespace Parlance.Testing.Grammar;

/// <summary>Every rule of the request grammars with its source. F and S numbers are those of the field's reports of 2026-11-28.</summary>
internal static partial class RequestRules
{
    // The body as such.
    public static RequestRule NotJson { get; } = Define("not-json", "The body is a JSON object.", "RFC 8259; every wire");
    public static RequestRule LoneSurrogate { get; } = Define("lone-surrogate", "Text is whole Unicode, with no half of a pair.", "RFC 8259 §8.2; REQUESTS F7");
    public static RequestRule MissingMember { get; } = Define("missing-member", "What the reference requires is there.", "the wire's reference");
    public static RequestRule WrongType { get; } = Define("wrong-type", "A member is of the type that the reference gives.", "the wire's reference");
    public static RequestRule OutOfRange { get; } = Define("out-of-range", "A number lies in the range that the reference gives.", "the wire's reference");
    public static RequestRule UnknownMember { get; } = Define("unknown-member", "A strict host gets no member that it does not know.", "REQUESTS F34; platform.openai.com 'Unrecognized request argument'; docs.mistral.ai extra_forbidden; console.groq.com/docs/openai");
    public static RequestRule UnknownWord { get; } = Define("unknown-word", "A member with fixed words holds one of them.", "the wire's reference");

    // Turns.
    public static RequestRule NoMessages { get; } = Define("no-messages", "There is something to answer.", "REQUESTS S3 (104); every wire's reference");
    public static RequestRule Role { get; } = Define("role", "A message has a role that the receiver knows.", "REQUESTS F17; pi#1048; the wire's reference");
    public static RequestRule Alternation { get; } = Define("alternation", "Turns of the user and of the model alternate.", "REQUESTS F3; langchain-aws#130; gemini-cli#26486");
    public static RequestRule FirstTurn { get; } = Define("first-turn", "The first turn is the user's.", "REQUESTS F22 (103): 'A conversation must start with a user message'");
    public static RequestRule OrphanResult { get; } = Define("orphan-result", "A tool's result answers a call before it.", "REQUESTS F6; claude-code#1237; codex#17630");
    public static RequestRule UnansweredCall { get; } = Define("unanswered-call", "Every call has its result where the receiver looks for it.", "REQUESTS F6; vscode#299295; platform.openai.com 'must be followed by tool messages'");
    public static RequestRule DuplicateCallId { get; } = Define("duplicate-call-id", "No two calls of a turn have one id.", "REQUESTS F5: '`tool_use` ids must be unique'");
    public static RequestRule DuplicateResult { get; } = Define("duplicate-result", "A call is answered once.", "docs.claude.com: 'each tool_use must have a single result'");
    public static RequestRule ResultsFirst { get; } = Define("results-first", "Results stand before anything else in their turn.", "docs.claude.com implement-tool-use: 'tool_result blocks must come first in the content array'");
    public static RequestRule ResultCount { get; } = Define("result-count", "There are as many results as calls.", "gemini-cli#11814: 'number of function response parts'");
    public static RequestRule EmptyMessage { get; } = Define("empty-message", "A message says something.", "REQUESTS F10; Mistral 'must have either content or tool_calls'");
    public static RequestRule BlankText { get; } = Define("blank-text", "Text is not empty and not only white space.", "REQUESTS F20; opencode#31259; claude-code#23440");
    public static RequestRule TrailingSpace { get; } = Define("trailing-space", "The last message of the assistant does not end in white space.", "REQUESTS F19: 'final assistant content cannot end with trailing whitespace'");
    public static RequestRule Prefill { get; } = Define("prefill", "The last message is not the assistant's where the model takes no prefill.", "REQUESTS F19; vercel/ai#12296; REQUESTS F18 for Mistral's prefix");
    public static RequestRule CallId { get; } = Define("call-id", "The id of a call is made as the receiver wants it.", "REQUESTS F5, F14; opencode#1680; docs.aws.amazon.com ToolUseBlock toolUseId");
    public static RequestRule Arguments { get; } = Define("arguments", "A call's arguments are of the form that the wire gives.", "the wire's reference");
    public static RequestRule PartType { get; } = Define("part-type", "A part is of a type that may stand where it stands.", "the wire's reference; REQUESTS F28 for images in results");
    public static RequestRule DocumentName { get; } = Define("document-name", "A document has a name of its own of the letters that Converse takes.", "REQUESTS F22 (93); docs.aws.amazon.com DocumentBlock name");
    public static RequestRule DocumentAlone { get; } = Define("document-alone", "A document stands beside a text.", "REQUESTS F22 (94); docs.aws.amazon.com: 'you must also include a text block'");
    public static RequestRule MediaType { get; } = Define("media-type", "Media are of a type that the receiver takes.", "REQUESTS F35");
    public static RequestRule MediaForm { get; } = Define("media-form", "Media come as bytes or by address, as the receiver takes them.", "REQUESTS F35 (90, 129)");

    // Tools.
    public static RequestRule ToolName { get; } = Define("tool-name", "A tool's name has the letters and the length that the receiver takes.", "REQUESTS F37, F32 (143); openai-dotnet#441; codex#8174");
    public static RequestRule DuplicateTool { get; } = Define("duplicate-tool", "No two tools have one name.", "REQUESTS F37 (19): 'tools: Tool names must be unique.'");
    public static RequestRule ToolChoiceWithoutTools { get; } = Define("tool-choice-without-tools", "A choice of tools is made only where tools are offered.", "REQUESTS F32; CLIENTS F3.3; dotnet/extensions#6827");
    public static RequestRule ParallelWithoutTools { get; } = Define("parallel-without-tools", "Parallel calls are spoken of only where tools are offered.", "REQUESTS F32; platform.openai.com ''parallel_tool_calls' is only allowed when 'tools' are specified'");
    public static RequestRule ChosenToolMissing { get; } = Define("chosen-tool-missing", "The chosen tool is offered.", "CLIENTS F3.3; REQUESTS S3");
    public static RequestRule EmptyTools { get; } = Define("empty-tools", "A list of tools has something in it.", "REQUESTS F22 (141), S3 (122); platform.openai.com '[] is too short - 'tools''");
    public static RequestRule ToolsMissing { get; } = Define("tools-missing", "A history of calls comes with its tools.", "REQUESTS F22 (36); zot#18: 'The toolConfig field must be defined'");
    public static RequestRule ForcedToolWithThinking { get; } = Define("forced-tool-with-thinking", "A thinking model is not forced to call.", "REQUESTS F13; mastra#7507; litellm#17129");
    public static RequestRule ToolType { get; } = Define("tool-type", "A tool is of a type that the receiver has.", "REQUESTS F29, F31; the wire's reference");
    public static RequestRule SchemaRoot { get; } = Define("schema-root", "A tool's schema is an object with properties and no choice at its root.", "REQUESTS F11, F12; mcphost#88; opencode#35516");
    public static RequestRule StrictSchema { get; } = Define("strict-schema", "A strict schema closes every object and requires every property.", "REQUESTS F1; platform.openai.com structured-outputs#supported-schemas");
    public static RequestRule OutputSchema { get; } = Define("output-schema", "The schema of the answer has only what the receiver takes.", "REQUESTS F1; docs.claude.com structured-outputs#json-schema-limitations");
    public static RequestRule GeminiSchema { get; } = Define("gemini-schema", "A schema in Gemini's own form is typed and has known keywords.", "REQUESTS F26; ai.google.dev/api/caching#Schema");
    public static RequestRule FormatWithTools { get; } = Define("format-with-tools", "JSON answers and functions are not asked for at once.", "REQUESTS F27; python-genai#867");
    public static RequestRule MixedTools { get; } = Define("mixed-tools", "Functions and hosted tools are not offered at once.", "REQUESTS F27; openai-agents#656");
    public static RequestRule WebSearchModel { get; } = Define("web-search-model", "Only search models get web_search_options.", "CLIENTS F3.2; platform.openai.com web-search");

    // Settings.
    public static RequestRule Sampling { get; } = Define("sampling", "A model that takes no sampling settings gets none.", "REQUESTS F23, F38, F22 (132); vercel/ai#10940; NEWCOMER D5");
    public static RequestRule SamplingPair { get; } = Define("sampling-pair", "Temperature and top_p are not both given.", "REQUESTS F9; litellm#15097");
    public static RequestRule Effort { get; } = Define("effort", "The effort is one of the model's words, and given to a model that reasons.", "REQUESTS F24, F25");
    public static RequestRule EffortWithTools { get; } = Define("effort-with-tools", "gpt-5.6 and later take no effort beside functions on Chat Completions.", "NEWCOMER D2; vane#1173");
    public static RequestRule Thinking { get; } = Define("thinking", "Thinking is asked for in the way that the model has.", "REQUESTS F24; opencode#23007; docs.claude.com adaptive-thinking");
    public static RequestRule ThinkingBudget { get; } = Define("thinking-budget", "The budget lies in the model's range and below the output limit.", "REQUESTS F22, F25; docs.claude.com extended-thinking: at least 1,024 and less than max_tokens; ai.google.dev/gemini-api/docs/thinking");
    public static RequestRule ThinkingBlock { get; } = Define("thinking-block", "With thinking on, the open tool loop begins with its thinking block.", "REQUESTS F2; opencode#3077");
    public static RequestRule Signature { get; } = Define("signature", "A signature is base64 of the receiver's own.", "REQUESTS F5; CLIENTS F1");
    public static RequestRule SignatureMissing { get; } = Define("signature-missing", "Thinking, and the first call of a step on Gemini 3, carry a signature.", "REQUESTS F2, F4; NEWCOMER D1; ai.google.dev/gemini-api/docs/thought-signatures");
    public static RequestRule ReasoningMember { get; } = Define("reasoning-member", "Reasoning goes back only to hosts that take it.", "REQUESTS F15; crush#1590; jan#8136");
    public static RequestRule ReasoningMissing { get; } = Define("reasoning-missing", "A thinking host gets the reasoning of its tool calls back.", "REQUESTS F16; pi#3636; opencode#10996");
    public static RequestRule StopSequences { get; } = Define("stop-sequences", "Stop sequences are as many as the receiver takes, and not blank.", "REQUESTS F21; continue#7849; litellm#3286");
    public static RequestRule UserLength { get; } = Define("user-length", "The end user's id is no longer than the host takes.", "CLIENTS F3.1; bifrost#1000");
    public static RequestRule ServiceTier { get; } = Define("service-tier", "The service tier is one of the receiver's.", "REQUESTS F34; Portkey docs-core#869");
    public static RequestRule CacheMarks { get; } = Define("cache-marks", "There are at most four cache marks.", "REQUESTS F22 (130); docs.claude.com prompt-caching: 'A maximum of 4 blocks'");
    public static RequestRule CacheMember { get; } = Define("cache-member", "Cache marks go only to hosts that know them.", "REQUESTS F8; platform.openai.com 'Unrecognized request argument'");
    public static RequestRule JsonWord { get; } = Define("json-word", "JSON mode comes with the word JSON in the conversation.", "REQUESTS F36; platform.openai.com 'messages' must contain the word 'json''");
    public static RequestRule OutputLimit { get; } = Define("output-limit", "The output limit is given under the name and in the range that the receiver takes.", "CLIENTS F3.4; platform.openai.com 'Use 'max_completion_tokens' instead'");

    /// <summary>Every rule, in the order above.</summary>
    public static IReadOnlyList<RequestRule> All => RuleList.Rules;

    private static RequestRule Define(string name, string statement, string source)
    {
        var rule = new RequestRule(name, statement, source);
        RuleList.Rules.Add(rule);
        return rule;
    }

    private static class RuleList
    {
        public static List<RequestRule> Rules { get; } = [];
    }
}
