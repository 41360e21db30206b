using Bgp.Vtysh.Model;
using FsCheck;
using FsCheck.Fluent;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Host.State;
using Vips.State;

namespace Vips.Host.Tests.State;

public sealed class WatchdogStateTests : IDisposable
{
    private static readonly DateTimeOffset Wall = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly StateDirectory _state;

    public WatchdogStateTests() => _state = new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_reads_back() =>
        Prop.ForAll(States().ToArbitrary(), state =>
        {
            Assert.Null(_state.Watchdog.Write(state));
            var read = _state.Watchdog.Read().Value;
            Assert.Equal((true, null), (read.Exists, read.Damage));
            AssertSame(state, read.Value);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void The_file_has_documented_names()
    {
        Assert.Null(_state.Watchdog.Write(Example()));

        Testing.Golden.Verify("Vips.Host/watchdog.json", File.ReadAllText(_state.Watchdog.Path) + "\n");
    }

    [Fact]
    public void Without_a_file_it_is_empty()
    {
        var read = _state.Watchdog.Read().Value;

        Assert.Equal((false, null), (read.Exists, read.Damage));
        AssertSame(new(), read.Value);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{}", "field `version` is missing")]
    [InlineData("{\"version\":2}", "version 2, this program knows 1")]
    [InlineData("{\"version\":1,\"version\":1}", "")]
    [InlineData("{\"version\":1,\"established\":1}", "field `established` is not true or false")]
    [InlineData("{\"version\":1,\"lastRun\":0}", "there is no moment 0")]
    [InlineData("{\"version\":1,\"massWithdrawal\":[-1,0]}", "field `massWithdrawal` is not [count, moment]")]
    [InlineData("{\"version\":1,\"vips\":{\"192.0.2.1\":{}}}", "'192.0.2.1' is not a prefix")]
    [InlineData("{\"version\":1,\"services\":{\"tcp/192.0.2.1\":{}}}", "'tcp/192.0.2.1' is not a service")]
    [InlineData("{\"version\":1,\"vips\":{\"192.0.2.1/32\":{\"missing\":[0,0]}}}", "field `missing` is not [count, moment]")]
    [InlineData("{\"version\":1,\"vips\":{\"192.0.2.1/32\":{\"flaps\":3}}}", "field `flaps` is not [count, moment]")]
    [InlineData("{\"version\":1,\"moments\":[{\"boot\":\"b\",\"sinceBoot\":1e99,\"wall\":\"2026-01-02T03:04:05Z\"}]}", "field `sinceBoot` is not a number of seconds")]
    public void Damage_is_told_set_aside_and_never_overwritten(string text, string words)
    {
        _folder.Write("watchdog.json", text);

        var read = _state.Watchdog.Read().Value;
        Assert.Contains(words, Assert.IsType<string>(read.Damage), StringComparison.Ordinal);
        AssertSame(new(), read.Value);

        Assert.Null(_state.Watchdog.SetAside(Wall));
        Assert.Equal(text, File.ReadAllText(_folder.Of("watchdog.json.damaged-20260102T030405Z")));
        Assert.False(_state.Watchdog.Read().Value.Exists);

        _folder.Write("watchdog.json", "x");
        Assert.Null(_state.Watchdog.SetAside(Wall));
        Assert.Equal("x", File.ReadAllText(_folder.Of("watchdog.json.damaged-20260102T030405Z-2")));
    }

    [Fact]
    public void A_cut_or_garbled_file_is_damage_or_another_state_and_never_a_trace()
    {
        Assert.Null(_state.Watchdog.Write(Example()));
        var whole = File.ReadAllBytes(_state.Watchdog.Path);
        var random = new Random(5);
        for (var round = 0; round < whole.Length + 1500; round++)
        {
            var bytes = whole[..(round < whole.Length ? round : whole.Length)];
            for (var change = 0; bytes.Length > 0 && round >= whole.Length && change <= round % 4; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_state.Watchdog.Path, bytes);
            var read = _state.Watchdog.Read().Value;
            Assert.True(round >= whole.Length || read.Damage is not null);
        }
    }

    [Fact]
    public void An_unknown_field_is_a_newer_programs()
    {
        _folder.Write("watchdog.json", "{\"version\":1,\"established\":true,\"thawed\":{\"by\":\"alice\"}}");

        Assert.Equal((null, true), (_state.Watchdog.Read().Value.Damage, _state.Watchdog.Read().Value.Value.Established));
    }

    [Fact]
    public void What_is_no_file_is_damage_and_is_set_aside_as_it_is()
    {
        Shell.Run("mkfifo", _state.Watchdog.Path);
        File.CreateSymbolicLink(_state.Names.Path, "/etc/passwd");

        Assert.Equal("not a regular file", _state.Watchdog.Read().Value.Damage);
        Assert.Equal("cannot open: Too many levels of symbolic links", _state.Names.Read().Value.Damage);
        Assert.Null(_state.Watchdog.SetAside(Wall));
        Assert.Null(_state.Watchdog.Write(Example()));
        Assert.True(_state.Watchdog.Read().Value.Value.Established);
    }

    [Fact]
    public void Too_large_a_file_is_damage()
    {
        File.WriteAllBytes(_state.Watchdog.Path, new byte[16 * 1024 * 1024 + 1]);

        Assert.Equal("larger than 16 MiB", _state.Watchdog.Read().Value.Damage);
    }

    [Fact]
    public void A_thousand_vips_stay_small()
    {
        Assert.Null(_state.Watchdog.Write(Large()));

        Assert.InRange(new FileInfo(_state.Watchdog.Path).Length, 50_000, 400_000);
        AssertSame(Large(), _state.Watchdog.Read().Value.Value);
    }

    [Fact]
    public void Names_read_back()
    {
        var names = new Dictionary<string, StoredResolution>
        {
            ["service.tld"] = new(["vip-1.tld"], [IpAddress.Parse("192.0.2.1")], [], Wall),
            ["other.tld"] = new([], null, [IpAddress.Parse("2001:db8::1")], Wall),
        };

        Assert.Null(_state.Names.Write(names));
        var read = _state.Names.Read().Value.Value;

        Assert.Equal(names.Keys, read.Keys);
        Assert.All(names, entry => Assert.Equivalent(Flat(entry.Value), Flat(read[entry.Key]), strict: true));
        _folder.Write("names.json", "{\"version\":1,\"names\":{\"a.tld\":{\"ipv4\":[\"2001:db8::1\"],\"when\":\"2026-01-02T03:04:05Z\"}}}");
        Assert.Equal("field `ipv4` holds what is no such address", _state.Names.Read().Value.Damage);

        static object Flat(StoredResolution name) => new { Chain = name.Chain.ToArray(), V4 = name.IPv4?.Select(a => $"{a}").ToArray(), V6 = name.IPv6?.Select(a => $"{a}").ToArray(), name.When };
    }

    private static void AssertSame(WatchdogState one, WatchdogState other)
    {
        Assert.Equal(Plain(one), Plain(other));
        Assert.Equal((one.LastBaseline?.Source, one.LastBaseline?.AsNumber), (other.LastBaseline?.Source, other.LastBaseline?.AsNumber));
        Assert.Equal(one.LastBaseline?.Statements, other.LastBaseline?.Statements);
        Assert.Equal(one.Services, other.Services);
        Assert.Equal(one.Vips, other.Vips);
        Assert.Equal(one.Notices, other.Notices);

        static object Plain(WatchdogState s) => (s.Established, s.LastRun, s.LastSuccess, s.MassWithdrawal);
    }

    private static Moment At(int ticks) => new("0f1e2d3c-0000-4000-8000-123456789abc", TimeSpan.FromTicks(ticks), Wall.AddTicks(ticks));

    private static WatchdogState Example() => new()
    {
        Established = true,
        LastRun = At(600_000_000),
        LastSuccess = At(12_345_678),
        MassWithdrawal = new(2, At(600_000_000)),
        LastBaseline = new("/etc/frr/frr.conf", "64699", new Dictionary<Prefix, NetworkStatement>
        {
            [Prefix.Parse("192.0.2.1/32")] = new(Prefix.Parse("192.0.2.1/32"), "BGP1"),
        }),
        Services = new Dictionary<JudgedService, ServiceHistory>
        {
            [new(new(IpvsProtocol.Tcp, IpAddress.Parse("2001:db8::1"), 80, 0), null)] = new(true, new(2, At(600_000_000)), null, null),
        },
        Vips = new Dictionary<Prefix, VipHistory>
        {
            [Prefix.Parse("192.0.2.1/32")] = new()
            {
                SeenInIpvs = true,
                WithdrawnAt = At(600_000_000),
                Damping = new(3, At(600_000_000)),
                Reissued = true,
                Configured = false,
                LastChange = new("withdrawn", At(600_000_000), "0 realservers available behind 192.0.2.1"),
            },
        },
        Notices = new Dictionary<string, NoticeHistory> { ["ipvsadm"] = new("/sbin/ipvsadm: status 2", At(600_000_000)) },
    };

    private static WatchdogState Large() => Example() with
    {
        Services = Enumerable.Range(0, 2000).ToDictionary(
            n => new JudgedService(new(IpvsProtocol.Tcp, IpAddress.Parse($"10.0.{n / 250}.{n % 250}"), 80, 0), null),
            n => new ServiceHistory(true, null, new(n + 1, At(600_000_000)), null)),
        Vips = Enumerable.Range(0, 1000).ToDictionary(
            n => Prefix.Parse($"10.0.{n / 250}.{n % 250}/32"),
            n => new VipHistory { SeenInIpvs = true, Configured = true, LastChange = new("announced", At(n % 50), "more than 1 realservers") }),
    };

    private static Gen<WatchdogState> States() =>
        from established in Gen.Elements(true, false)
        from moments in Moments().Two()
        from none in Gen.Elements(true, false)
        from runs in Gen.Choose(0, 9)
        from services in Services().ListOf(5)
        from vips in Histories().ListOf(5)
        from notices in HoldFilesTests.Texts().ListOf(3)
        from routeMap in Gen.Elements(null, "BGP1")
        select new WatchdogState
        {
            Established = established,
            LastRun = none ? null : moments.Item1,
            LastSuccess = moments.Item2,
            MassWithdrawal = runs == 0 ? null : new(runs, moments.Item1),
            LastBaseline = none ? null : new("/etc/frr/frr.conf", "1.5", new Dictionary<Prefix, NetworkStatement>
            {
                [Prefix.Parse("::/0")] = new(Prefix.Parse("::/0"), routeMap, routeMap is null ? "label-index 7" : null),
            }),
            Services = services.DistinctBy(entry => entry.Item1).ToDictionary(entry => entry.Item1, entry => entry.Item2),
            Vips = vips.DistinctBy(entry => entry.Item1).ToDictionary(entry => entry.Item1, entry => entry.Item2),
            Notices = notices.Distinct().ToDictionary(text => text, text => new NoticeHistory(text, moments.Item1)),
        };

    private static Gen<(JudgedService Service, ServiceHistory History)> Services() =>
        from address in Gen.Elements("192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1")
        from number in Gen.Elements(0, 1, 80, 65535)
        from protocol in Gen.Elements(IpvsProtocol.Tcp, IpvsProtocol.Udp, IpvsProtocol.Sctp, IpvsProtocol.FirewallMark)
        from seen in Gen.Elements(true, false)
        from low in Streaks()
        from high in Streaks()
        from missing in Streaks()
        let ip = IpAddress.Parse(address)
        let key = protocol == IpvsProtocol.FirewallMark
            ? new ServiceKey(protocol, IpAddress.Parse(ip.IsIPv6 ? "::" : "0.0.0.0"), 0, number == 1 ? uint.MaxValue : (uint)number)
            : new ServiceKey(protocol, ip, number, 0)
        let vip = Prefix.Containing(ip, ip.Width)
        select (JudgedService.Of(key, vip), new ServiceHistory(seen, low, high, missing));

    private static Gen<(Prefix Prefix, VipHistory History)> Histories() =>
        from prefix in Gen.Elements("192.0.2.1/32", "192.0.2.0/24", "2001:db8::1/128")
        from flags in Gen.Elements(true, false).Two()
        from configured in Gen.Elements(null, true, (bool?)false)
        from missing in Streaks()
        from moment in Moments()
        from what in HoldFilesTests.Texts()
        select (Prefix.Parse(prefix), new VipHistory
        {
            SeenInIpvs = flags.Item1,
            Reissued = flags.Item2,
            Configured = configured,
            Missing = missing,
            WithdrawnAt = flags.Item1 ? moment : null,
            Damping = missing is null ? null : new(missing.Count, moment),
            LastChange = flags.Item2 ? new(what, moment, what) : null,
        });

    private static Gen<Streak?> Streaks() =>
        from count in Gen.Choose(0, 5)
        from moment in Moments()
        select count == 0 ? null : new Streak(count, moment);

    private static Gen<Moment> Moments() =>
        from ticks in Gen.Choose(0, int.MaxValue)
        from boot in Gen.Elements("boot-1", "boot-2")
        select new Moment(boot, TimeSpan.FromTicks(ticks * 1000L), Wall.AddTicks(ticks));
}
