using System.Buffers;

namespace Parlance.Protocols.Gemini;

/// <summary>
/// Writes a request. What seldom changes comes first, for prompts are cached from the front: the instruction and the
/// tools, then the contents, then the settings.
/// </summary>
internal static class GeminiRequestWriter
{
    public static void Write(ChatCall call, GeminiDialect dialect, IBufferWriter<byte> body)
    {
        using var writer = new RequestBodyWriter(call, GeminiProtocol.WireName);
        var contents = new GeminiMessageWriter(writer, dialect);
        var start = writer.BeginObject();
        if (GeminiSpelling.GetModelPrefix(call.Options) is { } prefix)
        {
            writer.Json.WriteString("model"u8, prefix + call.Model[(call.Model.LastIndexOf('/') + 1)..]);
        }

        contents.WriteSystem();
        new GeminiToolWriter(writer, dialect).Write();
        contents.WriteContents();
        GeminiSettingsWriter.Write(writer, dialect);
        writer.EndBody(start);
        writer.CopyTo(body);
    }
}
