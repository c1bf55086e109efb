using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// The array <c>reasoning_details</c>. A stream cuts one detail into many with the same type and index; what goes back
/// must be whole again.
/// </summary>
internal static class OpenAIChatDetails
{
    /// <summary>Joins the consecutive pieces of each detail; an array without pieces is returned as it is.</summary>
    public static ReadOnlySpan<byte> Merge(ReadOnlySpan<byte> array)
    {
        var merged = new List<List<Member>>();
        var elements = 0;
        foreach (var element in JsonElement.Parse(array).EnumerateArray())
        {
            elements++;
            var detail = Read(element);
            if (merged.Count > 0 && IsSame(merged[^1], detail))
            {
                Join(merged[^1], detail);
            }
            else
            {
                merged.Add(detail);
            }
        }

        return merged.Count == elements ? array : Write(merged);
    }

    /// <summary>Writes a reasoning block's state: details as they are, state of another wire wrapped as one.</summary>
    public static void WriteState(Utf8JsonWriter json, string text, string state, string? wireType, int index, bool asArray)
    {
        var details = TryParse(state);
        if (asArray)
        {
            json.WriteStartArray();
        }

        if (details.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray())
            {
                detail.WriteTo(json);
            }
        }
        else
        {
            OpenAIChatOpaqueReasoning.Write(json, text, state, wireType, index);
        }

        if (asArray)
        {
            json.WriteEndArray();
        }
    }

    /// <summary>The array that a state is, undefined where it is state of another kind.</summary>
    public static JsonElement TryParse(string state) => JsonElementExtensions.Parse(state, JsonValueKind.Array);

    private static List<Member> Read(JsonElement element)
    {
        var members = new List<Member>();
        foreach (var member in element.EnumerateObject())
        {
            members.Add(new Member(member.Name, member.Value));
        }

        return members;
    }

    private static bool IsSame(List<Member> left, List<Member> right) =>
        Find(left, "type") is { } type && Find(right, "type")?.Value.ToString() == type.Value.ToString()
        && Find(left, "index") is { } index && Find(right, "index")?.Value.ToString() == index.Value.ToString();

    private static void Join(List<Member> whole, List<Member> piece)
    {
        foreach (var member in piece)
        {
            if (Find(whole, member.Name) is not { } known)
            {
                whole.Add(member);
            }
            else if (member.Name is "text" or "summary" or "data" && member.Value.ValueKind == JsonValueKind.String)
            {
                known.Text = (known.Text ?? known.Value.AsText()) + member.Value.AsText();
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                known.Value = member.Value;
            }
        }
    }

    private static Member? Find(List<Member> members, string name) =>
        members.Find(member => member.Name == name);

    private static byte[] Write(List<List<Member>> details)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat.Wire))
        {
            json.WriteStartArray();
            foreach (var detail in details)
            {
                json.WriteStartObject();
                foreach (var member in detail)
                {
                    json.WritePropertyName(member.Name);
                    if (member.Text is { } text)
                    {
                        json.WriteStringValue(text);
                    }
                    else
                    {
                        member.Value.WriteTo(json);
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.Span.ToArray();
    }

    private sealed class Member(string name, JsonElement value)
    {
        public string Name => name;

        public JsonElement Value { get; set; } = value;

        /// <summary>The joined text, where there are pieces to join.</summary>
        public string? Text { get; set; }
    }
}
