namespace Parlance.Conformance.Recordings;

public sealed class RecordingStoreTests
{
    [Fact]
    public void Recordings_are_found()
    {
        Assert.SkipWhen(RecordingStore.SkipReason is not null, RecordingStore.SkipReason ?? "");
        RecordingStore.Read("ollama-chat").ShouldNotBeEmpty();
    }
}
