using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Parlance.Responses;

namespace Parlance.Tests.Responses;

public sealed class StateEnvelopeTests
{
    private static readonly StateEnvelope s_envelope = new("gemini", "gemini-3-pro",
    [
        new SealedState(SealedOwner.Reasoning, "c2lnbmF0dXJl") { WireType = "text", Words = "Hm, ü", IsBeforeText = true },
        new SealedState(SealedOwner.Content, """{"id":"fc_1"}""") { CallId = "call_1" },
    ]);

    [Fact]
    public void What_is_sealed_is_what_is_opened()
    {
        var opened = StateEnvelope.Open(s_envelope.Seal()).ShouldNotBeNull();

        opened.Issuer.ShouldBe("gemini");
        opened.Model.ShouldBe("gemini-3-pro");
        opened.States.ShouldBe(s_envelope.States);
    }

    [Theory]
    [InlineData("c2lnbmF0dXJl")]
    [InlineData("c2lnbmF0dXJlMQ==")]
    [InlineData("c2lnbmF0dXJlMR==")]
    [InlineData("not-base64_")]
    [InlineData("ab cd")]
    [InlineData("")]
    public void State_is_kept_to_the_letter(string state) =>
        StateEnvelope.Open(new StateEnvelope("x", "", [new SealedState(SealedOwner.Content, state)]).Seal())!.States.ShouldHaveSingleItem().State.ShouldBe(state);

    [Fact]
    public void It_is_base64_that_tells_itself_from_any_other_and_hardly_longer_than_what_is_in_it()
    {
        var signature = Convert.ToBase64String(Enumerable.Range(0, 3000).Select(value => (byte)(value * 7)).ToArray());

        var text = new StateEnvelope("anthropic", "claude-sonnet-4-5", [new SealedState(SealedOwner.Reasoning, signature)]).Seal();

        Convert.FromBase64String(text).Length.ShouldBeLessThan(3080);
        text.ShouldStartWith("Parlance");
        StateEnvelope.IsEnvelope(text).ShouldBeTrue();
        StateEnvelope.IsEnvelope(signature).ShouldBeFalse();
    }

    /// <summary>Google's client for Python writes bytes in the other alphabet, and others leave out what fills up the end.</summary>
    [Fact]
    public void The_other_alphabet_will_do()
    {
        var text = new StateEnvelope("x", "", [new SealedState(SealedOwner.Content, "ûÿþ>?ûÿþ>?û")]).Seal();

        StateEnvelope.Open(text.Replace('+', '-').Replace('/', '_').TrimEnd('=')).ShouldNotBeNull().States.ShouldHaveSingleItem().State.ShouldBe("ûÿþ>?ûÿþ>?û");
    }

    [Fact]
    public void What_is_damaged_is_nobodys()
    {
        var text = s_envelope.Seal();
        for (var length = 0; length < text.TrimEnd('=').Length; length++)
        {
            StateEnvelope.Open(text[..length]).ShouldBeNull();
        }

        var bytes = Convert.FromBase64String(text);
        for (var index = 0; index < bytes.Length; index++)
        {
            var damaged = bytes.ToArray();
            damaged[index] ^= 0x40;
            StateEnvelope.Open(Convert.ToBase64String(damaged)).ShouldBeNull();
        }

        StateEnvelope.Open("Parlance, at your service").ShouldBeNull();
    }

    [Fact]
    public void What_is_made_up_is_not_believed()
    {
        var bytes = Convert.FromBase64String(s_envelope.Seal());
        for (var index = 7; index < bytes.Length - 4; index++)
        {
            foreach (var value in (byte[])[0, 0x7F, 0x80, 0xFF])
            {
                var forged = bytes.ToArray();
                forged[index] = value;
                SHA256.HashData(forged.AsSpan(0, forged.Length - 4)).AsSpan(0, 4).CopyTo(forged.AsSpan(forged.Length - 4));
                Should.NotThrow(() => StateEnvelope.Open(Convert.ToBase64String(forged)));
            }
        }
    }

    [Fact]
    public void A_request_with_a_damaged_envelope_is_read_without_it()
    {
        var damaged = s_envelope.Seal()[..^8];
        var body = $$"""{"model":"m","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"{{damaged}}"},{"type":"redacted_thinking","data":"{{damaged}}"}]}]}""";

        var contents = WireNames.Get("anthropic-messages").Protocol.ReadRequest(Encoding.UTF8.GetBytes(body), "anthropic").Messages[0].Contents;

        contents.Count.ShouldBe(2);
        foreach (var reasoning in contents.Cast<TextReasoningContent>())
        {
            reasoning.ProtectedData.ShouldBeNull();
            reasoning.Issuer.ShouldBeNull();
        }
    }
}
