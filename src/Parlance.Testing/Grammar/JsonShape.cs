using System.Text.Json;

namespace Parlance.Testing.Grammar;

/// <summary>A JSON value with its path, which reports what it lacks.</summary>
internal readonly struct JsonShape(JsonElement value, string path, GrammarReport report)
{
    public JsonElement Value => value;

    public string Path => path;

    public GrammarReport Report => report;

    public bool IsPresent => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => value.ValueKind == JsonValueKind.Object;

    /// <summary>Parses one value; false, and a violation, where the bytes are not JSON.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, GrammarReport report, out JsonShape shape)
    {
        try
        {
            shape = new JsonShape(JsonElement.Parse(utf8), "", report);
            return true;
        }
        catch (JsonException malformed)
        {
            report.Add("", $"is not JSON: {malformed.Message}");
            shape = default;
            return false;
        }
    }

    /// <summary>A member, undefined where it is absent; asks nothing of it.</summary>
    public JsonShape Get(string name) =>
        new(IsObject && value.TryGetProperty(name, out var member) ? member : default, path.Length == 0 ? name : $"{path}.{name}", report);

    public bool Has(string name) => Get(name).Value.ValueKind != JsonValueKind.Undefined;

    /// <summary>A member that must be there, be it null.</summary>
    public JsonShape Require(string name)
    {
        var member = Get(name);
        report.Require(member.Value.ValueKind != JsonValueKind.Undefined, member.Path, "is missing.");
        return member;
    }

    public JsonShape RequireObject(string name) => Require(name).Be(JsonValueKind.Object);

    public JsonShape RequireArray(string name) => Require(name).Be(JsonValueKind.Array);

    /// <summary>A member that must be a string with something in it.</summary>
    public string? RequireText(string name)
    {
        var member = Require(name).Be(JsonValueKind.String);
        report.Require(member.Text != "", member.Path, "is empty.");
        return member.Text;
    }

    /// <summary>A member that must be this very string.</summary>
    public void RequireConstant(string name, string expected)
    {
        var member = Require(name).Be(JsonValueKind.String);
        report.Require(member.Text is null || member.Text == expected, member.Path, $"is '{member.Text}' and must be '{expected}'.");
    }

    /// <summary>A member that, where present and not null, must be of this kind.</summary>
    public JsonShape Optional(string name, JsonValueKind kind)
    {
        var member = Get(name);
        return member.IsPresent ? member.Be(kind) : member;
    }

    /// <summary>A member that, where present and not null, must be a whole number that is not negative.</summary>
    public long? OptionalCount(string name) => Get(name) is { IsPresent: true } member ? member.AsCount() : null;

    /// <summary>A member that must be a whole number that is not negative.</summary>
    public long? RequireCount(string name) => Require(name) is { Value.ValueKind: not JsonValueKind.Undefined } member ? member.AsCount() : null;

    public IEnumerable<JsonShape> Items()
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            yield return new JsonShape(item, $"{path}[{index++}]", report);
        }
    }

    /// <summary>The value's text where it is a string; a lone surrogate, which is valid JSON, reads as U+FFFD.</summary>
    public string? Text => JsonText.Of(value);

    /// <summary>Reports the value where it is of another kind. An absent one has been reported already.</summary>
    public JsonShape Be(JsonValueKind kind)
    {
        var actual = value.ValueKind;
        report.Require(actual == kind || actual == JsonValueKind.Undefined, path, $"is {actual} and must be {kind}.");
        return this;
    }

    private long? AsCount()
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0)
        {
            return count;
        }

        report.Add(path, $"is {value} and must be a whole number, not negative.");
        return null;
    }
}
