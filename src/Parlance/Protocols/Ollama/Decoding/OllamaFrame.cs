using Parlance.Json;

namespace Parlance.Protocols.Ollama;

/// <summary>What one chunk, or a whole answer, says in itself and in its message.</summary>
internal ref struct OllamaFrame
{
    public JsonSlice Model;
    public JsonSlice Created;
    public JsonSlice Text;
    public JsonSlice Thinking;
    public JsonSlice ToolCalls;
    public JsonSlice Images;
    public JsonSlice Image;
    public JsonSlice Done;
    public JsonSlice DoneReason;
    public JsonSlice PromptCount;
    public JsonSlice OutputCount;
    public JsonSlice LogProbs;
    public JsonSlice Error;

    /// <summary>Takes a member of this wire, false for any other.</summary>
    public bool TryTake(scoped ReadOnlySpan<byte> name, JsonSlice value)
    {
        switch (name)
        {
            case [(byte)'c' or (byte)'r', ..] when name.SequenceEqual("content"u8) || name.SequenceEqual("response"u8):
                Text = value;
                return true;
            case [(byte)'t', ..] when name.SequenceEqual("thinking"u8):
                Thinking = value;
                return true;
            case [(byte)'m', ..] when name.SequenceEqual("model"u8):
                Model = value;
                return true;
            case [(byte)'c', ..] when name.SequenceEqual("created_at"u8):
                Created = value;
                return true;
            case [(byte)'d', ..] when name.SequenceEqual("done"u8):
                Done = value;
                return true;
            case [(byte)'t', ..] when name.SequenceEqual("tool_calls"u8):
                ToolCalls = value;
                return true;
            case [(byte)'d', ..] when name.SequenceEqual("done_reason"u8):
                DoneReason = value;
                return true;
            case [(byte)'p', ..] when name.SequenceEqual("prompt_eval_count"u8):
                PromptCount = value;
                return true;
            case [(byte)'e', ..] when name.SequenceEqual("eval_count"u8):
                OutputCount = value;
                return true;
            case [(byte)'l', ..] when name.SequenceEqual("logprobs"u8):
                LogProbs = value;
                return true;
            case [(byte)'i', ..] when name.SequenceEqual("images"u8):
                Images = value;
                return true;
            case [(byte)'i', ..] when name.SequenceEqual("image"u8):
                Image = value;
                return true;
            case [(byte)'e', ..] when name.SequenceEqual("error"u8):
                Error = value;
                return true;
            default:
                // The role is always the assistant's; a message that is no object says nothing.
                return name.SequenceEqual("role"u8) || name.SequenceEqual("message"u8);
        }
    }
}
