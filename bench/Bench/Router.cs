using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>A zebra and a bgpd in a network namespace, with files of their own.</summary>
internal sealed class Router
{
    private readonly string _namespace;

    public Router(string name, string networkNamespace, string folder)
    {
        (_namespace, Folder) = (networkNamespace, folder);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "zebra.conf"), $"hostname {name}\n");
        File.WriteAllText(Path.Combine(folder, "vtysh.conf"), "");
        File.WriteAllText(ConfigurationFile, "");
        Command.Run("/bin/chown", "-R", "frr:frr", folder);
        Start("zebra");
    }

    public string Folder { get; }

    public string ConfigurationFile => Path.Combine(Folder, "bgpd.conf");

    public string VtySocket => Path.Combine(Folder, "bgpd.vty");

    public IReadOnlyList<string> VtyshOptions => ["--vty_socket", Folder, "--config_dir", Folder];

    /// <summary>Ends bgpd when it runs, and starts it from the configuration.</summary>
    public void Restart(string configuration)
    {
        var pidfile = Path.Combine(Folder, "bgpd.pid");
        if (File.Exists(pidfile) && int.TryParse(File.ReadAllText(pidfile), CultureInfo.InvariantCulture, out var pid))
        {
            Command.Run("/bin/kill", pid.ToString(CultureInfo.InvariantCulture));
            Wait.Until(() => !Directory.Exists($"/proc/{pid}"), "bgpd ends");
        }

        File.WriteAllText(ConfigurationFile, configuration);
        Start("bgpd");
    }

    /// <summary>`-d` returns when the daemon has read its configuration and opened its socket.</summary>
    private void Start(string daemon) => Command.Run("/sbin/ip", [
        "netns", "exec", _namespace, $"/usr/lib/frr/{daemon}", "-d", "-P", "0", "--vty_socket", Folder, "-z", Path.Combine(Folder, "zserv.api"),
        "-i", Path.Combine(Folder, $"{daemon}.pid"), "-f", Path.Combine(Folder, $"{daemon}.conf"), "--log", $"file:{Path.Combine(Folder, $"{daemon}.log")}"]);
}

internal static class Wait
{
    /// <exception cref="TimeoutException">Not within three minutes.</exception>
    public static void Until(Func<bool> isSo, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(3))
                throw new TimeoutException($"waited three minutes: {what}");
            Thread.Sleep(20);
        }
    }
}
