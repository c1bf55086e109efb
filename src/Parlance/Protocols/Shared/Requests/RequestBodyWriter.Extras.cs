using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>Ending objects: the members that no setting models and those that the caller adds join the written ones.</summary>
public sealed partial class RequestBodyWriter
{
    private HashSet<string>? _merged;

    /// <summary>Members of the body that the receiver refuses although its wire has them.</summary>
    internal ImmutableArray<string> RefusedMembers { get; set; } = [];

    /// <summary>The members of the body that the receiver knows, empty where it takes any: others of a request that was meant for somebody else are left out.</summary>
    internal ImmutableArray<string> KnownMembers { get; set; } = [];

    /// <summary>What an inbound request of this wire left over, undefined where it came on another one or from .NET.</summary>
    private JsonElement OwnExtras =>
        WireExtras.Get(Call.Options.AdditionalProperties) is var extras && WireExtras.WireOf(extras) == Wire ? extras : default;

    /// <summary>Ends the object of a message or a content: what an inbound request of this wire left over of it goes in front of the brace.</summary>
    /// <param name="start">What <see cref="BeginObject()"/> returned.</param>
    /// <param name="bag">The bag of the message or content that the object was written from, null where that has none.</param>
    /// <param name="field">How warnings name the object, such as <c>Messages[2]</c>.</param>
    public void EndObject(long start, AdditionalPropertiesDictionary? bag, FieldPath field)
    {
        if (WireExtras.Get(bag) is { ValueKind: not JsonValueKind.Undefined } extras)
        {
            WriteExtras(start, extras, field);
        }

        Json.WriteEndObject();
    }

    /// <summary>Ends the object of a tool.</summary>
    /// <param name="start">What <see cref="BeginObject()"/> returned.</param>
    /// <param name="tool">The tool that the object was written from.</param>
    /// <param name="field">How warnings name it, such as <c>Tools[0]</c>.</param>
    public void EndObject(long start, AITool tool, FieldPath field)
    {
        WriteExtras(start, WireExtras.Get(tool), field);
        Json.WriteEndObject();
    }

    /// <summary>Ends the body: the extras of the options, then the caller's own additions.</summary>
    /// <param name="start">What <see cref="BeginObject()"/> returned.</param>
    /// <exception cref="LlmException">The caller's additions repeat a member that a setting has written.</exception>
    public void EndBody(long start)
    {
        WriteOpenedMembers(start);
        WriteExtras(start, WireExtras.Get(Call.Options.AdditionalProperties), default, isBody: true);
        WriteAdditions(start, Call.Options.ExtraBody, "");
        WireHeaders.ReportLoss(Call, Wire);
        Json.WriteEndObject();
        Json.Flush();
    }

    /// <summary>
    /// Ends an object that is a member of the body: its extras, then what the caller adds to it in the member of the same
    /// name of <c>ExtraBody</c>.
    /// </summary>
    /// <param name="start">What <see cref="BeginObject(ReadOnlySpan{byte})"/> returned.</param>
    /// <param name="name">The member's name.</param>
    /// <exception cref="LlmException">The caller's additions repeat a member that a setting has written.</exception>
    public void EndBodyMember(long start, string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        WriteNested(start, WireExtras.Get(Call.Options.AdditionalProperties), utf8);
        if (Call.Options.ExtraBody.Member(utf8) is { ValueKind: JsonValueKind.Object } additions)
        {
            WriteAdditions(start, additions, $"{name}.");
            (_merged ??= new(StringComparer.Ordinal)).Add(name);
        }

        Json.WriteEndObject();
    }

    /// <summary>Ends an object inside one that holds extras: what was left of it goes in front of the brace.</summary>
    /// <param name="start">What <see cref="BeginObject(ReadOnlySpan{byte})"/> returned.</param>
    /// <param name="extras">The extras of the object around it.</param>
    /// <param name="name">The member that it is.</param>
    internal void EndNested(long start, JsonElement extras, ReadOnlySpan<byte> name)
    {
        WriteNested(start, extras, name);
        Json.WriteEndObject();
    }

    /// <summary>Ends an object inside one that a message, a content or a call became.</summary>
    internal void EndNested(long start, AdditionalPropertiesDictionary? bag, ReadOnlySpan<byte> name) => EndNested(start, WireExtras.Get(bag), name);

    /// <summary>A member of the body that no setting models and an inbound request of this wire held; undefined where there is none.</summary>
    internal JsonElement FindExtra(ReadOnlySpan<byte> name) => WireExtras.MembersOf(OwnExtras).Member(name);

    /// <summary>What an inbound request of this wire left over of an object of its body, undefined where there is nothing.</summary>
    internal JsonElement FindLeftOver(ReadOnlySpan<byte> name) => WireExtras.GetNested(OwnExtras, name);

    /// <summary>True where an inbound request of this wire left something over of what has this bag.</summary>
    internal bool HasOwnExtras(AdditionalPropertiesDictionary? bag) => WireExtras.WireOf(WireExtras.Get(bag)) == Wire;

    /// <summary>Members that are written to the host that they came for alone: each host has its own, and refuses the others'.</summary>
    internal ImmutableArray<string> HeldBack { get; init; } = [];

    /// <summary>Reports extras that have no object to go to, because their message or content has none on this wire.</summary>
    internal void ReportExtras(AdditionalPropertiesDictionary? bag, FieldPath field) => ExtrasLoss.Report(Call, Wire, bag, field);

    /// <summary>Objects of which something is left and that no setting has written: the caller may add to these too.</summary>
    private void WriteOpenedMembers(long start)
    {
        HashSet<string>? written = null;
        var isOwn = Call.Inbound is null || Call.IsOwnOf(Wire);
        foreach (var (name, inner) in WireExtras.NestedOf(OwnExtras))
        {
            written ??= ReadNames(start);
            if (!isOwn && !written.Contains(name) && (RefusedMembers.Contains(name, StringComparer.Ordinal) || (!KnownMembers.IsEmpty && !KnownMembers.Contains(name, StringComparer.Ordinal))))
            {
                ExtrasLoss.Report(Call, Wire, inner, name);
                (_merged ??= new(StringComparer.Ordinal)).Add(name);
            }
            else if (!written.Contains(name))
            {
                EndBodyMember(BeginObject(Encoding.UTF8.GetBytes(name)), name);
            }
        }
    }

    private void WriteAdditions(long start, JsonElement? given, string path)
    {
        if (given is not { ValueKind: JsonValueKind.Object } additions)
        {
            return;
        }

        var written = ReadNames(start);
        foreach (var member in additions.EnumerateObject())
        {
            if (path.Length == 0 && _merged?.Contains(member.Name) == true)
            {
                continue;
            }

            if (written.Contains(member.Name))
            {
                throw new LlmException(LlmErrorKind.InvalidRequest, $"ExtraBody holds '{path}{member.Name}', which a setting of the call writes too. Remove one of the two.");
            }

            Write(member);
        }
    }

    private void WriteNested(long start, JsonElement extras, ReadOnlySpan<byte> name)
    {
        // What another wire left is reported with the extras of the object around it.
        if (WireExtras.WireOf(extras) == Wire)
        {
            WriteExtras(start, WireExtras.GetNested(extras, name), default);
        }
    }

    private void WriteExtras(long start, JsonElement extras, FieldPath field, bool isBody = false)
    {
        if (WireExtras.WireOf(extras) is not { } wire)
        {
            return;
        }

        if (wire != Wire)
        {
            ExtrasLoss.Report(Call, Wire, extras, field);
            return;
        }

        Write(extras, ReadNames(start), isBody);
    }

    /// <summary>Writes members, then the objects of which something is left and nothing has been written.</summary>
    private void Write(JsonElement extras, HashSet<string> written, bool isBody = false)
    {
        // What asks for nothing goes back to whom it came from alone: others may refuse it even so.
        var isOwn = Call.Inbound is null || Call.IsOwnOf(Wire);
        foreach (var member in WireExtras.MembersOf(extras).EnumerateObject())
        {
            if (!written.Contains(member.Name) && !(isBody && IsRefused(member, isOwn)) && (isOwn || (!ExtrasLoss.IsVoid(member.Value) && !HeldBack.Contains(member.Name, StringComparer.Ordinal))))
            {
                Write(member);
            }
        }

        foreach (var (name, inner) in WireExtras.NestedOf(extras))
        {
            if (!written.Contains(name) && !(isBody && _merged?.Contains(name) == true))
            {
                Json.WriteStartObject(name);
                Write(inner, []);
                Json.WriteEndObject();
            }
        }
    }

    /// <summary>A refused member is left out, and reported unless it asks for nothing. <c>n</c> is refused where it asks for several answers.</summary>
    private bool IsRefused(JsonProperty member, bool isOwn)
    {
        if (!isOwn && !KnownMembers.IsEmpty && !KnownMembers.Contains(member.Name, StringComparer.Ordinal))
        {
            if (!ExtrasLoss.IsVoid(member.Value))
            {
                Unsupported(member.Name, $"The host knows no member '{member.Name}'; it was left out.");
            }

            return true;
        }

        if (RefusedMembers.IndexOf(member.Name) < 0 || (member.Name == "n" && member.Value.ValueKind == JsonValueKind.Number && member.Value.GetDouble() <= 1))
        {
            return false;
        }

        if (member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
        {
            Unsupported(member.Name, $"The host refuses '{member.Name}'; it was left out.");
        }

        return true;
    }

    private void Write(JsonProperty member)
    {
        Json.WritePropertyName(member.Name);
        WriteRaw(member.Value);
    }

    /// <summary>
    /// The names that the open object holds so far, read back from the bytes: only objects with extras pay for it.
    /// </summary>
    private HashSet<string> ReadNames(long start)
    {
        Json.Flush();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(_buffer.Span[(int)start..], isFinalBlock: false, default);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            if (!reader.Read() || !reader.TrySkip())
            {
                break;
            }
        }

        return names;
    }
}
