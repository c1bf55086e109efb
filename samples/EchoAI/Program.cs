using EchoAI;
using Microsoft.Extensions.AI;
using Parlance;

// There is no EchoAI to call, so a handler stands in for it; without WithHandler the call goes to the host.
using var server = new StandIn();
var provider = EchoAIProvider.At("https://my.host").WithApiKey("my-secret").WithHandler(server)
    .WithResponseTap((call, sink) => new TextMeter(sink, bytes => Console.WriteLine($"{call.Model} said {bytes} bytes.")));
ProviderRegistry.Default.Register(provider);

var response = await Llm.Chat("echoai/echo-1").GetResponseAsync(
    [new ChatMessage(ChatRole.System, "You are EchoAI."), new ChatMessage(ChatRole.User, "hello")],
    new ChatOptions { Temperature = 0.5f });
Console.WriteLine(response.Text);
foreach (var warning in response.Warnings)
{
    Console.WriteLine($"{warning.Field}: {warning.Message}");
}
