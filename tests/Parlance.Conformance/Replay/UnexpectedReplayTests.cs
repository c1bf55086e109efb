using System.Text;
using System.Text.Json;
using Parlance.Conformance.Recordings;

namespace Parlance.Conformance.Replay;

/// <summary>
/// Recorded chats that nobody has written expectations for: the documented members are read here once more, by hand.
/// </summary>
public sealed class UnexpectedReplayTests
{
    // The vendor's example of group chats has other members than its clients read: nothing of it is an answer of the wire.
    private const string GroupChatExample = "5c7f539b1fdc81ef";

    [Fact]
    public async Task Hunyuan_says_what_its_documented_members_say()
    {
        foreach (var recording in RecordingStore.Read("hunyuan-native").Where(recording => recording.Id != GroupChatExample))
        {
            var frames = recording.IsStream
                ? [.. Encoding.UTF8.GetString(recording.ResponseBody).Split("data: ").Skip(1).Select(data => JsonElement.Parse(data))]
                : (JsonElement[])[Inside(JsonElement.Parse(recording.ResponseBody))];
            if (frames[0].TryGetProperty("Error", out _))
            {
                foreach (var (way, outcome) in await ReadAsync(recording))
                {
                    outcome.ShouldBe(new Outcome("InvalidRequest", 200), $"{recording} by {way}");
                }

                continue;
            }

            var choices = frames.Select(frame => frame.GetProperty("Choices")[0]).ToList();
            var text = string.Concat(choices.Select(choice => (choice.TryGetProperty("Delta", out var delta) ? delta : choice.GetProperty("Message")).GetProperty("Content").GetString()));
            var usage = frames[^1].GetProperty("Usage");
            foreach (var (way, outcome) in await ReadAsync(recording))
            {
                outcome.Text.ShouldBe(text, $"{recording} by {way}");
                outcome.ResponseId.ShouldBe(frames[0].GetProperty("Id").GetString());
                outcome.Finish.ShouldBe(choices[^1].GetProperty("FinishReason").GetString());
                outcome.Usage.ShouldBe(new UsageCounts(usage.GetProperty("PromptTokens").GetInt64(), null, null, usage.GetProperty("CompletionTokens").GetInt64(), null));
            }
        }
    }

    [Fact]
    public async Task Hugging_Face_answers_no_model_of_that_name_with_a_bare_text()
    {
        foreach (var recording in RecordingStore.Read("huggingface-inference").Where(recording => recording.Status >= 400))
        {
            foreach (var (way, outcome) in await ReadAsync(recording))
            {
                outcome.ShouldBe(new Outcome("ModelNotFound", 404), $"{recording} by {way}");
            }
        }
    }

    private static JsonElement Inside(JsonElement body) => body.TryGetProperty("Response", out var response) ? response : body;

    private static async Task<IReadOnlyList<(string Way, Outcome Outcome)>> ReadAsync(Recording recording) =>
    [
        ("wire decode", RecordingDecoder.ByCommand(recording)),
        ("ChatModel", await RecordingDecoder.ByModelAsync(recording)),
        ("ChatEvents", await RecordingDecoder.ByEventsAsync(recording)),
    ];
}
