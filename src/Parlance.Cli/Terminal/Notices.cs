namespace Parlance.Cli.Terminal;

/// <summary>What the command says besides the answer, on standard error: dim and coloured on a terminal, plain elsewhere.</summary>
internal sealed class Notices(CliEnvironment environment)
{
    private const string Dim = "\e[2m";
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Reset = "\e[0m";

    private bool _isInReasoning;
    private bool _isAtLineStart = true;

    public void Error(string message) => Line(Red, "error: ", message);

    public void Warning(string message) => Line(Yellow, "warning: ", message);

    public void Note(string message) => Line(Dim, "", message);

    /// <summary>The next piece of the model's reasoning.</summary>
    public void Reasoning(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (!_isInReasoning)
        {
            Write(environment.UsesColorOnError ? Dim : "");
            _isInReasoning = true;
        }

        Write(text);
        _isAtLineStart = text[^1] == '\n';
        environment.Error.Flush();
    }

    /// <summary>The reasoning is over: the answer, or another notice, begins on its own line.</summary>
    public void EndReasoning()
    {
        if (!_isInReasoning)
        {
            return;
        }

        _isInReasoning = false;
        Write(environment.UsesColorOnError ? Reset : "");
        if (!_isAtLineStart)
        {
            environment.Error.WriteLine();
            _isAtLineStart = true;
        }

        environment.Error.Flush();
    }

    private void Line(string color, string label, string message)
    {
        EndReasoning();
        environment.Error.WriteLine(environment.UsesColorOnError ? $"{color}{label}{message}{Reset}" : label + message);
        environment.Error.Flush();
    }

    private void Write(string text) => environment.Error.Write(text);
}
