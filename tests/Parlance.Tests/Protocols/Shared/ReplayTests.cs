using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

/// <summary>What goes back to whom, and how the loss of what does not is told.</summary>
public sealed class ReplayTests
{
    private const string Me = "me";
    private static readonly ReplayTraits s_words = new();
    private static readonly ReplayTraits s_ownState = new() { Reasoning = ReasoningReplay.OwnState };
    private static readonly ReplayTraits s_nothing = new() { Reasoning = ReasoningReplay.Nothing };

    [Theory]
    [InlineData("Why.", "sig", Me, "Keep", "Keep", "LeaveOut Other")]
    [InlineData("Why.", "sig", "kin", "Keep", "Keep", "LeaveOut Unsupported")]
    [InlineData("Why.", "sig", "stranger", "KeepWords", "LeaveOut Unsupported", "LeaveOut Unsupported")]
    [InlineData("Why.", null, Me, "Keep", "LeaveOut Other", "LeaveOut Other")]
    [InlineData("Why.", null, null, "Keep", "LeaveOut Unsupported", "LeaveOut Unsupported")]
    [InlineData("", "sig", "stranger", "LeaveOut Other", "LeaveOut Other", "LeaveOut Other")]
    [InlineData("", null, null, "LeaveOut", "LeaveOut", "LeaveOut")]
    public void Reasoning_goes_to_its_issuer_and_in_words_to_whoever_takes_them(string text, string? state, string? issuer, string words, string ownState, string nothing)
    {
        var reasoning = new TextReasoningContent(text) { ProtectedData = state, Issuer = issuer };

        Decide(reasoning, s_words).ShouldBe(words);
        Decide(reasoning, s_ownState).ShouldBe(ownState);
        Decide(reasoning, s_nothing).ShouldBe(nothing);
    }

    [Theory]
    [InlineData(Me, "own", "Raw")]
    [InlineData("kin", "own", "LeaveOut Unsupported")]
    [InlineData("stranger", "own", "LeaveOut Unsupported")]
    [InlineData("stranger", "plain", "Raw")]
    [InlineData(Me, "other", "LeaveOut Unsupported")]
    public void What_a_provider_did_goes_back_to_it_alone_unless_it_holds_no_state(string issuer, string type, string expected)
    {
        var traits = new ReplayTraits
        {
            IsBlock = static (_, raw, _) => raw.GetProperty("type").GetString() is "own" or "plain",
            IsStateless = static (_, raw) => raw.GetProperty("type").GetString() is "plain",
        };
        var content = new AIContent { Raw = JsonElement.Parse($$"""{"type":"{{type}}"}"""), Issuer = issuer };

        Decide(content, traits).ShouldBe(expected);
    }

    [Fact]
    public void What_is_about_an_answer_is_no_part_of_it() => Decide(new UsageContent(new UsageDetails()), s_words).ShouldBe("LeaveOut");

    [Fact]
    public void Hosts_of_the_same_models_read_each_others_signatures_and_not_each_others_files()
    {
        var vertex = Parlance.Providers.AnthropicVertex;
        var call = new ChatCall { Model = "m", Messages = [], Recipient = vertex.Issuer, KindredIssuers = vertex.KindredIssuers };

        Replay.Decide(new TextReasoningContent("Why.") { ProtectedData = "sig", Issuer = "anthropic" }, ChatRole.Assistant, call, s_ownState).Fate.ShouldBe(ReplayFate.Keep);
        call.FindReasonAgainstFile(new HostedFileContent("file_1") { Issuer = "anthropic" }).ShouldNotBeNull();
    }

    private static string Decide(AIContent content, ReplayTraits traits)
    {
        var call = new ChatCall { Model = "m", Messages = [], Recipient = Me, KindredIssuers = ["kin"] };
        var replay = Replay.Decide(content, ChatRole.Assistant, call, traits);
        return replay.Reason is null ? $"{replay.Fate}" : $"{replay.Fate} {replay.Kind}";
    }
}
