namespace Parlance.Framing;

/// <summary>The bytes of a response break the rules of its framing: what follows cannot be told apart any more.</summary>
internal sealed class FramingException(string message) : Exception(message);
