using System.Text.Json.Nodes;

namespace Parlance.Tests.Support;

/// <summary>What tests demand of JSON text.</summary>
internal static class JsonShould
{
    /// <summary>Fails unless two texts have the same meaning: neither the order of members nor white space has any.</summary>
    public static void ShouldMeanTheSame(this string actual, string expected) =>
        JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(expected)).ShouldBeTrue($"expected {expected}\nbut was  {actual}");
}
