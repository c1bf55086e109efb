using Google.Apis.Util;

namespace Parlance;

/// <summary>A <see cref="TimeProvider"/> as Google's library wants to see it.</summary>
internal sealed class ProviderClock(TimeProvider time) : IClock
{
    public DateTime Now => time.GetLocalNow().LocalDateTime;

    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
}
