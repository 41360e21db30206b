using System.Globalization;
using Testing;

namespace VipWatchdog.Tests;

/// <summary>`on-change`: told of what bgpd really has, and without any way to fail or delay the run beyond its deadline.</summary>
public sealed class ChangeHookTests : IDisposable
{

    private readonly FakeSite _site = OneDown.Site();

    public ChangeHookTests() => _site.Yaml = "vips:\n- {name: www, prefixes: [192.0.2.1/32]}\n";

    public void Dispose() => _site.Dispose();

    [Fact]
    public void It_is_told_of_a_change_on_standard_input_and_in_variables()
    {
        Hook("""cat >"$here/stdin"; env | grep ^VIPTOOLS_ | sort >"$here/env"; echo "$@" >"$here/arguments"; echo noise; echo noise >&2""", "--chat", "a b");

        Golden.Same(OneDown.Withdrawn, _site.Transcript());

        Assert.Equal(File.ReadAllLines(Path.Combine(_site.State, "journal.jsonl"))[^1], File.ReadAllText(_site.Of("stdin")).TrimEnd('\n'));
        Assert.Equal("--chat a b\n", File.ReadAllText(_site.Of("arguments")));
        Golden.Same(
            """
            VIPTOOLS_AFTER=
            VIPTOOLS_BEFORE=network 192.0.2.1/32 route-map BGP1
            VIPTOOLS_LIVE=0
            VIPTOOLS_NAME=www
            VIPTOOLS_PREFIX=192.0.2.1/32
            VIPTOOLS_TOOL=vip-watchdog
            VIPTOOLS_VIP=192.0.2.1
            VIPTOOLS_WHAT=withdraw
            VIPTOOLS_WHEN=TIME
            VIPTOOLS_WHO=vip-watchdog
            VIPTOOLS_WHY=0 realservers available behind 192.0.2.1

            """, Masked.Times(File.ReadAllText(_site.Of("env"))));
    }

    [Fact]
    public void It_runs_when_the_lock_is_free_and_the_state_is_written()
    {
        Hook($"""flock --nonblock --conflict-exit-code 17 '{_site.LockFile}' true; echo $? >"$here/lock"; cp '{_site.State}/watchdog.json' "$here/seen" """);

        _site.Run();

        Assert.Equal("0\n", File.ReadAllText(_site.Of("lock")));
        Assert.Equal(File.ReadAllText(Path.Combine(_site.State, "watchdog.json")), File.ReadAllText(_site.Of("seen")));
    }

    [Fact]
    public void Without_a_verified_change_it_is_not_run()
    {
        Hook("""echo >>"$here/ran" """);
        _site.Bgpd.LieAbout("192.0.2.1/32");

        Assert.Equal(76, _site.Run().Status);
        Assert.Equal(0, _site.Run("--dry-run").Status);

        Assert.False(File.Exists(_site.Of("ran")));
    }

    [Fact]
    public void That_it_fails_is_a_warning_and_no_other_status()
    {
        Hook("echo no chat today >&2; exit 3");

        var run = _site.Run();

        Assert.Equal((0, "vip_watchdog: on-change (withdraw of 192.0.2.1/32): hook: exit status 3: no chat today\n"), (run.Status, run.Error));
        Assert.Contains("warning vip_watchdog: on-change (withdraw of 192.0.2.1/32): hook: exit status 3: no chat today", _site.Syslog.Lines());
    }

    [Fact]
    public void One_that_hangs_costs_its_deadline_once_however_many_changes_there_are()
    {
        _site.Set("on-change-timeout", "1s");
        _site.Set("watchdog.max-withdraw", "100%");
        _site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 0));
        Hook("""echo >>"$here/ran"; sleep 300""");

        var run = _site.Run();

        Assert.Equal(0, run.Status);
        Assert.Contains("on-change (withdraw of 192.0.2.1/32): hook: timed out after 1 s\n", Rounded(run.Error), StringComparison.Ordinal);
        Assert.Contains("on-change: its 1s are over; not run for 2 changes\n", run.Error, StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(_site.Of("ran")));
        Assert.InRange(run.Took.TotalSeconds, 1, 30);
    }

    [Theory]
    [InlineData("chmod o+w \"$1\"", "writable by others than its owner; chmod go-w; not run for 1 change")]
    [InlineData("rm \"$1\"", "No such file or directory; not run for 1 change")]
    public void One_that_must_not_be_run_is_not(string how, string words)
    {
        Hook("""echo >>"$here/ran" """);
        Shell(how, _site.Of("hook"));

        var run = _site.Run();

        Assert.Equal(0, run.Status);
        Assert.Contains(words, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(_site.Of("ran")));
    }

    private static string Rounded(string error)
    {
        // What was left of the deadline when it started: 0.998 s.
        var at = error.IndexOf("timed out after 0.99", StringComparison.Ordinal);
        return at < 0 ? error : string.Create(CultureInfo.InvariantCulture, $"{error[..at]}timed out after 1{error[error.IndexOf(" s\n", at, StringComparison.Ordinal)..]}");
    }

    private void Hook(string shell, params string[] arguments)
    {
        File.WriteAllText(_site.Of("hook.text"), $"#!/bin/sh\nhere=${{0%/*}}\n{shell}\n");
        Shell("install -m 755 \"$1.text\" \"$1\"", _site.Of("hook"));
        _site.Set("on-change", $"[{string.Join(", ", [_site.Of("hook"), .. arguments.Select(word => $"\"{word}\"")])}]");
    }

    private static void Shell(string text, string argument)
    {
        using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", text, "sh", argument]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
