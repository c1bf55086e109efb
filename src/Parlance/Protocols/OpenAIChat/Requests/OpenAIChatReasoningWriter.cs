using Parlance.Json;

namespace Parlance.Protocols.OpenAIChat;

/// <summary>
/// Reasoning settings in the members that the host has for them. What a host says in one member another cannot say at
/// all, so every change of meaning is reported.
/// </summary>
internal static class OpenAIChatReasoningWriter
{
    public static void Write(RequestBodyWriter writer, ChatDialect dialect)
    {
        var settings = ReasoningSettings.From(writer.Call.Options);
        var output = writer.Call.Options.Reasoning?.Output;
        if (output is not null)
        {
            writer.Unsupported("Reasoning.Output", "The wire cannot choose how reasoning is shown.");
        }

        var spellings = OpenAIChatReasoningReader.Spellings(writer.Call);
        if (spellings.Count == 0)
        {
            settings = dialect.HasReasoningEffort ? WriteEffortBeside(writer, settings) : settings;
            spellings = [dialect.Reasoning];
        }

        if (settings.IsEmpty)
        {
            return;
        }

        var unsaid = settings;
        foreach (var spelling in spellings)
        {
            // The template's switch stands beside the others, because servers behind a gateway read it there.
            unsaid = WriteNative(writer, spelling, spelling == ReasoningControl.TemplateArgument ? unsaid with { Enabled = settings.Enabled } : unsaid);
        }

        if (!unsaid.IsEmpty)
        {
            Approximate(writer, spellings[0], settings, unsaid);
        }
    }

    /// <summary>Writes the level that stands beside a switch; returns what is left for the switch. No effort is its "off".</summary>
    private static ReasoningSettings WriteEffortBeside(RequestBodyWriter writer, ReasoningSettings settings)
    {
        if (settings.Effort == "none")
        {
            return settings with { Effort = null, Enabled = settings.Enabled ?? false };
        }

        return WriteNative(writer, ReasoningControl.Effort, settings);
    }

    /// <summary>Writes what a control can say as it is; returns what it cannot.</summary>
    private static ReasoningSettings WriteNative(RequestBodyWriter writer, ReasoningControl control, ReasoningSettings settings)
    {
        switch (control)
        {
            case ReasoningControl.Effort when settings.Effort is { } effort:
                writer.Json.WriteString("reasoning_effort"u8, effort);
                return settings with { Effort = null };
            case ReasoningControl.ReasoningObject when !settings.IsEmpty:
                WriteReasoningObject(writer, settings);
                return default;
            case ReasoningControl.ThinkingObject when settings.Enabled is not null || settings.Budget is not null:
                WriteThinkingObject(writer, settings.Enabled ?? true, settings.Budget);
                return settings with { Enabled = null, Budget = null };
            case ReasoningControl.EnableThinking when settings.Enabled is not null || settings.Budget is not null:
                WriteSwitch(writer, settings.Enabled, settings.Budget);
                return settings with { Enabled = null, Budget = null };
            case ReasoningControl.TemplateArgument when settings.Enabled is { } isEnabled:
                WriteTemplateArgument(writer, isEnabled);
                return settings with { Enabled = null };
            default:
                return settings;
        }
    }

    /// <summary>Says what is left in the nearest words that the host has.</summary>
    private static void Approximate(RequestBodyWriter writer, ReasoningControl control, ReasoningSettings settings, ReasoningSettings unsaid)
    {
        var field = unsaid.Effort is not null ? "ReasoningEffort" : unsaid.Budget is not null ? "ReasoningBudget" : "ReasoningEnabled";
        switch (control)
        {
            case ReasoningControl.Effort when settings.Effort is null && unsaid.NearestEffort() is { } effort:
                writer.Json.WriteString("reasoning_effort"u8, effort);
                writer.Coerced(field, $"The host knows levels only; reasoning_effort '{effort}' was sent instead.");
                break;
            case ReasoningControl.ThinkingObject when settings is { Enabled: null, Budget: null }:
                WriteThinkingObject(writer, settings.NearestSwitch(), null);
                writer.Coerced(field, "The host can only switch reasoning on and off.");
                break;
            case ReasoningControl.EnableThinking when settings is { Enabled: null, Budget: null }:
                WriteSwitch(writer, settings.NearestSwitch(), null);
                writer.Coerced(field, "The host can only switch reasoning on and off.");
                break;
            case ReasoningControl.TemplateArgument when settings.Enabled is null:
                WriteTemplateArgument(writer, settings.NearestSwitch());
                writer.Coerced(field, "The host can only switch reasoning on and off.");
                break;
            default:
                writer.Unsupported(field, "The host has no control for it; it was left out.");
                break;
        }
    }

    private static void WriteReasoningObject(RequestBodyWriter writer, ReasoningSettings settings)
    {
        var json = writer.Json;
        var start = writer.BeginObject("reasoning"u8);
        json.WriteOptional("effort"u8, settings.Effort);
        json.WriteOptional("max_tokens"u8, settings.Budget);
        json.WriteOptional("enabled"u8, settings.Enabled);
        writer.EndBodyMember(start, "reasoning");
    }

    private static void WriteThinkingObject(RequestBodyWriter writer, bool isEnabled, long? budget)
    {
        var json = writer.Json;
        var start = writer.BeginObject("thinking"u8);
        json.WriteString("type"u8, isEnabled ? "enabled"u8 : "disabled"u8);
        json.WriteOptional("budget_tokens"u8, budget);
        writer.EndBodyMember(start, "thinking");
    }

    private static void WriteSwitch(RequestBodyWriter writer, bool? isEnabled, long? budget)
    {
        writer.Json.WriteOptional("enable_thinking"u8, isEnabled);
        writer.Json.WriteOptional("thinking_budget"u8, budget);
    }

    private static void WriteTemplateArgument(RequestBodyWriter writer, bool isEnabled)
    {
        var start = writer.BeginObject("chat_template_kwargs"u8);
        writer.Json.WriteBoolean("enable_thinking"u8, isEnabled);
        writer.EndBodyMember(start, "chat_template_kwargs");
    }
}
