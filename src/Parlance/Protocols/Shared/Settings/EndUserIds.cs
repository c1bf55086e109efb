using System.Security.Cryptography;
using System.Text;

namespace Parlance.Protocols;

/// <summary>Ids of end users, which receivers limit in length.</summary>
internal static class EndUserIds
{
    /// <summary>The id itself, or a hash of it where it is longer than the receiver takes: 64 hexadecimal digits, the same for the same user.</summary>
    public static Fitted<string?> Fit(string? id, int? maximumLength) => id!.Length <= (maximumLength ?? int.MaxValue)
        ? id
        : Fitted<string?>.Changed(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))),
            $"The host takes ids of at most {maximumLength} characters; the SHA-256 of this one was sent instead.");
}
