using System.Runtime.CompilerServices;
using Parlance;
using Parlance.Testing;

namespace Outside;

/// <summary>These tests are worth something only as long as nothing is opened to them.</summary>
public sealed class OutsideTests
{
    [Theory]
    [InlineData(typeof(Llm))]
    [InlineData(typeof(ReplayHandler))]
    public void No_package_opens_its_internals_to_this_project(Type member) =>
        member.Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), inherit: false)
            .Cast<InternalsVisibleToAttribute>()
            .Select(friend => friend.AssemblyName)
            .ShouldNotContain(typeof(OutsideTests).Assembly.GetName().Name);
}
