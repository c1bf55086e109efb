using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>Contents as parts.</summary>
internal sealed class GeminiPartWriter(RequestBodyWriter writer, GeminiDialect dialect)
{
    /// <summary>What stands for a signature that another issuer gave: ai.google.dev/gemini-api/docs/thought-signatures.</summary>
    private const string NoSignature = "skip_thought_signature_validator";

    private readonly ToolCallIds _calls = new(GeminiToolCallIds.Format);
    private bool _needsSignature;

    private Utf8JsonWriter Json => writer.Json;

    /// <summary>Begins a turn: of the calls that are made together, the first carries the signature.</summary>
    public void BeginTurn() => _needsSignature = dialect.NeedsCallSignatures && !writer.Call.IsOwnOf(GeminiProtocol.WireName);

    /// <summary>Remembers the calls of a message: results name the function that they answer.</summary>
    public void Prepare(IList<AIContent> contents)
    {
        foreach (var call in contents.OfType<FunctionCallContent>())
        {
            // A made id says that there is none, and is not written.
            _calls.AddCall(call.CallId, call.Name);
        }
    }

    /// <summary>True where something of the contents is written; what is left out for good is reported here, once.</summary>
    public bool HasAny(IList<AIContent> contents, FieldPath field, bool isModel)
    {
        var hasAny = false;
        for (var index = 0; index < contents.Count; index++)
        {
            var isOmitted = Omits(contents[index], isModel);
            hasAny |= !isOmitted;
            if (isOmitted)
            {
                writer.Report(Decide(contents[index], isModel), contents[index], field[index]);
            }
        }

        return hasAny;
    }

    public void Write(IList<AIContent> contents, FieldPath field, bool isModel)
    {
        for (var index = 0; index < contents.Count; index++)
        {
            if (Omits(contents[index], isModel))
            {
                continue;
            }

            var signature = index + 1 < contents.Count && contents[index] is TextContent && contents[index + 1] is TextReasoningContent { WireType: GeminiPartType.SignedText, Text.Length: 0 } next
                ? GetSignature(next, next.ProtectedData, field[index + 1])
                : null;
            Write(contents[index], signature, field[index], isModel);
            index += signature is null ? 0 : 1;
        }
    }

    private bool Omits(AIContent content, bool isModel) =>
        content is TextContent { Text.Length: 0, Annotations.Count: > 0 } || Decide(content, isModel).Fate == ReplayFate.LeaveOut;

    private Replay Decide(AIContent content, bool isModel) => Replay.Decide(content, isModel ? ChatRole.Assistant : ChatRole.User, writer.Call, GeminiTurns.Replayed);

    private string? GetSignature(AIContent content, string? signature, FieldPath field)
    {
        if (signature is null || writer.Call.MayReplay(content.Issuer))
        {
            return signature;
        }

        writer.LeaveOutState(content, field);
        return null;
    }

    private void Write(AIContent content, string? nextSignature, FieldPath field, bool isModel)
    {
        switch (content)
        {
            case { Raw: { } json } raw when Decide(raw, isModel).Fate == ReplayFate.Raw:
                writer.WriteRaw(json);
                break;
            case FunctionCallContent call:
                WriteCall(call, field);
                break;
            case FunctionResultContent result:
                WriteResult(result, field);
                break;
            case TextReasoningContent reasoning:
                WriteReasoning(reasoning, field);
                break;
            case TextContent text:
                WriteText(text, text.Text, nextSignature, field);
                break;
            case HostedFileContent file when writer.Call.FindReasonAgainstFile(file) is { } reason:
                WriteText(file, writer.Call.DescribeUnsupported(file, field, reason), null, field);
                break;
            case DataContent or UriContent or HostedFileContent:
                WriteMedia(content, field);
                break;
            default:
                WriteText(content, writer.Call.DescribeUnsupported(content, field, $"The wire has no part for a {ContentKind.Of(content)}."), null, field);
                break;
        }
    }

    private void WriteText(AIContent content, string text, string? nextSignature, FieldPath field)
    {
        var start = writer.BeginObject();
        Json.WriteString("text"u8, text);
        EndPart(start, content, nextSignature ?? GetSignature(content, content.OpaqueState, field), field);
    }

    private void WriteReasoning(TextReasoningContent reasoning, FieldPath field)
    {
        var start = writer.BeginObject();
        Json.WriteString("text"u8, reasoning.Text);
        if (reasoning.WireType != GeminiPartType.SignedText)
        {
            Json.WriteBoolean("thought"u8, true);
        }

        EndPart(start, reasoning, GetSignature(reasoning, reasoning.ProtectedData, field), field);
    }

    private void WriteCall(FunctionCallContent call, FieldPath field)
    {
        var start = writer.BeginObject();
        var extras = WireExtras.Get(call.AdditionalProperties);
        var function = writer.BeginObject("functionCall"u8);
        WriteId(call.CallId);
        Json.WriteString("name"u8, call.Name);
        var arguments = Encoding.UTF8.GetBytes(ToolCallArguments.ToJson(call));
        if (!ArgumentsObject.IsNone(arguments))
        {
            Json.WritePropertyName("args"u8);
            if (!ArgumentsObject.TryWrite(Json, arguments))
            {
                writer.Coerced(field, ArgumentsObject.NotAnObject);
            }
        }

        writer.EndNested(function, extras, "functionCall"u8);
        var signature = GetSignature(call, call.OpaqueState is { } state ? ThoughtSignature.ToBare(state) : null, field);
        EndPart(start, call, signature ?? (_needsSignature ? NoSignature : null), field);
        _needsSignature = false;
    }

    private void WriteResult(FunctionResultContent result, FieldPath field)
    {
        var extras = WireExtras.Get(result.AdditionalProperties);
        var start = writer.BeginObject();
        var function = writer.BeginObject("functionResponse"u8);
        var id = _calls.TryAnswer(result.CallId, name: null)
            ?? throw writer.Call.Refuse(field, "the wire's results name the function that they answer, and this one answers no call of the conversation.");
        if (!writer.IsSpelled(result.AdditionalProperties, Spelling.NoId))
        {
            WriteId(id);
        }

        var named = WireExtras.MembersOf(WireExtras.GetNested(extras, "functionResponse"u8)).Member("name"u8);
        if (named.ValueKind == JsonValueKind.Undefined)
        {
            // An id that belongs to no call may be a name.
            Json.WriteString("name"u8, _calls.FindName(id) ?? id);
        }

        var isSilent = result.Result is null && writer.IsSpelled(result.AdditionalProperties, GeminiSpelling.NoResponse);
        var data = isSilent ? [] : GeminiResponseValue.Write(writer, result, field);
        if (data.Count > 0)
        {
            Json.WriteStartArray("parts"u8);
            foreach (var part in data)
            {
                var element = writer.BeginObject();
                WriteMediaMember(part);
                writer.EndObject(element, part.AdditionalProperties, field);
            }

            Json.WriteEndArray();
        }

        writer.EndNested(function, extras, "functionResponse"u8);
        writer.EndObject(start, result.AdditionalProperties, field);
    }

    private void WriteMedia(AIContent content, FieldPath field)
    {
        var start = writer.BeginObject();
        WriteMediaMember(content);
        writer.ReportDetail(content, field);
        EndPart(start, content, GetSignature(content, content.OpaqueState, field), field);
    }

    private void WriteMediaMember(AIContent content)
    {
        var extras = WireExtras.Get(content.AdditionalProperties);
        switch (content)
        {
            case DataContent data:
                WriteInline(data, extras);
                break;
            case UriContent { Uri.Scheme: "data" } inline:
                WriteInline(new DataContent(inline.Uri.OriginalString));
                break;
            case UriContent uri:
                WriteFile(uri.Uri.OriginalString, uri.MediaType, extras);
                break;
            case HostedFileContent file:
                WriteFile(file.FileId, file.MediaType, extras);
                break;
        }
    }

    private void WriteInline(DataContent data, JsonElement extras = default)
    {
        var start = writer.BeginObject("inlineData"u8);
        Json.WriteString("mimeType"u8, writer.Call.IsOwnOf(GeminiProtocol.WireName) ? data.MediaType : MediaTypes.Normalize(data.MediaType));
        GeminiBase64.Write(writer, data);
        writer.EndNested(start, extras, "inlineData"u8);
    }

    private void WriteFile(string address, string? mediaType, JsonElement extras)
    {
        var start = writer.BeginObject("fileData"u8);
        var type = mediaType?.Contains('*', StringComparison.Ordinal) != false && !writer.Call.IsOwnOf(GeminiProtocol.WireName) ? MediaTypes.OfPath(address) : mediaType;
        if (type?.Contains('*', StringComparison.Ordinal) == false)
        {
            Json.WriteString("mimeType"u8, type);
        }

        Json.WriteString("fileUri"u8, address);
        writer.EndNested(start, extras, "fileData"u8);
    }

    private void WriteId(string id)
    {
        if (dialect.WritesCallIds && id.Length > 0 && !GeminiToolCallIds.Format.IsMade(id))
        {
            Json.WriteString("id"u8, id);
        }
    }

    private void EndPart(long start, AIContent content, string? signature, FieldPath field)
    {
        if (signature is not null)
        {
            Json.WriteString("thoughtSignature"u8, signature);
        }

        writer.EndObject(start, content.AdditionalProperties, field);
    }
}
