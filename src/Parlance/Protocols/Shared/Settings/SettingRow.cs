using Microsoft.Extensions.AI;

namespace Parlance.Protocols;

/// <summary>One row of a <see cref="SettingTable{TReceiver}"/>: a setting and the member that it is.</summary>
internal abstract class SettingRow<TReceiver>(string path)
{
    /// <summary>The object that holds the member, empty for the body itself.</summary>
    public string Holder { get; } = path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "";

    /// <summary>The member's name.</summary>
    protected string Member { get; } = path[(path.LastIndexOf('.') + 1)..];

    public abstract bool HasValue(ChatOptions options);

    public abstract void Read(RequestMembers holder, ChatOptions options);

    public abstract void Write(RequestBodyWriter writer, TReceiver receiver);
}

/// <summary>A row whose value has a type.</summary>
internal sealed class SettingRow<TReceiver, T>(Setting<T> setting, string path) : SettingRow<TReceiver>(path)
{
    private const string Refusal = "The model or its host takes no such setting; it was left out.";

    public Func<TReceiver, bool>? When { get; init; }

    public Fit<TReceiver, T>? Fit { get; init; }

    public Func<TReceiver, string?>? WrittenAs { get; init; }

    public string? AlsoRead { get; init; }

    public override bool HasValue(ChatOptions options) => setting.Get(options) is not null;

    public override void Read(RequestMembers holder, ChatOptions options)
    {
        var value = setting.Format.Take(holder, Member, options);
        if (value is null && AlsoRead is not null)
        {
            value = setting.Format.Take(holder, AlsoRead, options);
        }

        if (value is not null)
        {
            setting.Set(options, value);
        }
    }

    public override void Write(RequestBodyWriter writer, TReceiver receiver)
    {
        if (setting.Get(writer.Call.Options) is not { } given)
        {
            return;
        }

        var member = WrittenAs is null ? Member : WrittenAs(receiver);
        var fitted = member is null || When?.Invoke(receiver) == false ? Fitted<T>.Refused(Refusal) : Fit is null ? given : Fit(receiver, given);
        if (!fitted.IsSent)
        {
            if (setting.IsGiven(writer.Call.Options))
            {
                setting.ReportLoss(writer.Call, fitted.Reason ?? Refusal);
            }

            return;
        }

        if (fitted.Reason is not null)
        {
            writer.Call.Warn(fitted.Kind, setting.Name, fitted.Reason);
        }

        setting.Format.Write(writer, member!, fitted.Value);
    }
}
