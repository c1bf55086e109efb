using Parlance.Json;

namespace Parlance.Protocols.Gemini;

/// <summary>The members of one frame, a <c>GenerateContentResponse</c>, whatever their order.</summary>
internal ref struct GeminiFrame
{
    public JsonSlice Id;
    public JsonSlice Model;
    public JsonSlice Created;
    public JsonSlice Usage;
    public JsonSlice Feedback;
    public JsonSlice Error;
    public GeminiCandidate Candidate;

    /// <summary>True where a member of this wire was found at all.</summary>
    public bool IsKnown;
}

/// <summary>The members of the first candidate.</summary>
internal ref struct GeminiCandidate
{
    public JsonSlice Index;
    public JsonSlice Parts;
    public JsonSlice FinishReason;
    public JsonSlice FinishMessage;
    public JsonSlice SafetyRatings;
    public JsonSlice Grounding;
    public JsonSlice Citations;
    public JsonSlice UrlContext;
    public JsonSlice LogProbs;
    public JsonSlice AverageLogProbs;

    /// <summary>Further answers are numbered from 1; the first one may leave its number out.</summary>
    public readonly bool IsFirst => Index.AsCount() is null or 0;
}

/// <summary>The members of one part of a content.</summary>
internal ref struct GeminiPart
{
    public JsonSlice Whole;
    public JsonSlice Text;
    public JsonSlice Thought;
    public JsonSlice Signature;
    public JsonSlice FunctionCall;
    public JsonSlice InlineData;
    public JsonSlice FileData;

    /// <summary>The member that says what the part is, where it is none of the above.</summary>
    public JsonSlice Other;
    public ReadOnlySpan<byte> OtherName;

    /// <summary>The signature's bytes, empty where there is none. Some servers escape the = of its base64.</summary>
    public readonly ReadOnlySpan<byte> ReadSignature() =>
        !Signature.HasText ? default : Signature.IsEscaped ? System.Text.Encoding.UTF8.GetBytes(Signature.AsText()!) : Signature.Bytes;

    public static GeminiPart Read(in JsonSlice source)
    {
        var part = new GeminiPart { Whole = source };
        foreach (var (name, value) in source.Members())
        {
            if (name.SequenceEqual("text"u8))
            {
                part.Text = value;
            }
            else if (name.SequenceEqual("thought"u8))
            {
                part.Thought = value;
            }
            else if (name.SequenceEqual("thoughtSignature"u8) || name.SequenceEqual("thought_signature"u8))
            {
                part.Signature = value;
            }
            else if (name.SequenceEqual("functionCall"u8) || name.SequenceEqual("function_call"u8))
            {
                part.FunctionCall = value;
            }
            else if (name.SequenceEqual("inlineData"u8) || name.SequenceEqual("inline_data"u8))
            {
                part.InlineData = value;
            }
            else if (name.SequenceEqual("fileData"u8) || name.SequenceEqual("file_data"u8))
            {
                part.FileData = value;
            }
            else if (part.Other.IsMissing && value.IsObject && !name.SequenceEqual("videoMetadata"u8) && !name.SequenceEqual("partMetadata"u8))
            {
                part.Other = value;
                part.OtherName = name;
            }
        }

        return part;
    }
}
