using Parlance.Json;

namespace Parlance.Protocols.OpenAIResponses;

/// <summary>
/// What one frame says, remembered by its bytes: an event of a stream, or the whole response object of a unary body.
/// Nothing is acted upon before the whole frame has been seen, because member order means nothing.
/// </summary>
internal ref struct OpenAIResponsesFrame
{
    public JsonSlice Type;

    // Members of events.
    public JsonSlice Response;
    public JsonSlice Item;
    public JsonSlice ItemId;
    public JsonSlice OutputIndex;
    public JsonSlice ContentIndex;
    public JsonSlice Delta;
    public JsonSlice Text;
    public JsonSlice Arguments;
    public JsonSlice Part;
    public JsonSlice Annotation;
    public JsonSlice LogProbs;
    public JsonSlice PartialImage;
    public JsonSlice ImageFormat;

    // Members that tell a response object or an error object.
    public JsonSlice Output;
    public JsonSlice Object;
    public JsonSlice Error;
}
