using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;
using Parlance.Responses;

namespace Parlance.Protocols.Ollama;

/// <summary>Tool calls in a conversation: <c>{"id", "function": {"name", "arguments"}}</c>, the arguments an object.</summary>
internal static class OllamaToolCalls
{
    /// <summary>
    /// Where a call carries foreign state to a client and back, in an envelope. The vendor's wire has no state; a client
    /// that keeps the members that it does not know gives it back.
    /// </summary>
    public const string StateMember = "thought_signature";

    /// <summary>Reads a call.</summary>
    /// <exception cref="LlmException">It names no tool.</exception>
    public static FunctionCallContent Read(RequestMembers members, int position, ToolCallIds calls, ReturnedState returned)
    {
        var function = members.Open("function");
        var name = function.TakeText("name") ?? throw function.Invalid("name", "must name a tool");
        var id = members.TakeText("id");
        var arguments = function.TryTake("arguments", JsonValueKind.Object, out var json)
            ? Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(json))
            : "";
        var call = ToolCallArguments.CreateCall(calls.AddCall(id, name), name, arguments);
        if (members.TryTake(StateMember, static value => StateEnvelope.IsEnvelope(value.AsText()), out var state))
        {
            returned.Attach(call, state.AsText());
        }

        var hasType = members.TryTake("type", value => value.AsText() == "function", out _);
        var hasIndex = function.TryTake("index", value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var index) && index == position, out _);
        var bag = members.Note(call.AdditionalProperties, Spelling.NoId, id is null);
        bag = members.Note(bag, OllamaSpelling.HasType, hasType);
        bag = members.Note(bag, OllamaSpelling.HasIndex, hasIndex);
        call.AdditionalProperties = members.AddExtras(bag);
        return call;
    }

    public static void Write(RequestBodyWriter writer, FunctionCallContent call, int position, FieldPath field)
    {
        var extras = WireExtras.Get(call.AdditionalProperties);
        var start = writer.BeginObject();
        if (call.CallId.Length > 0 && !writer.IsSpelled(call.AdditionalProperties, Spelling.NoId))
        {
            writer.Json.WriteString("id"u8, call.CallId);
        }

        if (writer.IsSpelled(call.AdditionalProperties, OllamaSpelling.HasType))
        {
            writer.Json.WriteString("type"u8, "function"u8);
        }

        var function = writer.BeginObject("function"u8);
        if (writer.IsSpelled(call.AdditionalProperties, OllamaSpelling.HasIndex))
        {
            writer.Json.WriteNumber("index"u8, position);
        }

        writer.Json.WriteString("name"u8, call.Name);
        writer.Json.WritePropertyName("arguments"u8);
        if (!ArgumentsObject.TryWrite(writer.Json, Encoding.UTF8.GetBytes(ToolCallArguments.ToJson(call))))
        {
            writer.Coerced(field, ArgumentsObject.NotAnObject);
        }

        writer.EndNested(function, extras, "function"u8);
        if (call.OpaqueState is not null)
        {
            writer.LeaveOutState(call, field);
        }

        writer.EndObject(start, call.AdditionalProperties, field);
    }
}
