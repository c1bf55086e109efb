using System.Text.Json;

namespace Parlance.Testing;

/// <summary>Lists of models.</summary>
internal static class ModelListAnswers
{
    /// <summary>One list for all who list at this path: what OpenAI says of a model and what Anthropic says of it.</summary>
    public static SimulatedReply Common(SimulatedQuestion question)
    {
        var models = question.Library.Names;
        return SimulatedReply.Object(json =>
        {
            json.WriteString("object"u8, "list");
            json.WriteStartArray("data"u8);
            foreach (var model in models)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, model);
                json.WriteString("object"u8, "model");
                json.WriteNumber("created"u8, 0);
                json.WriteString("owned_by"u8, "parlance");
                json.WriteString("type"u8, "model");
                json.WriteString("display_name"u8, model);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteBoolean("has_more"u8, false);
            json.WriteString("first_id"u8, models.Count > 0 ? models[0] : null);
            json.WriteString("last_id"u8, models.Count > 0 ? models[^1] : null);
        });
    }

    /// <summary>Gemini's list, of resources.</summary>
    public static SimulatedReply Gemini(SimulatedQuestion question) => SimulatedReply.Object(json =>
    {
        json.WriteStartArray("models"u8);
        foreach (var model in question.Library.Names)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, $"models/{model}");
            json.WriteString("displayName"u8, model);
            json.WriteStartArray("supportedGenerationMethods"u8);
            json.WriteStringValue("generateContent");
            json.WriteStringValue("countTokens");
            json.WriteStringValue("embedContent");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
