using Microsoft.Extensions.AI;
using Parlance.Protocols;
using Parlance.Transport;

namespace Parlance.Tests.Support;

/// <summary>Providers whose environment is the test's own.</summary>
internal static class TestProviders
{
    public static Provider In(this Provider provider, params (string Name, string? Value)[] environment) =>
        provider.WithEnvironment(name => environment.FirstOrDefault(entry => entry.Name == name).Value);

    public static ChatCall Call(string model = "some-model") => new() { Model = model, Messages = [new ChatMessage(ChatRole.User, "Hi")] };

    /// <summary>Where a call would go.</summary>
    public static string UrlOf(Provider provider, string model = "some-model") =>
        Endpoint.Resolve(provider, provider.Protocol.GetPath(Call(model))).AbsoluteUri;

    /// <summary>The headers that a call would carry, by name in any case.</summary>
    public static Dictionary<string, string> HeadersOf(Provider provider) =>
        RequestFactory.GetHeaders(provider, Call()).ToDictionary(StringComparer.OrdinalIgnoreCase);
}
