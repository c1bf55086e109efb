using System.CommandLine;
using System.Text.Json;
using Parlance.Cli.Terminal;
using Parlance.Transport;

namespace Parlance.Cli.Listing;

/// <summary><c>parlance providers</c>: who can be asked, and whose key is set.</summary>
internal static class ProvidersCommand
{
    private static readonly string[] s_columns = ["NAME", "PROVIDER", "WIRE", "KEY", "BASE URL"];

    public static Command Create(CliEnvironment environment)
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON array: name, display_name, protocol, base_url, key_variables, key_set, features, documentation." };
        var command = new HelpedCommand("providers", "List the providers that can be asked.", """
            parlance providers
            parlance providers --json | jq -r '.[] | select(.key_set) | .name'
            """) { json };
        command.SetAction(parsed =>
        {
            var providers = environment.Providers.All.Select(environment.Bind).ToList();
            if (parsed.GetValue(json))
            {
                WriteJson(environment, providers);
            }
            else
            {
                TableOutput.Write(environment, s_columns, [.. providers.Select(provider => ToRow(environment, provider))]);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static string[] ToRow(CliEnvironment environment, Provider provider) =>
        [provider.Name, provider.DisplayName, provider.Protocol.Wire, DescribeKey(environment, provider), provider.DescribeBaseUrl()];

    private static string DescribeKey(CliEnvironment environment, Provider provider) =>
        environment.HasKey(provider) ? "set"
        : provider.IdentityPackage is not null ? "the cloud's identity"
        : !provider.KeyVariables.IsEmpty && !provider.IsKeyOptional ? $"set {provider.KeyVariables[0]}"
        : provider.Authenticator is not null ? "a token, from code"
        : provider.KeyVariables.IsEmpty ? "none needed"
        : $"optional: {provider.KeyVariables[0]}";

    private static void WriteJson(CliEnvironment environment, IEnumerable<Provider> providers) => JsonOutput.WriteLine(environment.Output, json =>
    {
        json.WriteStartArray();
        foreach (var provider in providers)
        {
            Write(json, environment, provider);
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, CliEnvironment environment, Provider provider)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, provider.Name);
        json.WriteString("display_name"u8, provider.DisplayName);
        json.WriteString("protocol"u8, provider.Protocol.Wire);
        json.WriteString("base_url"u8, provider.DescribeBaseUrl());
        json.WriteStartArray("key_variables"u8);
        foreach (var variable in provider.KeyVariables)
        {
            json.WriteStringValue(variable);
        }

        json.WriteEndArray();
        json.WriteBoolean("key_set"u8, environment.HasKey(provider));
        json.WriteStartArray("features"u8);
        foreach (var feature in Enum.GetValues<ProviderFeatures>().Where(feature => feature != ProviderFeatures.None && provider.Features.HasFlag(feature)))
        {
            json.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(feature.ToString()));
        }

        json.WriteEndArray();
        json.WriteString("documentation"u8, provider.Documentation);
        json.WriteEndObject();
    }
}
