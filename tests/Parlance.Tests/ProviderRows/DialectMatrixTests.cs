using System.Reflection;
using System.Text;
using Parlance.Protocols.OpenAIChat;

namespace Parlance.Tests.ProviderRows;

/// <summary>
/// The dialect that every provider's sample models are spoken to in, as a table that a change of any row changes. After a
/// change that is meant, PARLANCE_UPDATE_DOCS=1 writes the table again; read its difference before committing it.
/// </summary>
public sealed class DialectMatrixTests
{
    private static readonly (string Provider, string[] Models)[] s_samples =
    [
        ("openai", ["gpt-4o", "gpt-4", "gpt-3.5-turbo", "o1", "o3", "o3-mini", "o4-mini", "gpt-5", "gpt-5-nano-2025-08-07", "gpt-5-chat-latest", "gpt-5.1", "gpt-5.1-chat-latest"]),
        ("azure-openai", ["gpt-4", "gpt-5-mini", "my-deployment"]),
        ("github-models", ["openai/gpt-5", "meta/llama-3.3-70b-instruct"]),
        ("xai", ["grok-3", "grok-3-mini", "grok-4", "grok-4-fast-non-reasoning", "grok-4-fast-reasoning", "grok-4.20-reasoning", "grok-4.3", "grok-4.5", "grok-code-fast-1"]),
        ("groq", ["llama-3.3-70b-versatile", "openai/gpt-oss-120b", "qwen/qwen3-32b"]),
        ("deepseek", ["deepseek-chat", "deepseek-reasoner", "deepseek-v4-flash"]),
        ("moonshot", ["moonshot-v1-8k", "kimi-k2-0905-preview", "kimi-k2.5", "kimi-k3"]),
        ("vllm", ["Qwen/Qwen3-32B", "openai/gpt-oss-20b"]),
    ];

    private static string Path => System.IO.Path.Combine(
        typeof(DialectMatrixTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Parlance.RepositoryRoot").Value!,
        "tests", "Parlance.Tests", "ProviderRows", "DialectMatrix.expected.md");

    [Fact]
    public void Every_row_and_family_speaks_as_the_table_says()
    {
        var actual = Describe();
        if (Environment.GetEnvironmentVariable("PARLANCE_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(Path, actual);
        }

        actual.ShouldBe(File.ReadAllText(Path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_users_layer_comes_last()
    {
        var provider = Parlance.Providers.OpenAI.WithDialect(dialect => dialect with { HasSampling = true, SystemRole = "system" });
        var dialect = ((OpenAIChatProtocol)provider.Protocol).Dialects.For("o3");

        dialect.HasSampling.ShouldBeTrue();
        dialect.SystemRole.ShouldBe("system");
        dialect.HasPenalties.ShouldBeFalse();
    }

    private static string Describe()
    {
        var text = new StringBuilder("# How each provider's models deviate from OpenAI's chat completions\n\nOnly what differs from the defaults of `OpenAIChatDialect`. A model in italics stands for every other one.\n\n| provider | model | differs in |\n| --- | --- | --- |\n");
        foreach (var provider in Parlance.Providers.All.OrderBy(provider => provider.Name, StringComparer.Ordinal))
        {
            if (provider.Protocol is OpenAIChatProtocol protocol)
            {
                foreach (var model in s_samples.FirstOrDefault(sample => sample.Provider == provider.Name).Models ?? ["*any*"])
                {
                    text.Append("| ").Append(provider.Name).Append(" | ").Append(model).Append(" | ").Append(Differences(protocol.Dialects.For(model))).Append(" |\n");
                }
            }
        }

        return text.ToString();
    }

    private static string Differences(OpenAIChatDialect dialect) => string.Join(", ", typeof(OpenAIChatDialect)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => !Equals(property.GetValue(dialect), property.GetValue(OpenAIChatDialect.Default)))
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name} = {Value(property.GetValue(dialect))}"));

    private static string Value(object? value) => value switch
    {
        null => "none",
        int.MaxValue => "any number",
        string text => $"`{text}`",
        _ => value.ToString()!,
    };
}
