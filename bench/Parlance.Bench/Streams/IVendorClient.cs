namespace Parlance.Bench.Streams;

/// <summary>A vendor's own library, streaming the same bytes through the same transport.</summary>
public interface IVendorClient
{
    /// <summary>Streams one answer and returns how many characters of content it carried.</summary>
    Task<long> StreamAsync();
}
