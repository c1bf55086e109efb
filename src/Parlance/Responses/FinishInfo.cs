using Microsoft.Extensions.AI;

namespace Parlance.Responses;

/// <summary>Why a response ended.</summary>
/// <param name="Reason">Why the model stopped, null where the provider gave no reason.</param>
/// <param name="RawReason">The provider's own word for it, null where it gave none.</param>
public readonly record struct FinishInfo(ChatFinishReason? Reason, string? RawReason);
