using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// What one frame says, remembered by its bytes: hosts order the members as they like, so nothing is acted upon before
/// the whole frame has been seen.
/// </summary>
internal ref struct OpenAIChatFrame
{
    public JsonSlice Id;
    public JsonSlice Model;
    public JsonSlice Created;
    public JsonSlice Object;
    public JsonSlice Usage;
    public JsonSlice Error;
    public JsonSlice Status;

    /// <summary>A text of an error that is not wrapped in a member of its own.</summary>
    public JsonSlice Message;

    /// <summary>The usage in a vendor's extension, such as <c>x_vendor</c>: some hosts report it there.</summary>
    public JsonSlice ExtensionUsage;

    public OpenAIChatChoice Choice;

    /// <summary>True where the frame has a list of choices, even an empty one.</summary>
    public bool HasChoices;

    /// <summary>True where the frame holds members that the decoder does not model. They are looked for only behind the delta where the frame begins like the one before: such a beginning is skipped.</summary>
    public bool HasUnknownMembers;

    /// <summary>True where one of them is the first choice, which <see cref="Choice"/> then holds.</summary>
    public bool HasFirstChoice;
}

/// <summary>The first choice of a frame.</summary>
internal ref struct OpenAIChatChoice
{
    public JsonSlice Index;
    public JsonSlice FinishReason;
    public JsonSlice LogProbs;
    public JsonSlice Usage;
    public JsonSlice Error;

    /// <summary>The choice's members that a chunk's delta stands beside: a whole message, cumulative on some hosts.</summary>
    public JsonSlice Whole;

    public OpenAIChatDelta Delta;

    public bool HasDelta;

    /// <summary>True where the choice holds members that the decoder does not model.</summary>
    public bool HasUnknownMembers;

    public ReadOnlySpan<byte> Json;

    /// <summary>Takes a member, false for one that the decoder does not model.</summary>
    public bool TryTake(scoped ReadOnlySpan<byte> name, JsonSlice value)
    {
        switch (name)
        {
            case [(byte)'i', ..] when name.SequenceEqual("index"u8):
                Index = value;
                return true;
            case [(byte)'f', ..] when name.SequenceEqual("finish_reason"u8):
                FinishReason = value;
                return true;
            case [(byte)'l', ..] when name.SequenceEqual("logprobs"u8):
                LogProbs = value;
                return true;
            case [(byte)'m', ..] when name.SequenceEqual("message"u8):
                Whole = value;
                return true;
            case [(byte)'u', ..] when name.SequenceEqual("usage"u8):
                Usage = value;
                return true;
            case [(byte)'e', ..] when name.SequenceEqual("error"u8):
                Error = value;
                return true;
            default:
                return false;
        }
    }
}

/// <summary>A message, or the piece of it that a chunk adds.</summary>
internal ref struct OpenAIChatDelta
{
    public JsonSlice Content;
    public JsonSlice Refusal;
    public JsonSlice ReasoningContent;
    public JsonSlice Reasoning;
    public JsonSlice Thought;
    public JsonSlice Thinking;
    public JsonSlice ReasoningDetails;
    public JsonSlice ToolCalls;

    /// <summary>The one element of <c>tool_calls</c>, where it has one: the list itself is then not remembered.</summary>
    public OpenAIChatToolCallPiece ToolCall;
    public JsonSlice FunctionCall;
    public JsonSlice Audio;
    public JsonSlice Images;
    public JsonSlice Annotations;

    public bool HasToolCall;

    public bool HasUnknownMembers;

    public ReadOnlySpan<byte> Json;

    /// <summary>Takes a member that says something, false for one that the decoder does not model.</summary>
    public bool TryTake(scoped ReadOnlySpan<byte> name, JsonSlice value)
    {
        switch (name)
        {
            case [(byte)'c', ..] when name.SequenceEqual("content"u8):
                Content = value;
                return true;
            case [(byte)'r', ..] when name.SequenceEqual("role"u8):
                // It is always the assistant's.
                return true;
            case [(byte)'r', ..] when name.SequenceEqual("reasoning_content"u8):
                ReasoningContent = value;
                return true;
            case [(byte)'r', ..] when name.SequenceEqual("reasoning"u8):
                Reasoning = value;
                return true;
            case [(byte)'r', ..] when name.SequenceEqual("reasoning_details"u8):
                ReasoningDetails = value;
                return true;
            case [(byte)'r', ..] when name.SequenceEqual("refusal"u8):
                Refusal = value;
                return true;
            case [(byte)'t', ..] when name.SequenceEqual("tool_calls"u8):
                // What is no list holds no calls; a list does not come here.
                return true;
            case [(byte)'t', ..] when name.SequenceEqual("thought"u8):
                Thought = value;
                return true;
            case [(byte)'t', ..] when name.SequenceEqual("thinking"u8):
                Thinking = value;
                return true;
            case [(byte)'a', ..] when name.SequenceEqual("annotations"u8):
                Annotations = value;
                return true;
            case [(byte)'a', ..] when name.SequenceEqual("audio"u8):
                Audio = value;
                return true;
            case [(byte)'f', ..] when name.SequenceEqual("function_call"u8):
                FunctionCall = value;
                return true;
            case [(byte)'i', ..] when name.SequenceEqual("images"u8):
                Images = value;
                return true;
            default:
                return OpenAIChatFrameReader.IsPadding(name);
        }
    }

    /// <summary>True where the message says anything at all: a host that repeats the whole message beside it adds nothing new.</summary>
    public readonly bool HasContent =>
        Content.HasText || Content.IsArray || Content.IsObject || Refusal.HasText || ToolCalls.IsArray || HasToolCall || FunctionCall.IsObject
        || ReasoningContent.HasText || Reasoning.HasText || Thought.HasText || Thinking.HasText || ReasoningDetails.IsArray
        || Audio.IsObject || Images.IsArray;
}
