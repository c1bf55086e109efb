using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>A content and how warnings name it.</summary>
internal readonly record struct PlacedContent(AIContent Content, FieldPath Field);
