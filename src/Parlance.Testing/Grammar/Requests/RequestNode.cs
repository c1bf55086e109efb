using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>A JSON value of a request, with its path.</summary>
internal readonly struct RequestNode(JsonElement value, string path, string name = "")
{
    public JsonElement Value => value;

    public string Path => path;

    /// <summary>The name of the member that holds the value.</summary>
    public string Name => name;

    public JsonValueKind Kind => value.ValueKind;

    /// <summary>False for what is absent and for null.</summary>
    public bool IsPresent => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => value.ValueKind == JsonValueKind.Object;

    public bool IsArray => value.ValueKind == JsonValueKind.Array;

    public bool IsTrue => value.ValueKind == JsonValueKind.True;

    public bool IsFalse => value.ValueKind == JsonValueKind.False;

    public double? Number => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public int Count => IsArray ? value.GetArrayLength() : 0;

    /// <summary>The text of a string; a lone surrogate, which is reported elsewhere, reads as U+FFFD.</summary>
    public string? Text => JsonText.Of(value);

    public RequestNode Get(string member) =>
        new(IsObject && value.TryGetProperty(member, out var found) ? found : default, path.Length == 0 ? member : $"{path}.{member}", member);

    public bool Has(string member) => IsObject && value.TryGetProperty(member, out var found) && found.ValueKind != JsonValueKind.Null;

    public IEnumerable<RequestNode> Items()
    {
        if (!IsArray)
        {
            yield break;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            yield return new RequestNode(item, $"{path}[{index++}]");
        }
    }

    public IEnumerable<RequestNode> Members()
    {
        if (!IsObject)
        {
            yield break;
        }

        foreach (var member in value.EnumerateObject())
        {
            yield return new RequestNode(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Name);
        }
    }
}
