using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Parlance.Responses;

/// <summary>
/// Opaque state of one issuer on its way through a client that speaks another's wire. The client keeps it as it keeps
/// that wire's own state, and what reads its next request sees whose it is. It is base64 for clients that check that, in
/// either alphabet, for some write it again in the other.
/// </summary>
/// <remarks>
/// The bytes: a magic that reads <c>Parlance</c> in base64, a version, the issuer, the model, the states, and a check.
/// Texts are their length in 32 bits, little-endian, and UTF-8.
/// </remarks>
/// <param name="Issuer">Who made the states.</param>
/// <param name="Model">The model that did, empty where it is not known.</param>
/// <param name="States">The states.</param>
internal sealed record StateEnvelope(string Issuer, string Model, IReadOnlyList<SealedState> States)
{
    /// <summary>What every envelope begins with.</summary>
    public const string Magic = "Parlance";

    private const byte Version = 1;
    private const int HeadLength = 7;
    private const int CheckLength = 4;

    [Flags]
    private enum Parts : byte
    {
        None = 0,

        /// <summary>The state is base64 and stands as the bytes that it encodes: no envelope is a third larger for it.</summary>
        IsBase64 = 1,
        WireType = 2,
        Words = 4,
        CallId = 8,
        IsBeforeText = 16,
    }

    /// <summary>True for what is an envelope, even one that nobody can open any more.</summary>
    public static bool IsEnvelope([NotNullWhen(true)] string? state) => state is not null && state.StartsWith(Magic, StringComparison.Ordinal);

    /// <summary>The envelope as base64.</summary>
    public string Seal()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Convert.FromBase64String(Magic));
            writer.Write(Version);
            Write(writer, Issuer);
            Write(writer, Model);
            writer.Write(States.Count);
            foreach (var state in States)
            {
                Write(writer, state);
            }
        }

        bytes.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).AsSpan(0, CheckLength));
        return Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Opens an envelope; null where it is damaged or of a version that is not known.</summary>
    public static StateEnvelope? Open(string sealedState)
    {
        var text = sealedState.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var bytes = new byte[(text.Length + 3) / 4 * 3];
        if (!Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length) || length < HeadLength + CheckLength)
        {
            return null;
        }

        var content = bytes.AsSpan(0, length - CheckLength);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return content[HeadLength - 1] == Version && hash[..CheckLength].SequenceEqual(bytes.AsSpan(content.Length, CheckLength))
            ? Read(new EnvelopeReader(content[HeadLength..]))
            : null;
    }

    private static StateEnvelope? Read(EnvelopeReader reader)
    {
        if (!reader.TryReadText(out var issuer) || issuer.Length == 0 || !reader.TryReadText(out var model) || !reader.TryReadCount(out var count))
        {
            return null;
        }

        var states = new List<SealedState>();
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(ref reader, out var state))
            {
                return null;
            }

            states.Add(state);
        }

        return new StateEnvelope(issuer, model, states);
    }

    private static bool TryRead(ref EnvelopeReader reader, out SealedState state)
    {
        state = default;
        if (!reader.TryReadByte(out var owner) || owner > (byte)SealedOwner.Content || !reader.TryReadByte(out var mask) || !reader.TryReadBytes(out var bytes))
        {
            return false;
        }

        var parts = (Parts)mask;
        if (!TryReadPart(ref reader, parts.HasFlag(Parts.WireType), out var wireType)
            || !TryReadPart(ref reader, parts.HasFlag(Parts.Words), out var words)
            || !TryReadPart(ref reader, parts.HasFlag(Parts.CallId), out var callId))
        {
            return false;
        }

        state = new SealedState((SealedOwner)owner, parts.HasFlag(Parts.IsBase64) ? Convert.ToBase64String(bytes) : Encoding.UTF8.GetString(bytes))
        {
            WireType = wireType,
            Words = words,
            CallId = callId,
            IsBeforeText = parts.HasFlag(Parts.IsBeforeText),
        };
        return true;
    }

    private static bool TryReadPart(ref EnvelopeReader reader, bool isThere, out string? text)
    {
        text = null;
        return !isThere || reader.TryReadText(out text);
    }

    private static void Write(BinaryWriter writer, in SealedState state)
    {
        var decoded = Decode(state.State);
        writer.Write((byte)state.Owner);
        writer.Write((byte)((decoded is null ? Parts.None : Parts.IsBase64)
            | (state.WireType is null ? Parts.None : Parts.WireType)
            | (state.Words is null ? Parts.None : Parts.Words)
            | (state.CallId is null ? Parts.None : Parts.CallId)
            | (state.IsBeforeText ? Parts.IsBeforeText : Parts.None)));
        Write(writer, decoded ?? Encoding.UTF8.GetBytes(state.State));
        foreach (var part in (ReadOnlySpan<string?>)[state.WireType, state.Words, state.CallId])
        {
            if (part is not null)
            {
                Write(writer, part);
            }
        }
    }

    private static void Write(BinaryWriter writer, string text) => Write(writer, Encoding.UTF8.GetBytes(text));

    private static void Write(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>The bytes that a text encodes, where it is their base64 to the letter; else null.</summary>
    private static byte[]? Decode(string text)
    {
        if (!Base64.IsValid(text))
        {
            return null;
        }

        var bytes = Convert.FromBase64String(text);
        return Convert.ToBase64String(bytes) == text ? bytes : null;
    }
}
