namespace Parlance.Tests.Architecture;

/// <summary>One vocabulary for all wires: a file bears its wire's name, and the same job the same name on every wire.</summary>
public sealed class NamesTests
{
    private static readonly Dictionary<string, string> s_prefixes = new(StringComparer.Ordinal)
    {
        ["OpenAIChat"] = "OpenAIChat",
        ["OpenAIResponses"] = "OpenAIResponses",
        ["AnthropicMessages"] = "Anthropic",
        ["Gemini"] = "Gemini",
        ["BedrockConverse"] = "Converse",
        ["Ollama"] = "Ollama",
        ["CohereV2"] = "CohereV2",
        ["DashScope"] = "DashScope",
        ["Hunyuan"] = "Hunyuan",
        ["HuggingFace"] = "HuggingFace",
    };

    /// <summary>What every wire has.</summary>
    private static readonly string[] s_required = ["Protocol", "Dialect", "Fields", "FinishReasons", "Decoder", "RequestReader", "RequestWriter"];

    /// <summary>Words that say what kind of job a file does. A name that ends in one is one of <see cref="s_jobs"/>.</summary>
    private static readonly string[] s_kinds =
    [
        "Protocol", "Dialect", "Fields", "Names", "Reasons", "Usage", "Errors", "Frame", "Chunk", "Event", "Decoder", "Encoder", "Block", "Reader", "Writer", "Counter", "Thinking", "Call", "Calls", "CallState",
    ];

    private static readonly HashSet<string> s_jobs = new(StringComparer.Ordinal)
    {
        "Protocol", "MessagesProtocol", "GenerateProtocol", "Dialect", "Fields", "FinishReasons", "Usage", "WrittenUsage", "Errors", "TokenCounter",
        "Frame", "FrameReader", "FrameWriter", "Decoder", "OpenBlock", "Encoder", "StreamEncoder", "BodyEncoder", "EncodedBlock", "BlockWriter",
        "RequestReader", "RequestWriter", "SettingsReader", "SettingsWriter", "ReasoningReader", "ReasoningWriter", "MessageReader", "MessageWriter", "ItemReader", "ItemWriter",
        "PartReader", "PartWriter", "MediaReader", "MediaWriter", "ToolReader", "ToolWriter", "SchemaReader", "ToolCalls", "ToolCallState",
        "GenerateRequestReader", "GenerateRequestWriter",
    };

    [Fact]
    public void A_file_bears_the_name_of_its_wire()
    {
        var found = Files().Where(file => !file.Name.StartsWith(s_prefixes[file.Wire], StringComparison.Ordinal)).Select(file => file.Path);
        found.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_job_has_the_same_name_on_every_wire()
    {
        var found = Files()
            .Where(file => s_kinds.Any(kind => file.Job.EndsWith(kind, StringComparison.Ordinal)) && !s_jobs.Contains(file.Job))
            .Select(file => file.Path);
        found.ShouldBeEmpty("Use the name that other wires have for the job, or add a new one to the list.");
    }

    [Fact]
    public void Every_wire_has_what_a_wire_needs()
    {
        foreach (var files in Files().GroupBy(file => file.Wire, StringComparer.Ordinal))
        {
            var jobs = files.Select(file => file.Job.Replace("MessagesProtocol", "Protocol", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
            s_required.Where(job => !jobs.Contains(job)).ShouldBeEmpty(files.Key);
        }
    }

    [Fact]
    public void Folders_inside_a_wire_are_for_many_files_alone()
    {
        var found = Files().GroupBy(file => file.Wire, StringComparer.Ordinal)
            .Where(files => files.Count() <= 25 && files.Any(file => file.Path.Count(letter => letter == '/') > 4))
            .Select(files => files.Key);
        found.ShouldBeEmpty("Up to 25 files stand side by side.");
    }

    private static List<(string Path, string Wire, string Name, string Job)> Files()
    {
        var files = new List<(string Path, string Wire, string Name, string Job)>();
        foreach (var file in SourceTree.Read("src/Parlance/Protocols"))
        {
            if (file.Path.Split('/') is not [_, _, _, var wire and not ("Shared" or "Embeddings"), _, ..])
            {
                continue;
            }

            s_prefixes.ShouldContainKey(wire);
            var name = Path.GetFileName(file.Path).Split('.')[0];
            var prefix = s_prefixes[wire];
            files.Add((file.Path, wire, name, name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name));
        }

        files.Count.ShouldBeGreaterThan(200);
        return files;
    }
}
