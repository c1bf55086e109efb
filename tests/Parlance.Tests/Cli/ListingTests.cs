using System.Net;
using System.Text.Json;
using Parlance.Cli;

namespace Parlance.Tests.Cli;

public sealed class ListingTests
{
    private const string Models = """{"data":[{"id":"b","owned_by":"acme","created":1754425777,"context_length":4096},{"id":"a"}]}""";
    private const string Address = "https://scripted.test/models";

    private static readonly ProviderRegistry s_two = new([ScriptedProtocol.Named("one", "ONE_KEY"), ScriptedProtocol.Named("two", "TWO_KEY"), ScriptedProtocol.Named("three", "THREE_KEY")]);

    [Fact]
    public async Task The_models_of_one_provider_are_ids_in_its_own_order()
    {
        var run = new CliRun { Handler = new ScriptedHandler().Answer(Address, Models) };

        (await run.RunAsync("models", "scripted")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("b\na\n");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_models_of_all_providers_with_keys_are_names_for_m()
    {
        var run = new CliRun { Registry = s_two, Handler = new ScriptedHandler().Answer(Address, Models) }.With("ONE_KEY", "k1").With("THREE_KEY", "k3");

        (await run.RunAsync("models")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("one/b\none/a\nthree/b\nthree/a\n");
    }

    [Fact]
    public async Task Models_as_json()
    {
        var run = new CliRun { Handler = new ScriptedHandler().Answer(Address, Models) };

        (await run.RunAsync("models", "scripted", "--json")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("""
            [{"provider":"scripted","id":"b","owner":"acme","created":"2025-08-05T20:29:37+00:00","context_window":4096},{"provider":"scripted","id":"a","owner":null,"created":null,"context_window":null}]

            """);
    }

    [Fact]
    public async Task One_provider_that_fails_does_not_hide_the_others()
    {
        var registry = new ProviderRegistry([ScriptedProtocol.Named("one", "KEY"), ScriptedProtocol.Named("two", "KEY") with { BaseUrl = "https://other.test" }]);
        var handler = new ScriptedHandler().Answer(Address, """{"error":{"message":"No."}}""", HttpStatusCode.Forbidden).Answer("https://other.test/models", Models);
        var run = new CliRun { Registry = registry, Handler = handler }.With("KEY", "k");

        (await run.RunAsync("models")).ShouldBe(ExitCode.Failure);

        run.Output.ShouldBe("two/b\ntwo/a\n");
        run.Error.ShouldBe("error: one: PermissionDenied (status 403): No.\n");
    }

    [Fact]
    public async Task Without_any_key_there_is_nothing_to_list()
    {
        var run = new CliRun { Registry = s_two };

        (await run.RunAsync("models", "--json")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("[]\n");
        run.Error.ShouldStartWith("No provider has a key configured");
    }

    [Fact]
    public async Task A_provider_that_does_not_exist_is_wrong_usage()
    {
        var run = new CliRun();

        (await run.RunAsync("models", "scriptd")).ShouldBe(ExitCode.Usage);

        run.Error.ShouldStartWith("error: There is no provider 'scriptd'. Did you mean 'scripted'?");
    }

    [Fact]
    public async Task Providers_as_a_table()
    {
        var run = new CliRun { Registry = s_two }.With("TWO_KEY", "secret");

        (await run.RunAsync("providers")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("""
            NAME   PROVIDER  WIRE      KEY            BASE URL
            one    one       scripted  set ONE_KEY    https://scripted.test
            three  three     scripted  set THREE_KEY  https://scripted.test
            two    two       scripted  set            https://scripted.test

            """);
    }

    [Fact]
    public async Task Providers_as_json()
    {
        var run = new CliRun().With("SCRIPTED_API_KEY", "secret");

        (await run.RunAsync("providers", "--json")).ShouldBe(ExitCode.Success);

        run.Output.ShouldBe("""
            [{"name":"scripted","display_name":"Scripted","protocol":"scripted","base_url":"https://scripted.test","key_variables":["SCRIPTED_API_KEY"],"key_set":true,"features":["chat","json_schema","model_list"],"documentation":"https://scripted.test/docs"}]

            """);
    }

    [Fact]
    public async Task Every_built_in_provider_is_listed_and_no_key_is_ever_printed()
    {
        var run = new CliRun { Registry = ProviderRegistry.Default };
        foreach (var variable in Providers.All.SelectMany(provider => provider.KeyVariables))
        {
            run.With(variable, "sk-very-secret-value");
        }

        (await run.RunAsync("providers", "--json")).ShouldBe(ExitCode.Success);

        var names = JsonElement.Parse(run.Output).EnumerateArray().Select(provider => provider.GetProperty("name").GetString()).ToList();
        names.ShouldBe(Providers.All.Select(provider => provider.Name).Order(StringComparer.Ordinal));
        run.Output.ShouldNotContain("very-secret");
    }

    [Fact]
    public async Task Help_of_a_verb_ends_with_examples()
    {
        var run = new CliRun();

        (await run.RunAsync("models", "--help")).ShouldBe(ExitCode.Success);

        run.Output.ShouldContain("parlance models openai");
        run.Output.ShouldNotContain("prompt");
    }
}
