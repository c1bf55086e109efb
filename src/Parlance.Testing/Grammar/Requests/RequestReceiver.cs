namespace Parlance.Testing.Grammar;

/// <summary>Who is to accept a request: what one host or model takes, another refuses.</summary>
/// <param name="Wire">The wire that the receiver speaks, one of <see cref="RequestGrammar.Wires"/>.</param>
/// <param name="Provider">The host's name, such as <c>openai</c> or <c>groq</c>; what is not known has no rules of its own.</param>
/// <param name="Model">The model's id, as the host knows it.</param>
public sealed record RequestReceiver(string Wire, string Provider, string Model);
