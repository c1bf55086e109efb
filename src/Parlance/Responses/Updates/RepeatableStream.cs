namespace Parlance.Responses;

/// <summary>A stream that begins anew for each of its readers.</summary>
internal sealed class RepeatableStream<T>(Func<IAsyncEnumerable<T>> begin) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => begin().GetAsyncEnumerator(cancellationToken);
}
