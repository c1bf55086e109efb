using Parlance;
using Parlance.Cli.Wire;

using var output = Console.OpenStandardOutput();
switch (args)
{
    case ["wire", "decode"]:
        WireLines.Run(WireLines.OpenStandardInput(), output, WireDecoder.DecodeLine);
        return 0;
    case ["wire", "encode", "--to", var to, "--from", var from, "--jsonl"]:
        var inbound = WireNames.Get(from);
        var outbound = ProviderRegistry.Default.TryGet(to, out var named) ? named : WireNames.Get(to);
        WireLines.Run(WireLines.OpenStandardInput(), output, (line, json) => WireEncoder.EncodeLine(inbound, outbound, null, line, json));
        return 0;
    default:
        return 2;
}
