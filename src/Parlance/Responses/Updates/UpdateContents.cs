using System.Collections;
using Microsoft.Extensions.AI;

namespace Parlance.Responses;

/// <summary>
/// The contents of one update: nearly always a single one, which a list would double in size. It becomes a list as soon
/// as somebody changes it.
/// </summary>
internal sealed class UpdateContents(AIContent content) : IList<AIContent>
{
    private List<AIContent>? _list;

    public int Count => _list?.Count ?? 1;

    public bool IsReadOnly => false;

    private List<AIContent> List => _list ??= [content];

    public AIContent this[int index]
    {
        get => _list is null && index == 0 ? content : List[index];
        set => List[index] = value;
    }

    public void Add(AIContent item) => List.Add(item);

    public void Insert(int index, AIContent item) => List.Insert(index, item);

    public bool Remove(AIContent item) => List.Remove(item);

    public void RemoveAt(int index) => List.RemoveAt(index);

    public void Clear() => List.Clear();

    public int IndexOf(AIContent item) => List.IndexOf(item);

    public bool Contains(AIContent item) => IndexOf(item) >= 0;

    public void CopyTo(AIContent[] array, int arrayIndex) => List.CopyTo(array, arrayIndex);

    public IEnumerator<AIContent> GetEnumerator() => _list?.GetEnumerator() ?? EnumerateOne();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerator<AIContent> EnumerateOne()
    {
        yield return content;
    }
}
