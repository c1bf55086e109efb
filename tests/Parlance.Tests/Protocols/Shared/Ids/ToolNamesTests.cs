using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared.Ids;

public sealed class ToolNamesTests
{
    private static readonly string s_long = new('a', 70);

    public static TheoryData<ToolNameFormat, string, string> Names => new()
    {
        { ToolNameFormat.OpenAI, "get_weather-2", "get_weather-2" },
        { ToolNameFormat.OpenAI, "0", "0" },
        { ToolNameFormat.OpenAI, "fs.read", "fs_read" },
        { ToolNameFormat.OpenAI, "wetter_für", "wetter_f_r" },
        { ToolNameFormat.OpenAI, "", "t_" },
        { ToolNameFormat.OpenAI, s_long, s_long[..64] },
        { ToolNameFormat.Anthropic, s_long, s_long },
        { ToolNameFormat.Google, "fs.read", "fs.read" },
        { ToolNameFormat.Google, "_f", "_f" },
        { ToolNameFormat.Google, "21st", "t_21st" },
        { ToolNameFormat.Google, "/list", "_list" },
        { ToolNameFormat.LetterFirst, "_f", "t__f" },
        { ToolNameFormat.LetterFirst, "/list", "t__list" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_changed_where_the_receiver_does_not_take_it(ToolNameFormat format, string name, string expected)
    {
        var names = new ToolNames(format);
        names.Fit(new ToolName(name)).ShouldBe(expected);
        names.OriginalOf(expected).ShouldBe(new ToolName(name));
        format.Takes(expected).ShouldBeTrue();
    }

    [Fact]
    public void Names_that_fit_alike_stay_apart_and_one_that_fits_as_it_is_stays()
    {
        ToolName[] offered = [new("fs.read"), new("fs/read"), new("fs_read"), new("read", "fs__")];
        var names = ToolNames.For(offered, ToolNameFormat.OpenAI);
        var fitted = Array.ConvertAll(offered, names.Fit);
        fitted.ShouldBe(["fs_read_2", "fs_read_3", "fs_read", "fs__read"]);
        Array.ConvertAll(fitted, names.OriginalOf).ShouldBe(offered);
    }

    [Fact]
    public void Long_names_that_differ_at_their_end_stay_apart()
    {
        var names = new ToolNames(ToolNameFormat.OpenAI);
        names.Fit(new ToolName(s_long + "x")).ShouldBe(s_long[..64]);
        names.Fit(new ToolName(s_long + "y")).ShouldBe(s_long[..62] + "_2");
    }

    [Fact]
    public void A_name_that_nobody_offered_keeps_itself() => new ToolNames(ToolNameFormat.OpenAI).OriginalOf("made.up").ShouldBe(new ToolName("made.up"));

    [Theory]
    [InlineData("mcp__git", "mcp__git__status")]
    [InlineData("mcp__git__", "mcp__git__status")]
    public void A_namespace_stands_in_front(string group, string expected) => new ToolName("status", group).Flat.ShouldBe(expected);
}
