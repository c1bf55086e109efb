using Microsoft.Extensions.AI;
using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// The conversation. What the model said has members for a refusal, for sound and images, and for the one call of the
/// wire's earlier form; results of tools may be those of that form too.
/// </summary>
internal sealed class OpenAIChatMessageWriter(RequestBodyWriter writer, OpenAIChatDialect dialect) : MessageWriter(writer, OpenAIChatProtocol.Names)
{
    private const int MaximumAuthorName = 64;

    private static readonly ReplayTraits s_replay = new()
    {
        IsBlock = static (content, _, call) => OpenAIChatPartWriter.IsKept(content) && WholeContent.IsOf(content, OpenAIChatSpelling.Wire, call),
    };

    private readonly OpenAIChatPartWriter _parts = new(writer, dialect);

    public override void WriteAll()
    {
        if (Writer.Call.Messages.Count == 0)
        {
            RefuseStoredConversation(Writer.Call);
        }

        base.WriteAll();
    }

    protected override MessageMembers Classify(AIContent content, ChatMessage message, MessageMembers before) => content switch
    {
        UsageContent => MessageMembers.None,
        _ when message.Role != ChatRole.Assistant => content is FunctionResultContent ? MessageMembers.Result : MessageMembers.Content,
        FunctionCallContent call when OpenAIChatToolCallState.IsLegacyFunction(call) && !before.HasAny(MessageMembers.LegacyToolCall) => MessageMembers.LegacyToolCall,
        FunctionCallContent => MessageMembers.ToolCalls,
        TextReasoningContent reasoning => OpenAIChatReasoningReplay.Classify(reasoning, Decide(reasoning, message.Role), Writer.Call, dialect),
        TextContent text => text.IsRefusal && text.WireType != OpenAIChatSpelling.RefusalPart ? MessageMembers.Refusal : MessageMembers.Content,
        { WireType: OpenAIChatSpelling.Audio } => MessageMembers.Sound,
        DataContent or UriContent => ClassifyMedia(content),
        _ when Decide(content, message.Role) is { Fate: ReplayFate.LeaveOut } replay => replay.Reason is null ? MessageMembers.None : MessageMembers.LeftOut,
        _ => MessageMembers.Content,
    };

    protected override ReplayTraits TraitsFor(AIContent content) => content is TextReasoningContent reasoning
        ? OpenAIChatReasoningReplay.TraitsFor(reasoning, Writer.Call, dialect)
        : Traits;

    protected override ReplayTraits Traits => s_replay;

    protected override bool HasPart(AIContent content) => true;

    protected override bool NeedsPart(AIContent content, FieldPath field) => !_parts.IsPlainText(content, field);

    protected override bool IsOwnJson(AIContent content) => OpenAIChatPartWriter.IsKept(content) && WholeContent.IsOf(content, Writer.Wire, Writer.Call) && Knows(content);

    /// <summary>A strict host takes no part of another host, whose kind nobody here has a word for.</summary>
    private bool Knows(AIContent content) => dialect.KnownMembers.IsEmpty || Writer.Call.Inbound is null || Writer.Call.IsOwnOf(Writer.Wire) || content.Issuer == Writer.Call.Recipient;

    protected override void WritePart(AIContent content, FieldPath field) => _parts.Write(content, field);

    protected override string RoleOf(ChatMessage message, bool isRest) =>
        message.Role == ChatRole.Assistant ? ChatRole.Assistant.Value
        : message.Role != ChatRole.System ? base.RoleOf(message, isRest)
        : message.WireRole == "developer" && dialect.HasDeveloperRole ? "developer"
        : dialect.SystemRole;

    /// <summary>
    /// OpenAI refuses a name that does not match <c>^[^\s&lt;|\\/&gt;]+$</c>, or is longer than 64
    /// (github.com/microsoft/agent-framework/issues/7127).
    /// </summary>
    protected override string FitName(string name) =>
        string.Concat(name.Select(static letter => char.IsWhiteSpace(letter) || "<|\\/>".Contains(letter) ? '_' : letter).Take(MaximumAuthorName));

    protected override AdditionalPropertiesDictionary? WriteResults(in ClassifiedMessage said)
    {
        var bag = said.Message.AdditionalProperties;
        var sawOther = false;
        for (var i = 0; i < said.Message.Contents.Count; i++)
        {
            if (said.Message.Contents[i] is not FunctionResultContent result)
            {
                sawOther |= said.Message.Contents[i] is not TextContent { Text: "" };
                continue;
            }

            if (sawOther)
            {
                Writer.Coerced(said.Field[i], "A tool's result must follow its call; it was moved in front of the rest of its message.");
            }

            WriteResult(said, result, said.Field[i], bag);
            bag = null;
        }

        return null;
    }

    protected override void WriteReasoning(in ClassifiedMessage said) => OpenAIChatReasoningReplay.Write(said, Writer, dialect);

    /// <summary>No content is null beside calls.</summary>
    protected override void WriteNoContent(in ClassifiedMessage said) =>
        Writer.Json.WriteString("content"u8, said.Has(MessageMembers.ToolCalls | MessageMembers.LegacyToolCall) ? null : "");

    /// <summary>A refusal, sound by its id, images as the wire delivered them, and the first call that came in the wire's earlier member.</summary>
    protected override void WriteBesideContent(in ClassifiedMessage said)
    {
        if (said.Join(MessageMembers.Refusal) is { Length: > 0 } refusal)
        {
            Writer.Json.WriteString("refusal"u8, refusal);
        }

        if (said.First(MessageMembers.Sound) is >= 0 and var sound)
        {
            WriteSound(said, said.Message.Contents[sound], said.Field[sound]);
        }

        WriteImages(said);
        if (said.First(MessageMembers.LegacyToolCall) is >= 0 and var call)
        {
            WriteNameAndArguments((FunctionCallContent)said.Message.Contents[call], "function_call"u8, "arguments"u8, said.Message.AdditionalProperties);
        }
    }

    protected override void WriteToolCall(FunctionCallContent call, FieldPath field)
    {
        var state = OpenAIChatToolCallState.Read(call.OpaqueState);
        var isCustom = call.IsCustomCall;
        var kind = isCustom ? "custom"u8 : "function"u8;
        var start = Writer.BeginObject();
        Writer.Json.WriteString("id"u8, Writer.IsSpelled(call.AdditionalProperties, Spelling.NoId) ? "" : call.CallId);
        Writer.Json.WriteString("type"u8, kind);
        WriteNameAndArguments(call, kind, isCustom ? "input"u8 : "arguments"u8, call.AdditionalProperties);
        if (state.TryGetMember("extra_content"u8, out var extra) && Writer.Call.MayReplay(call.Issuer))
        {
            Writer.WriteRaw("extra_content"u8, extra);
        }
        else if (dialect.HasThoughtSignatures && Writer.Call.MayReplay(call.Issuer) && ThoughtSignature.FindBare(call.OpaqueState) is { } signature)
        {
            ThoughtSignature.WriteExtraContent(Writer.Json, signature);
        }
        else if (call.OpaqueState is not null)
        {
            Writer.LeaveOutState(call, field);
        }

        Writer.EndObject(start, call.AdditionalProperties, field);
    }

    protected override void WriteEnd(in ClassifiedMessage said)
    {
        var isPrefix = said.Message.IsPrefix && said.Message.Role == ChatRole.Assistant;
        if (isPrefix && dialect.PrefixMember is { } member)
        {
            Writer.Json.WriteBoolean(member, true);
        }
        else if (isPrefix)
        {
            TurnShaper.ReportPrefix(Writer.Call, said.Field);
        }

        ReportLeftOut(said);
    }

    /// <summary>Other wires know prompts and conversations that their server keeps, beside which nothing needs to be said.</summary>
    private static void RefuseStoredConversation(ChatCall call)
    {
        var extras = WireExtras.Get(call.Options.AdditionalProperties);
        if (WireExtras.WireOf(extras) is { } wire && wire != OpenAIChatSpelling.Wire)
        {
            var names = string.Join(", ", WireExtras.MembersOf(extras).EnumerateObject().Select(member => $"'{member.Name}'"));
            throw call.Refuse("Messages", $"There is none, and this wire has nothing like {names} of {wire} that could stand in for them.");
        }
    }

    /// <summary>Images that the model made have a member of their own, but for those that were read as parts of a content.</summary>
    private static MessageMembers ClassifyMedia(AIContent content) =>
        MediaAddress.IsOf(content, "image") && WireExtras.Get(content.AdditionalProperties).ValueKind == System.Text.Json.JsonValueKind.Undefined ? MessageMembers.Images
        : content is DataContent sound && sound.HasTopLevelMediaType("audio") ? MessageMembers.Sound
        : MessageMembers.Content;

    private void WriteSound(in ClassifiedMessage said, AIContent sound, FieldPath field)
    {
        if (sound.WireId is not { } id || !Writer.Call.MayReplay(sound.Issuer))
        {
            throw Writer.Call.Refuse(field, "The wire takes the assistant's earlier sound by its id alone. Send its transcript as text.");
        }

        var start = Writer.BeginObject("audio"u8);
        Writer.Json.WriteString("id"u8, id);
        Writer.EndNested(start, said.Message.AdditionalProperties, "audio"u8);
    }

    private void WriteImages(in ClassifiedMessage said)
    {
        if (!said.Has(MessageMembers.Images))
        {
            return;
        }

        Writer.Json.WriteStartArray("images"u8);
        for (var i = said.First(MessageMembers.Images); i >= 0; i = said.Next(MessageMembers.Images, i))
        {
            Writer.Json.WriteStartObject();
            Writer.Json.WriteString("type"u8, "image_url"u8);
            Writer.Json.WriteStartObject("image_url"u8);
            Writer.Json.WriteString("url"u8, MediaAddress.Of(said.Message.Contents[i]));
            Writer.Json.WriteEndObject();
            Writer.Json.WriteEndObject();
        }

        Writer.Json.WriteEndArray();
    }

    /// <summary>True for a result in the wire's earlier form, which its own host's client may still send.</summary>
    private bool IsFunction(ChatMessage message) => message.WireRole == "function" && (Writer.Call.Inbound is null || Writer.Call.IsOwnOf(OpenAIChatSpelling.Wire));

    private void WriteResult(in ClassifiedMessage said, FunctionResultContent result, FieldPath field, AdditionalPropertiesDictionary? bag)
    {
        var legacyCall = IsFunction(said.Message) || result.CallId.Length == 0 ? LastLegacyToolCall(said.Index) : null;
        var isLegacy = IsFunction(said.Message) || legacyCall is not null;
        var start = Writer.BeginObject();
        Writer.Json.WriteString("role"u8, isLegacy ? "function"u8 : "tool"u8);
        if (isLegacy)
        {
            Writer.Json.WriteString("name"u8, said.Message.AuthorName ?? legacyCall?.Name ?? "");
        }
        else
        {
            WriteName(said.Message, said.Field);
            if (result.CallId.Length > 0 && !Writer.IsSpelled(result.AdditionalProperties, Spelling.NoId))
            {
                Writer.Json.WriteString("tool_call_id"u8, result.CallId);
            }
        }

        WriteResultContent(result, field);
        Writer.EndObject(start, bag, said.Field);
    }

    private void WriteResultContent(FunctionResultContent result, FieldPath field)
    {
        if (ToolResultText.PartsOf(result) is not { } parts)
        {
            Writer.WriteText("content"u8, ToolResultText.Of(result));
            return;
        }

        if (!dialect.AcceptsToolResultParts)
        {
            parts = parts.ConvertAll(part => part is TextContent ? part : new TextContent(Writer.Call.DescribeUnsupported(part, field, "The host takes text alone as a tool's result.")));
        }

        if (parts is [TextContent only] && _parts.IsPlainText(only, field))
        {
            Writer.WriteText("content"u8, only.Text);
        }
        else
        {
            WriteParts(parts, field);
        }
    }

    private FunctionCallContent? LastLegacyToolCall(int before) =>
        Writer.Call.Messages.Take(before).SelectMany(message => message.Contents).OfType<FunctionCallContent>()
            .LastOrDefault(call => OpenAIChatToolCallState.IsLegacyFunction(call));
}
