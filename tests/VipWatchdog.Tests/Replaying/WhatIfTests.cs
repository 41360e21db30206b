using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>`--replay DIR --config NEW`: what other thresholds would have made of the recorded runs.</summary>
[Trait("Coverage", "short")]
public sealed class WhatIfTests
{
    [Fact]
    public void Changes_that_other_thresholds_avoid_and_add()
    {
        using var site = new FakeSite("vip-watchdog");
        site.HasRunBefore();
        site.Run();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 1), ("[2001:db8::1]:80", 2));
        site.Run();
        site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 1), ("[2001:db8::1]:80", 2));
        site.Run();
        Assert.Equal(2, Recorded.Bundles(site).Length);
        var other = New(site, "watchdog:\n  fall: 2\nvips:\n  - prefixes: [192.0.2.2/32]\n    drop: 1\n    restore: 2\n    fall: 1\n");

        var run = Recorded.Replay(Path.Combine(site.State, "bundles"), "--config", other);

        Golden.Same(
            """
            exit 0
            --- stdout
            TIME 192.0.2.1/32: avoided: withdraw (0 realservers available behind 192.0.2.1); instead: left as it is
            TIME 192.0.2.2/32: added: withdraw (1 realservers available behind 192.0.2.2); then: announced, and up
            TIME 192.0.2.2/32: added: withdraw (1 realservers available behind 192.0.2.2); then: announced, and up
            192.0.2.1/32: 2 changes, 1 avoided, 0 added
            192.0.2.2/32: 0 changes, 0 avoided, 2 added
            2 runs compared, 0 not; 2 changes, 1 avoided, 2 added; each run by itself, with the state that it had
            --- stderr

            """, Recorded.Masked(site, run));
        Golden.Verify("VipWatchdog/what-if.json", Recorded.Document(site, Recorded.Replay(Path.Combine(site.State, "bundles"), "--json", "--config", other)));
    }

    [Fact]
    public void A_VIP_that_bgpd_was_not_asked_for_cannot_be_compared()
    {
        using var site = OneDown.Site();
        site.Run();
        var other = New(site, "vips:\n  - prefixes: [203.0.113.7/32]\n");

        var run = Recorded.Replay(Path.Combine(site.State, "bundles"), "--config", other);

        Assert.Equal(1, run.Status);
        Assert.Contains("not compared: not in the bundle: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 runs compared, 1 not", run.Output, StringComparison.Ordinal);
        Golden.Verify("VipWatchdog/what-if-lacking.json", Recorded.Document(site, Recorded.Replay(Path.Combine(site.State, "bundles"), "--json", "--config", other)));
    }

    [Fact]
    public void A_new_configuration_with_a_fault_is_told_and_nothing_compared()
    {
        using var site = OneDown.Site();
        site.Run();
        var other = New(site, "watchdog:\n  fal: 2\n");

        var run = Recorded.Replay(Path.Combine(site.State, "bundles"), "--config", other);

        Golden.Same($"exit 78\n--- stdout\n--- stderr\nvip-watchdog: {other}:2:3: unknown key `fal` in `watchdog`; did you mean `fall`?\n", Recorded.Text(run));
    }

    private static string New(FakeSite site, string yaml)
    {
        var path = site.Of("new.yaml");
        File.WriteAllText(path, yaml);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
