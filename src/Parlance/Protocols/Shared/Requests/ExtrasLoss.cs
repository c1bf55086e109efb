using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols;

/// <summary>How members are told that an inbound request held, and that have no place in the one that is written.</summary>
internal static class ExtrasLoss
{
    /// <summary>Reports the extras of a message, a content or a call.</summary>
    /// <exception cref="LlmException">The policy is to throw.</exception>
    public static void Report(ChatCall call, string wire, AdditionalPropertiesDictionary? bag, FieldPath field)
    {
        if (WireExtras.Get(bag) is { ValueKind: not JsonValueKind.Undefined } extras)
        {
            Report(call, wire, extras, field);
        }
    }

    /// <inheritdoc cref="Report(ChatCall, string, AdditionalPropertiesDictionary, FieldPath)" />
    public static void Report(ChatCall call, string wire, JsonElement extras, FieldPath field)
    {
        if (WireExtras.WireOf(extras) is not { } origin)
        {
            return;
        }

        foreach (var member in WireExtras.MembersOf(extras).EnumerateObject())
        {
            if (WithoutEffect.Find(origin, field, member.Name, member.Value) is { } nothing)
            {
                call.Warn(nothing, field.Of(member.Name));
            }
            else if (!IsVoid(member.Value))
            {
                call.Warn(ChatWarningKind.Unsupported, field.Of(member.Name), $"The wire {wire} has no member '{member.Name}'; it was left out.");
            }
        }

        foreach (var (name, inner) in WireExtras.NestedOf(extras))
        {
            Report(call, wire, inner, field.Of(name));
        }
    }

    /// <summary>True for a value that asks for nothing: leaving it out loses nothing.</summary>
    public static bool IsVoid(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };
}
