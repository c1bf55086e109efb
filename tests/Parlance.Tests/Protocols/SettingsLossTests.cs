using Microsoft.Extensions.AI;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols;

/// <summary>What a protocol that says what it writes is spared to say: every other setting that was given.</summary>
public sealed class SettingsLossTests
{
    [Fact]
    public void Every_given_setting_but_the_written_ones_is_a_warning_by_its_name_in_dotnet()
    {
        var call = new ChatCall
        {
            Model = "m",
            Messages = [new(ChatRole.User, "Hi")],
            WarningDetail = WarningDetail.All,
            Options = new ChatOptions
            {
                Temperature = 1,
                MaxOutputTokens = 5,
                ToolMode = ChatToolMode.Auto,
                AllowMultipleToolCalls = true,
                EndUserId = "u",
                ReasoningBudget = 100,
                CacheBreakpoint = "5m",
            },
        };
        call.Options.AdditionalProperties!["mirostat"] = 2;

        call.WarnOfAllBut("MaxOutputTokens");

        call.Warnings.Select(warning => warning.Field)
            .ShouldBe(["Temperature", "ReasoningBudget", "EndUserId", "AdditionalProperties.mirostat", "CacheBreakpoint"], ignoreOrder: true);
    }
}
