using System.Text;
using System.Text.Json;
using Parlance.Protocols;

namespace Parlance.Tests.Protocols.Shared;

public sealed class WellFormedJsonTests
{
    [Theory]
    [InlineData("""{"a":"x"}""", false)]
    [InlineData("""{"a":"\ud83d\ude00"}""", false)]
    [InlineData("""{"a":"\u00e4 \u2028"}""", false)]
    [InlineData("""{"a":"\\ud83d"}""", false)]
    [InlineData("""{"a":"\ud83d"}""", true)]
    [InlineData("""{"a":"\ude00"}""", true)]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", true)]
    [InlineData("""{"a":"\\\ud83d"}""", true)]
    [InlineData("""{"\uD83D":1}""", true)]
    public void Half_a_pair_is_found_and_put_right(string json, bool isLone)
    {
        WellFormedJson.HasLoneSurrogate(Encoding.UTF8.GetBytes(json)).ShouldBe(isLone);

        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            WellFormedJson.Write(writer, JsonElement.Parse(json));
        }

        WellFormedJson.HasLoneSurrogate(output.ToArray()).ShouldBeFalse();
        if (!isLone)
        {
            JsonElement.DeepEquals(JsonElement.Parse(output.ToArray()), JsonElement.Parse(json)).ShouldBeTrue();
        }
    }
}
