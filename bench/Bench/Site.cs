using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>What the two programs find at the site: a replayed table, a keepalived, a configuration, a state.</summary>
internal sealed class Site : IDisposable
{
    private const int RealServers = 10;

    private readonly Process _keepalived;
    private int _services;
    private int _aside;

    public Site(Bed bed, string programs)
    {
        (Bed, Programs) = (bed, programs);
        Script("ipvsadm", "exec cat \"${0%/*}/table\"");
        Script("counted-ipvsadm", $"echo ipvsadm >>{In("started")}; exec {In("ipvsadm")} \"$@\"");
        Script("counted-vtysh", $"echo vtysh >>{In("started")}; exec /usr/bin/vtysh \"$@\"");
        File.Copy("/bin/sleep", In("keepalived")); // the watchdog looks for a process of that name
        _keepalived = Process.Start(new ProcessStartInfo(In("keepalived"), ["86400"]))!;
    }

    public Bed Bed { get; }

    public string Programs { get; }

    public string Watchdog => Path.Combine(Programs, "vip-watchdog");

    public string Mgmt => Path.Combine(Programs, "vip-mgmt");

    public IReadOnlyList<string> Prefixes { get; private set; } = [];

    public string In(string name) => Path.Combine(Bed.Folder, name);

    /// <summary>So many virtual services, all up and announced, with as many statements, and a state that knows them.</summary>
    public void Serve(int services)
    {
        _services = services;
        Prefixes = [.. Enumerable.Range(1, services).Select(n => Address(n) + "/32")];
        if (Directory.Exists(In("state")))
            SetStateAside();
        SetLive(RealServers);
        File.WriteAllText(In("viptools.yaml"), Configuration("ipvsadm", "/usr/bin/vtysh"));
        File.WriteAllText(In("counted.yaml"), Configuration(In("counted-ipvsadm"), In("counted-vtysh")));
        Bed.Announce(Prefixes);
        Run();
        Run();
    }

    /// <summary>For <see cref="PutStateBack"/>.</summary>
    public void KeepState() => Command.Run("/bin/cp", "-a", In("state"), In($"state-of-{_services}"));

    /// <summary>The state as it was kept, and the one that is there set aside whole.</summary>
    public void PutStateBack()
    {
        SetStateAside();
        Command.Run("/bin/cp", "-a", In($"state-of-{_services}"), In("state"));
    }

    /// <summary>Every service has so many live real servers from now on.</summary>
    public void SetLive(int live)
    {
        var table = new StringBuilder("IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port Scheduler Flags\n  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n");
        for (var n = 1; n <= _services; n++)
        {
            table.Append(CultureInfo.InvariantCulture, $"TCP  {Address(n)}:80 wlc\n");
            for (var server = 1; server <= live; server++)
                table.Append(CultureInfo.InvariantCulture, $"  -> 10.200.0.{server}:80              Tunnel  1      0          0         \n");
        }

        File.WriteAllText(In("table"), table.ToString());
    }

    /// <summary>One run of the watchdog that must end with 0.</summary>
    public void Run() => Command.Run(Watchdog, "--config", In("viptools.yaml"));

    /// <summary>How many processes a run of the watchdog starts.</summary>
    public int CountStarted()
    {
        File.WriteAllText(In("started"), "");
        Command.Run(Watchdog, "--config", In("counted.yaml"));
        return File.ReadAllLines(In("started")).Length;
    }

    public void Script(string name, string text)
    {
        File.WriteAllText(In(name), $"#!/bin/sh\n{text}\n");
        Command.Run("/bin/chmod", "755", In(name));
    }

    public void Dispose()
    {
        _keepalived.Kill();
        _keepalived.Dispose();
    }

    private void SetStateAside() => Directory.Move(In("state"), In(string.Create(CultureInfo.InvariantCulture, $"state-{_aside++}")));

    private static string Address(int n) => string.Create(CultureInfo.InvariantCulture, $"10.{64 + (n >> 16)}.{(n >> 8) & 255}.{n & 255}");

    /// <summary>Without the second reading of a mass withdrawal, which waits for 2 s on purpose; without keepalived's grace, which ends before any measurement.</summary>
    private string Configuration(string ipvsadm, string vtysh) => $"""
        bgp:
          vtysh: {vtysh}
          vtysh-options: [{string.Join(", ", Bed.SiteRouter.VtyshOptions)}]
          baseline: {Bed.SiteRouter.ConfigurationFile}
          read-timeout: 30s
          write-timeout: 30s
        ipvs:
          ipvsadm: {(ipvsadm[0] == '/' ? ipvsadm : In(ipvsadm))}
          keepalived-grace: 0s
          health-gate: on
        dns:
          dig: {In("dig")}
        watchdog:
          observe-interval: 0s
          max-withdraw: 100%
        syslog:
          socket: {In("log")}
        state-dir: {In("state")}
        lock: {In("lock")}

        """;
}
