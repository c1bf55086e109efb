namespace Parlance.Cli.Terminal;

/// <summary>Nobody reads standard output any more: <c>parlance … | head -1</c>. The command ends quietly.</summary>
internal sealed class BrokenPipeException(IOException cause) : IOException(cause.Message, cause);

/// <summary>Standard output as the command writes it: a reader that has gone is told apart from every other failure.</summary>
internal sealed class AnswerStream(Stream inner) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
            inner.Flush();
        }
        catch (IOException broken)
        {
            throw new BrokenPipeException(broken);
        }
    }
}
