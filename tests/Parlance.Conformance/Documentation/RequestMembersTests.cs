using System.Globalization;
using System.Text;
using Parlance.Conformance.Recordings;
using Parlance.Conformance.Requests;

namespace Parlance.Conformance.Documentation;

/// <summary>Which members of requests the library understands, and which it only carries.</summary>
public sealed class RequestMembersTests
{
    private static readonly (string Heading, IReadOnlyList<string> Wires, string[] Modelled)[] s_families =
    [
        ("OpenAI chat completions", SpineWires.OpenAIChat,
        [
            "model", "messages[].role", "messages[].content", "messages[].content[text].text", "messages[].content[image_url].image_url.url",
            "messages[].content[text].cache_control", "messages[].tool_calls[function].id", "messages[].tool_calls[function].function.name",
            "messages[].tool_calls[function].function.arguments", "messages[].tool_call_id", "messages[].prefix",
            "tools[function].function.name", "tools[function].function.description", "tools[function].function.parameters", "tools[function].function.strict",
            "tool_choice", "tool_choice.function.name", "parallel_tool_calls", "response_format", "response_format.type",
            "response_format.json_schema.name", "response_format.json_schema.schema", "response_format.json_schema.strict",
            "reasoning_effort", "reasoning.effort", "reasoning.max_tokens", "reasoning.enabled", "enable_thinking", "thinking_budget",
            "thinking.type", "logprobs", "top_logprobs", "metadata", "service_tier", "prompt_cache_key", "user",
            "temperature", "top_p", "seed", "stop", "frequency_penalty", "presence_penalty", "stream",
        ]),
        ("Anthropic messages", SpineWires.AnthropicMessages,
        [
            "model", "max_tokens", "system", "system[text].text", "system[text].cache_control", "messages[].role", "messages[].content",
            "messages[].content[text].text", "messages[].content[text].cache_control", "messages[].content[tool_use].id", "messages[].content[tool_use].name",
            "messages[].content[tool_use].input", "messages[].content[tool_result].tool_use_id", "messages[].content[tool_result].is_error",
            "messages[].content[tool_result].cache_control", "messages[].content[thinking].thinking", "messages[].content[thinking].signature", "tools[].name", "tools[].description",
            "tools[].input_schema", "tools[].cache_control", "tool_choice", "tool_choice.type", "tool_choice.name",
            "thinking", "thinking.type", "thinking.budget_tokens", "output_config.effort", "output_config.format.schema",
            "metadata", "service_tier", "temperature", "top_p", "top_k", "stop_sequences", "stream",
        ]),
        ("Ollama", SpineWires.Ollama,
        [
            "model", "messages[].role", "messages[].content", "messages[].images", "messages[].tool_calls[].function.name",
            "messages[].tool_calls[].function.arguments", "tools[function].function.name", "tools[function].function.description",
            "tools[function].function.parameters", "format", "think", "options.temperature", "options.num_predict", "options.top_p",
            "options.top_k", "options.seed", "options.stop", "stream",
        ]),
        ("Amazon Bedrock Converse", SpineWires.Converse,
        [
            "system[].text", "system[].cachePoint", "messages[].role", "messages[].content", "messages[].content[].text", "messages[].content[].cachePoint",
            "messages[].content[].toolUse.toolUseId", "messages[].content[].toolUse.name", "messages[].content[].toolUse.input",
            "messages[].content[].toolResult.toolUseId", "messages[].content[].toolResult.content",
            "messages[].content[].reasoningContent.reasoningText.text", "messages[].content[].reasoningContent.reasoningText.signature", "toolConfig.tools[].toolSpec.name", "toolConfig.tools[].toolSpec.description",
            "toolConfig.tools[].toolSpec.inputSchema.json", "toolConfig.tools[].toolSpec.strict", "toolConfig.tools[].cachePoint", "toolConfig.toolChoice",
            "toolConfig.toolChoice.tool.name", "inferenceConfig.maxTokens", "inferenceConfig.temperature", "inferenceConfig.topP", "inferenceConfig.stopSequences",
            "additionalModelRequestFields.thinking.budget_tokens", "additionalModelRequestFields.top_k", "additionalModelRequestFields.reasoning_effort",
            "outputConfig.textFormat.structure.jsonSchema.schema",
        ]),
    ];

    [Fact]
    public void The_page_lists_every_recorded_member()
    {
        var page = new StringBuilder("# Members of requests\n\n");
        page.Append("Every member of the recorded requests, and in how many of them it is *modelled* (read into the library's vocabulary, so that it can be changed there and translated), ");
        page.Append("an *extra* (carried through unread to the same wire, and reported by a warning on any other) or *rewritten* (in another form that means the same, or left out where it says nothing). Generated; do not edit.\n");
        foreach (var (heading, wires, _) in s_families)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n| member | seen | modelled | extra | rewritten |\n| --- | ---: | ---: | ---: | ---: |\n");
            foreach (var use in MemberSurvey.Survey(wires))
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{use.Path}` | {use.Seen} | {use.Modelled} | {use.Extra} | {use.Rewritten} |\n");
            }
        }

        GeneratedPage.Verify("request-members.md", page.ToString());
    }

    [Fact]
    public void What_callers_set_is_modelled()
    {
        // A value of a shape that one host alone knows may be an extra, such as a choice among several tools.
        var flaws = new List<string>();
        foreach (var (heading, wires, modelled) in s_families)
        {
            var uses = MemberSurvey.Survey(wires).ToDictionary(use => use.Path, StringComparer.Ordinal);
            flaws.AddRange(modelled.Where(uses.ContainsKey).Select(path => uses[path]).Where(use => use.Modelled < 10 * use.Extra || use.Modelled == 0)
                .Select(use => $"{heading}: {use.Path} is modelled in {use.Modelled} of {use.Seen} and an extra in {use.Extra}"));
        }

        flaws.ShouldBeEmpty();
    }
}
