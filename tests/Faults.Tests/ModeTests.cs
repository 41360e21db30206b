using System.Text.RegularExpressions;
using Testing;

namespace Faults.Tests;

/// <summary>The owner's rights of every file that is made, whatever the umask of whoever starts us is.</summary>
public sealed class ModeTests
{
    private const string Expected =
        """
        record rwx------
        record/BUNDLE rw-r-----
        run rwxrws---
        run/lock rw-rw----
        state rwxrws---
        state/bundles rwxrws---
        state/bundles/BUNDLE rw-r-----
        state/freeze.json rw-rw----
        state/holds rwxrws---
        state/holds/192.0.2.1_32 rw-rw----
        state/holds/2001:db8::1_128 rw-rw----
        state/journal.jsonl rw-rw----
        state/names.json rw-rw----
        state/watchdog.json rw-rw----
        state/withdrawn rwxrws---
        state/withdrawn/192.0.2.1_32 rw-rw----
        state/withdrawn/192.0.2.2_32 rw-rw----
        state/withdrawn/2001:db8::1_128 rw-rw----
        viptools.prom rw-r--r--
        """;

    [RootTheory]
    [InlineData("000")]
    [InlineData("077")]
    public void Are_the_same_under_every_umask(string umask)
    {
        using var site = new FakeSite(World.Watchdog);
        site.Set("metrics-file", site.Of("viptools.prom"));
        site.Dig.When("*-t A", Repository.Fixture("dig/9.18/cname.A.txt")).When("*-t AAAA", Repository.Fixture("dig/9.18/cname.AAAA.txt"));
        string[] within = ["sh", "-c", $"umask {umask}; exec \"$@\"", "sh"];
        site.Within = within;
        Assert.Equal(0, site.Run().Status);
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 2));
        Assert.Equal(0, site.Run("--record", site.Of("record")).Status);    // a change, which keeps a bundle of its own too
        foreach (var arguments in (string[][])[["freeze"], ["--yes", "-d", "www.example.net"]])
        {
            using var running = new FakeRunning("vip-mgmt", [.. arguments, "--config", site.ConfigurationPath], "", within);
            Assert.Equal(0, running.Finish().Status);
        }

        Golden.Same(Expected.ReplaceLineEndings("\n"), string.Join('\n', Listed(site)), umask);
    }

    private static IEnumerable<string> Listed(FakeSite site)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(site.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(site.Folder, path);
            if (name.Split('/')[0] is "state" or "run" or "record" or "viptools.prom")
                yield return $"{Regex.Replace(name, @"[^/]+\.bundle\.json$", "BUNDLE")} {Text(File.GetUnixFileMode(path))}";
        }
    }

    private static string Text(UnixFileMode mode)
    {
        var bits = new char[9];
        for (var i = 0; i < 9; i++)
            bits[i] = ((int)mode >> (8 - i) & 1) == 0 ? '-' : "rwx"[i % 3];
        if ((mode & UnixFileMode.SetGroup) != 0)
            bits[5] = 's';
        return new(bits);
    }
}
