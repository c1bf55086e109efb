using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Tests.Responses;

public sealed class UpdateContentsTests
{
    private static readonly AIContent s_first = new TextContent("first");
    private static readonly AIContent s_second = new TextContent("second");

    public static TheoryData<string, Action<IList<AIContent>>> Changes => new()
    {
        { "nothing", _ => { } },
        { "add", contents => contents.Add(s_second) },
        { "insert", contents => contents.Insert(0, s_second) },
        { "replace", contents => contents[0] = s_second },
        { "remove", contents => contents.Remove(s_first).ShouldBeTrue() },
        { "remove at", contents => contents.RemoveAt(0) },
        { "clear", contents => contents.Clear() },
        { "out of range", contents => Should.Throw<ArgumentOutOfRangeException>(() => contents[1]) },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Contents_behave_as_a_list(string change, Action<IList<AIContent>> apply)
    {
        var contents = new UpdateContents(s_first);
        var list = new List<AIContent> { s_first };
        apply(contents);
        apply(list);

        contents.Count.ShouldBe(list.Count, change);
        contents.ToList().ShouldBe(list);
        contents.IndexOf(s_first).ShouldBe(list.IndexOf(s_first));
        contents.Contains(s_second).ShouldBe(list.Contains(s_second));
        contents.Select((_, index) => contents[index]).ToList().ShouldBe(list);
    }
}
