using System.Text.Json;
using Parlance.Json;

namespace Parlance.Protocols.Gemini;

// Finding the members of a frame, in one pass.
internal sealed partial class GeminiDecoder
{
    private void ReadFrame(ReadOnlySpan<byte> data, ref GeminiFrame frame)
    {
        var reader = new Utf8JsonReader(data);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A response is a JSON object.");
        }

        Span<byte> buffer = stackalloc byte[GeminiName.MaximumLength];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKnown = true;
            var name = GeminiName.ToCamel(reader.ValueSpan, buffer);
            if (name.SequenceEqual("candidates"u8))
            {
                ReadCandidates(data, ref reader, ref frame);
            }
            else if (name.SequenceEqual("usageMetadata"u8))
            {
                frame.Usage = JsonSlice.TakeNext(data, ref reader);
            }
            else if (name.SequenceEqual("modelVersion"u8))
            {
                frame.Model = JsonSlice.TakeNext(data, ref reader);
            }
            else if (name.SequenceEqual("responseId"u8))
            {
                frame.Id = JsonSlice.TakeNext(data, ref reader);
            }
            else if (name.SequenceEqual("createTime"u8))
            {
                frame.Created = JsonSlice.TakeNext(data, ref reader);
            }
            else if (name.SequenceEqual("promptFeedback"u8))
            {
                frame.Feedback = JsonSlice.TakeNext(data, ref reader);
            }
            else if (name.SequenceEqual("error"u8))
            {
                frame.Error = JsonSlice.TakeNext(data, ref reader);
            }
            else
            {
                isKnown = false;
                KeepExtra(name, JsonSlice.TakeNext(data, ref reader));
            }

            frame.IsKnown |= isKnown;
        }
    }

    private void ReadCandidates(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader, ref GeminiFrame frame)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        var isFound = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var candidate = default(GeminiCandidate);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadCandidate(data, ref reader, ref candidate);
                if (!isFound && candidate.IsFirst)
                {
                    isFound = true;
                    frame.Candidate = candidate;
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadCandidate(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader, ref GeminiCandidate candidate)
    {
        Span<byte> buffer = stackalloc byte[GeminiName.MaximumLength];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = GeminiName.ToCamel(reader.ValueSpan, buffer);
            if (name.SequenceEqual("content"u8))
            {
                ReadContent(data, ref reader, ref candidate);
                continue;
            }

            var value = JsonSlice.TakeNext(data, ref reader);
            switch (name)
            {
                case var _ when name.SequenceEqual("index"u8):
                    candidate.Index = value;
                    break;
                case var _ when name.SequenceEqual("finishReason"u8):
                    candidate.FinishReason = value;
                    break;
                case var _ when name.SequenceEqual("safetyRatings"u8):
                    candidate.SafetyRatings = value;
                    break;
                case var _ when name.SequenceEqual("finishMessage"u8):
                    candidate.FinishMessage = value;
                    break;
                case var _ when name.SequenceEqual("groundingMetadata"u8):
                    candidate.Grounding = value;
                    break;
                case var _ when name.SequenceEqual("citationMetadata"u8):
                    candidate.Citations = value;
                    break;
                case var _ when name.SequenceEqual("urlContextMetadata"u8):
                    candidate.UrlContext = value;
                    break;
                case var _ when name.SequenceEqual("logprobsResult"u8):
                    candidate.LogProbs = value;
                    break;
                case var _ when name.SequenceEqual("avgLogprobs"u8):
                    candidate.AverageLogProbs = value;
                    break;
                default:
                    KeepExtra(name, value);
                    break;
            }
        }
    }

    private static void ReadContent(ReadOnlySpan<byte> data, scoped ref Utf8JsonReader reader, ref GeminiCandidate candidate)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("parts"u8))
            {
                candidate.Parts = JsonSlice.TakeNext(data, ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }
}
