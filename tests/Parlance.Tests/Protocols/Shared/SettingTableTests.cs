using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

/// <summary>The same rows read, write and name a setting, and say what is lost.</summary>
public sealed class SettingTableTests
{
    private const string Wire = "test-wire";

    private static readonly SettingTable<Receiver> s_table = new SettingTable<Receiver>()
        .Row(Setting.Temperature, "temperature", when: static receiver => receiver.HasSampling)
        .Row(Setting.MaxOutputTokens, "limit", writtenAs: static receiver => receiver.LimitMember, alsoRead: "max")
        .Row(Setting.StopSequences, "config.stop", fit: static (_, stop) => stop!.Count > 1 ? Fitted<IList<string>?>.Shortened([stop[0]], "One is enough.") : new(IsSent: true, stop))
        .Row(Setting.LogProbs, "logprobs", when: static receiver => receiver.HasSampling)
        .Elsewhere(Setting.Tools, "tools")
        .Name("Messages", "messages");

    [Fact]
    public void What_is_read_is_written_again()
    {
        var options = new ChatOptions();
        s_table.Read(new RequestMembers(Wire, JsonElement.Parse("""{"temperature":0.5,"max":7,"config":{"stop":"END"}}""")), options);

        options.Temperature.ShouldBe(0.5f);
        options.MaxOutputTokens.ShouldBe(7);
        options.StopSequences.ShouldBe(["END"]);
        Write(options, new Receiver()).Body.ShouldBe("""{"temperature":0.5,"limit":7,"config":{"stop":"END"}}""");
    }

    [Fact]
    public void A_receiver_says_what_it_takes_and_under_which_name()
    {
        var options = new ChatOptions { Temperature = 1, MaxOutputTokens = 5, StopSequences = ["a", "b"], LogProbs = false, TopK = 3 };

        var (body, warnings) = Write(options, new Receiver { HasSampling = false, LimitMember = "tokens" });

        body.ShouldBe("""{"tokens":5,"config":{"stop":["a"]}}""");
        warnings.ShouldBe(["Unsupported Temperature", "Unsupported StopSequences", "Unsupported TopK"]);
        Write(options, new Receiver { LimitMember = null }).Warnings.ShouldContain("Unsupported MaxOutputTokens");
    }

    [Fact]
    public void Every_setting_without_a_row_is_a_warning()
    {
        var options = new ChatOptions { Tools = [new HostedWebSearchTool()], Seed = 1, ServiceTier = "flex", PromptCacheKey = "k", ToolMode = ChatToolMode.Auto };

        Write(options, new Receiver()).Warnings.ShouldBe(["Unsupported Seed", "Unsupported ServiceTier"]);
        s_table.Names["StopSequences"].ShouldBe("config.stop");
        s_table.Names["Messages"].ShouldBe("messages");
    }

    [Fact]
    public void Every_setting_is_listed_once()
    {
        var fields = typeof(Setting).GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Select(field => field.Name).Order(StringComparer.Ordinal);
        Setting.All.Select(setting => setting.Name).Order(StringComparer.Ordinal).ShouldBe(fields);
    }

    private static (string Body, List<string> Warnings) Write(ChatOptions options, Receiver receiver)
    {
        var call = new ChatCall { Model = "m", Messages = [], Options = options };
        using var writer = new RequestBodyWriter(call, Wire);
        var start = writer.BeginObject();
        s_table.Write(writer, receiver);
        s_table.WriteObject(writer, receiver, "config");
        writer.EndBody(start);
        s_table.ReportLost(call);
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        writer.CopyTo(body);
        return (Encoding.UTF8.GetString(body.WrittenSpan), [.. call.Warnings.Select(warning => $"{warning.Kind} {warning.Field}")]);
    }

    private sealed record Receiver
    {
        public bool HasSampling { get; init; } = true;

        public string? LimitMember { get; init; } = "limit";
    }
}
