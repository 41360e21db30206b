namespace VipMgmt.Tests;

/// <summary>`on-change` of a person's command: told of each change that was read back, with the lock free.</summary>
public sealed class ChangeHookTests : OnSite
{
    [Fact]
    public void It_is_told_who_did_what_and_may_itself_ask_vip_mgmt()
    {
        var hook = Site.Of("hook");
        File.WriteAllText(hook, $"""
            #!/bin/sh
            flock --nonblock --conflict-exit-code 17 '{Site.LockFile}' true || echo locked
            echo "$VIPTOOLS_TOOL $VIPTOOLS_WHO $VIPTOOLS_WHAT $VIPTOOLS_PREFIX $VIPTOOLS_WHY" >>'{Site.Of("told")}'

            """);
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Site.Set("on-change", $"[/bin/sh, \"{hook}\"]");

        Said(Site.Run("-d", Four, "--reason", "new kernel"), 0, "bgp_mgt: Deleting route to 192.0.2.1/32");
        Said(Site.Run("-a", Four), 0, "bgp_mgt: Adding route to 192.0.2.1/32");
        Said(Site.Run("-a", Four), 0, "bgp_mgt: Route 192.0.2.1/32 already exists");

        Assert.Equal(["withdraw 192.0.2.1/32", "announce 192.0.2.1/32"], File.ReadAllLines(Site.Of("told")).Select(line =>
        {
            Assert.StartsWith($"vip-mgmt {Who} ", line, StringComparison.Ordinal);
            return string.Join(' ', line[$"vip-mgmt {Who} ".Length..].Split(' ').Take(2));
        }));
    }

    [Fact]
    public void That_it_fails_changes_nothing_of_the_command()
    {
        Site.Set("on-change", "[/bin/false]");

        Said(Site.Run("-d", Four), 0, "bgp_mgt: Deleting route to 192.0.2.1/32", "bgp_mgt: on-change (withdraw of 192.0.2.1/32): false: exit status 1, without a word");
    }
}
