using System.Buffers.Binary;

namespace Parlance.Testing;

/// <summary>Width and height of an image, in pixels, from the header of its file.</summary>
internal static class ImageSize
{
    public static bool TryRead(ReadOnlySpan<byte> file, out string format, out int width, out int height)
    {
        (format, width, height) = file switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] when file.Length >= 24 => ("PNG", Big32(file[16..]), Big32(file[20..])),
            [(byte)'G', (byte)'I', (byte)'F', ..] when file.Length >= 10 => ("GIF", Little16(file[6..]), Little16(file[8..])),
            [0xFF, 0xD8, ..] => ReadJpeg(file),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] when file.Length >= 30 => ReadWebP(file),
            _ => default,
        };
        return width > 0 && height > 0;
    }

    /// <summary>Walks the segments to the frame header, SOF0 to SOF15 but for the three codes that mean something else.</summary>
    private static (string Format, int Width, int Height) ReadJpeg(ReadOnlySpan<byte> file)
    {
        var position = 2;
        while (position + 9 <= file.Length && file[position] == 0xFF)
        {
            var marker = file[position + 1];
            if (marker == 0xFF)
            {
                position++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return ("JPEG", BinaryPrimitives.ReadUInt16BigEndian(file[(position + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(position + 5)..]));
            }

            position += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
        }

        return default;
    }

    /// <summary>The three kinds of a WebP's first chunk: lossy, lossless, extended.</summary>
    private static (string Format, int Width, int Height) ReadWebP(ReadOnlySpan<byte> file)
    {
        var chunk = file[12..16];
        if (chunk.SequenceEqual("VP8 "u8))
        {
            return ("WebP", Little16(file[26..]) & 0x3FFF, Little16(file[28..]) & 0x3FFF);
        }

        if (chunk.SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return ("WebP", (int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }

        return chunk.SequenceEqual("VP8X"u8) ? ("WebP", Little24(file[24..]) + 1, Little24(file[27..]) + 1) : default;
    }

    private static int Big32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes);

    private static int Little16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int Little24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
