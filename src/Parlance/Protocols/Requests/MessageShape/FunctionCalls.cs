using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.MessageShape;

/// <summary>Tool calls in a conversation: <c>{"id", "type", "function": {"name", "arguments"}}</c>, the arguments a text.</summary>
internal static class FunctionCalls
{
    /// <summary>Reads a call.</summary>
    /// <exception cref="LlmException">It names no tool.</exception>
    public static FunctionCallContent Read(MessageNames names, CallPairing calls, RequestMembers members)
    {
        var function = members.Open(names.Function);
        var name = function.TakeText(names.Name) ?? throw function.Invalid(names.Name, "must name a tool");
        var arguments = function.TryTake(names.Arguments, JsonValueKind.String, out var text) ? text.AsText()! : "";
        var id = members.TakeText(names.Id);
        var call = ToolCallArguments.CreateCall(calls.AddCall(id, name), name, arguments);
        call.AdditionalProperties = members.Note(call.AdditionalProperties, Spelling.NoId, id is null);
        call.AdditionalProperties = members.Note(call.AdditionalProperties, Spelling.NoType, !members.TryTake(names.Type, IsFunction, out _));
        call.AdditionalProperties = members.AddExtras(call.AdditionalProperties);
        return call;
    }

    public static void Write(RequestBodyWriter writer, MessageNames names, FunctionCallContent call, MessageField field)
    {
        var extras = WireExtras.Get(call.AdditionalProperties);
        var start = writer.BeginObject();
        if (call.CallId.Length > 0 && !writer.IsSpelled(call.AdditionalProperties, Spelling.NoId))
        {
            writer.Json.WriteString(names.Id, call.CallId);
        }

        if (!writer.IsSpelled(call.AdditionalProperties, Spelling.NoType))
        {
            writer.Json.WriteString(names.Type, "function"u8);
        }

        var utf8 = System.Text.Encoding.UTF8.GetBytes(names.Function);
        var function = writer.BeginObject(utf8);
        writer.Json.WriteString(names.Name, call.Name);
        writer.Json.WriteString(names.Arguments, ToolCallArguments.ToJson(call));
        writer.EndNested(function, extras, utf8);
        if (call.OpaqueState is not null)
        {
            writer.LeaveOutState(call, field);
        }

        writer.EndObject(start, call.AdditionalProperties, field);
    }

    public static bool IsFunction(JsonElement type) => type.ValueKind == JsonValueKind.String && type.ValueEquals("function");
}
