using System.Text;
using VipMgmt.Import;
using Vips.Host.Diagnosis;
using Vips.Host.Locking;
using Vips.Host.Machine;

namespace Fuzz.Tests.Targets;

/// <summary>A text that only a report or a message rests on: it must be read or passed over, and be bounded in what it costs.</summary>
/// <param name="judge">Whether something of it was understood; throws what is no line.</param>
internal sealed class TextTarget(string name, int byDefault, IReadOnlyList<byte[]> captures, Func<string, bool> judge) : Target(name, byDefault, captures)
{
    private const string Script =
        """
        #!/bin/bash
        # --------- CONFIGURATION
        export BGP_AS="64699"
        BGP_ANNOUNCE_MASK_V4=32 # of a host
        readonly MAIL='noc@example.net'
        DIR=/etc/quagga;
        # --------- END OF CONF
        vip_watchdog

        """;

    private const string Holder = "command vip-mgmt -d service.tld\npid 4711\nboot 2345996b-c34b-464a-88dd-649d29a755f6\nuptime-ms 51360\ntime 2026-11-26T01:15:55Z\n";

    private const string Stat = "4711 (keepalived) S 1 4711 4711 0 -1 4194560 1018 0 0 0 2 3 0 0 20 0 1 0 5136 9822208 1234 18446744073709551615 1 1 0 0 0 0 0 4096 81923 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    /// <summary>A fault for a line of one letter is a sentence.</summary>
    protected override long MostAllocatedPerByte => 500;

    public static IEnumerable<Target> All { get; } =
    [
        new TextTarget("lock-holder", 60_000, Mutation.Captures.Utf8(Holder), text =>
        {
            if (LockHolder.Parse(Encoding.UTF8.GetBytes(text)) is not { } holder)
                return false;
            RequireLine(holder.ToString());
            return true;
        }),
        new TextTarget("proc-stat", 60_000, Mutation.Captures.Utf8(Stat, "1 (a) b (c)) Z 0 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0\n"), text => ProcessStat.Parse(4711, text) is not null),
        new TextTarget("crontab", 60_000, Mutation.Captures.Of("packaging/boot/cron.d/*", "packaging/deb/cron*", "lab/config/director/crontab"), text => CrontabParser.Parse(text).Count > 0),
        new TextTarget("keepalived-configuration", 60_000, Mutation.Captures.Of("packaging/follow/keepalived.conf"), text => KeepalivedConfigurationParser.Parse(text).IsWhole),
        new TextTarget("ancestor-script", 60_000, Mutation.Captures.Utf8(Script), text =>
        {
            var (variables, faults) = AncestorScriptParser.Parse("vip_watchdog", text);
            foreach (var fault in faults)
                RequireLine(fault.ToString());
            return variables.Count > 0 && faults.Count == 0;
        }),
    ];

    protected override bool IsUnderstood(byte[] input) => Encoding.UTF8.GetString(input) is var text && Measured(() => judge(text));
}
