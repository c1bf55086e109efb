using System.Text;
using Parlance.Testing.Grammar;

namespace Parlance.Conformance.RequestGrammars;

/// <summary>What the rules must let pass, beside the recorded requests, and how they name what they do not.</summary>
public sealed class RequestGrammarTests
{
    [Fact]
    public void A_local_shell_call_is_answered_by_the_output_of_a_function()
    {
        const string Body = """
            {"model":"gpt-5.1","input":[
              {"role":"user","content":"w"},
              {"type":"local_shell_call","call_id":"c1","status":"completed","action":{"type":"exec","command":["ls"],"env":{}}},
              {"type":"function_call_output","call_id":"c1","output":"src"}]}
            """;

        Check(Body, new("openai-responses", "openai-responses", "gpt-5.1")).ShouldBeEmpty();
    }

    [Fact]
    public void The_name_of_a_deployment_does_not_say_whether_it_reasons()
    {
        const string Body = """{"model":"dep","reasoning":{"effort":"medium"},"input":"w"}""";

        Check(Body, new("openai-responses", "azure-openai-responses", "dep")).ShouldBeEmpty();
        Check(Body, new("openai-responses", "openai-responses", "gpt-4.1")).ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_no_JSON_for_everybody_is_named_as_the_body()
    {
        var violation = Check("""{"model":"x","model":"y","messages":[]}""", new("openai-chat", "openai", "x")).ShouldHaveSingleItem();

        violation.ToString().ShouldStartWith("not-json: body is not JSON");
    }

    private static IReadOnlyList<RequestViolation> Check(string body, RequestReceiver receiver) => RequestGrammar.Check(Encoding.UTF8.GetBytes(body), receiver);
}
