using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Parlance.Tests.Extensions;

/// <summary>
/// A member of a type wins over an extension member of the same name, and says nothing: the day Microsoft.Extensions.AI
/// gains one of ours, values would go into a property that no writer reads.
/// </summary>
public sealed class ExtensionCollisionTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_extension_member_is_a_member_of_the_type_that_it_extends()
    {
        var members = Find(typeof(Llm).Assembly).Concat(Find(typeof(Parlance.Testing.ReplayHandler).Assembly)).ToList();

        members.Where(member => IsTaken(member.Receiver, member.Name)).Select(member => $"{member.Receiver.Name}.{member.Name}").ShouldBeEmpty();
    }

    /// <summary>What is found is what there is: a change of the compiler's form must not make the test above see nothing.</summary>
    [Fact]
    public void The_extension_members_are_found()
    {
        var found = Find(typeof(Llm).Assembly).Select(member => $"{member.Receiver.Name}.{member.Name}").ToList();

        found.ShouldContain("ChatOptions.ExtraBody");
        found.ShouldContain("ChatResponse.LogProbs");
        found.ShouldContain("AIContent.Raw");
        found.ShouldContain("UsageDetails.ToTokenUsage");
        found.ShouldContain("GeneratedEmbeddings`1.Warnings");
        IsTaken(typeof(ChatResponse), "Usage").ShouldBeTrue();
        IsTaken(typeof(TextContent), "AdditionalProperties").ShouldBeTrue();
    }

    /// <summary>True where an instance of the type, or of one derived from it, has a public member of the name.</summary>
    private static bool IsTaken(Type receiver, string name) =>
        receiver.Assembly.GetExportedTypes().Append(receiver)
            .Where(type => receiver.IsAssignableFrom(type) || (type.BaseType is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == receiver))
            .Any(type => type.GetMember(name, BindingFlags.Public | BindingFlags.Instance).Length > 0);

    /// <summary>
    /// The extension members of an assembly, in both of the compiler's forms: classic methods, and the properties of a
    /// nested group whose marker method takes the receiver.
    /// </summary>
    private static IEnumerable<(Type Receiver, string Name)> Find(Assembly assembly)
    {
        foreach (var owner in assembly.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: true, IsNested: false } && type.IsDefined(typeof(ExtensionAttribute), inherit: false)))
        {
            foreach (var method in owner.GetMethods(All).Where(method => method.IsPublic && method.IsDefined(typeof(ExtensionAttribute), inherit: false)))
            {
                yield return (Definition(method.GetParameters()[0].ParameterType), method.Name);
            }

            foreach (var group in owner.GetNestedTypes(All))
            {
                var receiver = group.GetNestedTypes(All).Append(group).SelectMany(type => type.GetMethods(All)).FirstOrDefault(method => method.Name == "<Extension>$")?.GetParameters()[0].ParameterType;
                foreach (var property in receiver is null ? [] : group.GetProperties(All))
                {
                    yield return (Definition(receiver!), property.Name);
                }
            }
        }
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
