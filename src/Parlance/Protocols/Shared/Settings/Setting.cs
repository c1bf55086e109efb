using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>Something that a caller may ask for with <see cref="ChatOptions"/>, whatever the wire.</summary>
/// <param name="name">Its name in .NET, which warnings use.</param>
/// <param name="isGiven">True where the options ask for it. Asking for what is so anyway is asking for nothing.</param>
internal partial class Setting(string name, Func<ChatOptions, bool> isGiven)
{
    public string Name => name;

    /// <summary>Why no answer depends on the value that it has; null where one may.</summary>
    public Func<ChatOptions, WithoutEffect?>? FindWithoutEffect { get; init; }

    /// <summary>Why a call means nothing without it, with what to do; null where it does.</summary>
    public Func<ChatCall, string?>? FindRefusal { get; init; }

    public bool IsGiven(ChatOptions options) => isGiven(options);

    /// <summary>Reports that it is not sent.</summary>
    public void ReportLoss(ChatCall call, string? reason = null)
    {
        if (FindRefusal?.Invoke(call) is { } refusal)
        {
            throw call.Refuse(name, refusal);
        }

        if (FindWithoutEffect?.Invoke(call.Options) is { } nothing)
        {
            call.Warn(nothing, name);
        }
        else
        {
            call.Warn(ChatWarningKind.Unsupported, name, reason ?? "This wire has no such setting; it was left out.");
        }
    }
}

/// <summary>A setting that is one value, which any wire may have a member for.</summary>
/// <typeparam name="T">The value's type; its null is "not given".</typeparam>
internal sealed class Setting<T>(string name, SettingFormat<T> format, Func<ChatOptions, T> get, Action<ChatOptions, T> set, Func<T, bool>? isRequest = null)
    : Setting(name, options => get(options) is { } value && (isRequest is null || isRequest(value)))
{
    public SettingFormat<T> Format => format;

    public T Get(ChatOptions options) => get(options);

    public void Set(ChatOptions options, T value) => set(options, value);
}
