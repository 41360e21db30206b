using System.Text;
using Dns.Dig;
using Dns.Dig.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Contract.Dns;

/// <summary>This machine's dig, raw and through our reader.</summary>
internal static class RealDig
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static ToolResult Run(params IReadOnlyList<string> arguments) =>
        new ToolRunner().Run(new(Host.Find("dig")!, arguments, Patience));

    /// <summary>As we call it, and what it printed.</summary>
    public static (int Status, string Output) Ask(int port, string name, bool isIPv6)
    {
        var command = DigCommand.For(Host.Find("dig")!, Server(port), DnsName.Parse(name), isIPv6, TimeSpan.FromSeconds(5));
        var result = new ToolRunner().Run(command with { Deadline = Patience });
        return (result.Status, Encoding.UTF8.GetString(result.StandardOutput));
    }

    public static Resolution Resolve(string name, params IReadOnlyList<int> ports) => Resolve(Families.Both, name, Patience, ports);

    public static Resolution Resolve(Families families, string name, TimeSpan timeout, params IReadOnlyList<int> ports)
    {
        var settings = new DigSettings(Host.Find("dig")!, ports.Select(Server).ToList(), timeout);
        return new Dig(new ToolRunner(), settings).Resolve(DnsName.Parse(name), families).Value;
    }

    private static DnsServer Server(int port) => new(IpAddress.Parse("127.0.0.1"), port);
}
