using System.Globalization;
using Bgp.Vtysh.Model;
using FsCheck;
using FsCheck.Fluent;
using Net.Prefixes;
using Testing;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

public class BatchTests
{
    private static readonly VtyshSettings Settings = new("/usr/bin/vtysh", ["--vty_socket", "/run/frr/dc1"]);

    [Fact]
    public void The_arguments_of_every_call()
    {
        StatementChange[] changes =
        [
            Site.Remove("192.0.2.1/32"), Site.Remove("2001:db8::1/128"), Site.Issue("192.0.2.2/32"),
            Site.Issue("192.0.2.3/32", null), Site.Issue("2001:db8::2/128", "a.b-c_D"),
        ];
        Prefix[] prefixes = [Prefix.Parse("192.0.2.1/32"), Prefix.Parse("2001:db8::1/128")];
        var red = Site.Of("router bgp 1.5 vrf RED as-notation dot", "vrf RED as-notation dot");
        var view = Site.Of("router bgp 64699 view V1", "view V1");
        var dot = Site.Of("router bgp 1.5 as-notation dot", "as-notation dot");

        Golden.Verify("Bgp.Vtysh/calls.txt", string.Join('\n',
            Show("read the running configuration", VtyshCommands.RunningConfiguration(Settings)),
            Show("read paths, FRR", VtyshCommands.Paths(Settings, Suite.Frr, Site.Instance, prefixes)),
            Show("read paths, Quagga", VtyshCommands.Paths(Settings, Suite.Quagga, Site.Instance, prefixes)),
            Show("read paths, VRF", VtyshCommands.Paths(Settings, Suite.Frr, red, prefixes)),
            Show("read paths, view", VtyshCommands.Paths(Settings, Suite.Quagga, view, prefixes)),
            Show("read paths, notation", VtyshCommands.Paths(Settings, Suite.Frr, dot, prefixes)),
            Show("apply", VtyshCommands.Apply(Settings, Batch.Of(Site.Instance, changes))),
            Show("apply, VRF", VtyshCommands.Apply(Settings with { Options = [] }, Batch.Of(red, changes[..1]))),
            Show("apply nothing", VtyshCommands.Apply(Settings, Batch.Of(Site.Instance, [])))));
    }

    [Fact]
    public void Chunks_keep_the_order_and_lose_nothing()
    {
        var changes = Enumerable.Range(0, 2500).Select(i => Site.Remove($"10.0.{i / 250}.{i % 250}/32")).ToList();

        var batches = Batch.Chunks(Site.Instance, changes).ToList();

        Assert.Equal([1000, 1000, 500], batches.Select(batch => batch.Commands.Count(command => command.Change is not null)));
        Assert.Equal(changes, batches.SelectMany(batch => batch.Commands).Select(command => command.Change).Where(change => change is not null));
        Assert.Throws<ArgumentOutOfRangeException>(() => Batch.Of(Site.Instance, changes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A B")]
    [InlineData("A\nwrite memory")]
    [InlineData("A?")]
    [InlineData("A;B")]
    [InlineData("é")]
    public void A_route_map_that_could_end_the_command_is_a_bug(string name)
    {
        Assert.Throws<ArgumentException>(() => Batch.Of(Site.Instance, [Site.Issue("192.0.2.1/32", name)]));
    }

    [Theory]
    [InlineData("router bgp 64699\nwrite memory")]
    [InlineData("router bgp")]
    [InlineData("router ospf 1")]
    [InlineData("router bgp 64699 vrf A?")]
    public void So_is_an_instance_line_that_is_none(string line)
    {
        Assert.Throws<ArgumentException>(() => Batch.Of(Site.Of(line), []));
        Assert.Throws<ArgumentException>(() => VtyshCommands.Paths(Settings, Suite.Frr, Site.Of(line), []));
    }

    [Fact]
    public void So_is_a_statement_that_is_not_ours_or_of_another_prefix()
    {
        var prefix = Prefix.Parse("192.0.2.1/32");

        Assert.Throws<ArgumentException>(() => Batch.Of(Site.Instance, [StatementChange.Issue(new(prefix, "M", "backdoor"))]));
        Assert.Throws<ArgumentException>(
            () => Batch.Of(Site.Instance, [new(prefix, new NetworkStatement(Prefix.Parse("192.0.2.2/32"), "M"))]));
    }

    /// <summary>`write memory` through bgpd overwrites frr.conf with bgpd's part alone (facts/vtysh.md, point 4).</summary>
    [Fact]
    public void No_call_can_hold_another_command_than_these()
    {
        string[] begins =
        [
            "conf t", "router bgp ", "address-family ipv4 unicast", "address-family ipv6 unicast", "network ", "no network ",
            "exit-address-family", "end", "show running-config", "show bgp ",
        ];
        var names = Gen.Elements("M", "write", "A\nwrite memory", "A write memory", "write memory", ";", "", "copy").ArrayOf(3);

        Prop.ForAll(names.ToArbitrary(), all =>
        {
            IEnumerable<string> arguments;
            try
            {
                var instance = Site.Of($"router bgp 64699 vrf {all[0]}", $"vrf {all[0]}");
                arguments = VtyshCommands.Apply(Settings, Batch.Of(instance, [Site.Issue("192.0.2.1/32", all[1]), Site.Issue("2001:db8::1/128", all[2])]))
                    .Concat(VtyshCommands.Paths(Settings, Suite.Frr, instance, [Prefix.Parse("192.0.2.1/32")]))
                    .Concat(VtyshCommands.RunningConfiguration(Settings));
            }
            catch (ArgumentException)
            {
                return true;
            }

            var list = arguments.ToList();
            var commands = list.Where((_, i) => i > 0 && list[i - 1] == "-c");
            return commands.All(command => !command.Contains('\n', StringComparison.Ordinal)
                && begins.Any(begin => command.StartsWith(begin, StringComparison.Ordinal)))
                && !list.Exists(argument => argument.Contains("write memory", StringComparison.Ordinal) && !argument.StartsWith("router bgp", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("--vty_socket /run/frr/dc1", null)]
    [InlineData("--vty_socket=/run/frr/dc1 -N dc1", null)]
    [InlineData("--config_dir /etc/frr/dc1 --pathspace dc1", null)]
    [InlineData("", null)]
    [InlineData("-c", "option '-c' is not one of --vty_socket PATH, --config_dir PATH, --pathspace NAME, -N NAME")]
    [InlineData("-N dc1 -w", "option '-w' is not one of --vty_socket PATH, --config_dir PATH, --pathspace NAME, -N NAME")]
    [InlineData("-N", "option '-N' has no value")]
    [InlineData("-N -b", "option '-N' has no value")]
    [InlineData("--vty_socket=", "option '--vty_socket' has no value")]
    public void Options_only_say_where_bgpd_is(string options, string? fault)
    {
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(fault, VtyshSettings.Fault(words));
        if (fault is not null)
            Assert.Throws<ArgumentException>(() => new Vtysh(new ToolRunner(), new("/usr/bin/vtysh", words)));
    }

    private static string Show(string title, IReadOnlyList<string> arguments) => string.Create(
        CultureInfo.InvariantCulture, $"# {title}\n{string.Concat(arguments.Select(argument => $"{argument}\n"))}");
}
