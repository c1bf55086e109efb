using Microsoft.Extensions.AI;
using Parlance.Cli.Terminal;

namespace Parlance.Cli.Ask;

/// <summary>A whole answer as one JSON object on a line.</summary>
internal static class AnswerJson
{
    public static void WriteLine(Stream output, ChatModel model, ChatResponse response) => JsonOutput.WriteLine(output, json =>
    {
        json.WriteStartObject();
        ResponseJson.WriteContents(json, response);
        json.WriteString("model"u8, response.ModelId ?? model.ModelId);
        json.WriteString("provider"u8, model.Provider.Name);
        json.WriteString("finish"u8, response.FinishReason?.Value);
        ResponseJson.WriteUsage(json, response.TokenUsage);
        json.WritePropertyName("warnings"u8);
        WarningsJson.WriteTo(json, response.Warnings);
        json.WriteEndObject();
    });
}
