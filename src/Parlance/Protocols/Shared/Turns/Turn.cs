namespace Parlance.Protocols;

/// <summary>Messages that the receiver reads as one, by the indices of the first and the last.</summary>
internal readonly record struct Turn(int First, int Last);
