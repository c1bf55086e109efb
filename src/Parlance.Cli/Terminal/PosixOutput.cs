using System.Runtime.InteropServices;

namespace Parlance.Cli.Terminal;

/// <summary>
/// Standard output by <c>write(2)</c>. The framework's console stream says nothing when the reader has gone, and the
/// command would go on paying for an answer that nobody sees; a file stream writes at an offset of its own, and would
/// overwrite what other commands append to the same file.
/// </summary>
internal sealed partial class PosixOutput : WriteOnlyStream
{
    private const int StandardOutput = 1;
    private const int Interrupted = 4; // EINTR, the same number on Linux and macOS
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <summary>Standard output of this process, on any operating system.</summary>
    public static Stream Open() => OperatingSystem.IsWindows() ? System.Console.OpenStandardOutput() : new PosixOutput();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = WriteTo(StandardOutput, buffer, buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case LinuxWouldBlock or MacWouldBlock:
                    // A reader that made the pipe non-blocking: the console stream knows how to wait for it.
                    using (var console = System.Console.OpenStandardOutput())
                    {
                        console.Write(buffer);
                    }

                    return;
                default:
                    throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteTo(int file, ReadOnlySpan<byte> buffer, nint count);
}
