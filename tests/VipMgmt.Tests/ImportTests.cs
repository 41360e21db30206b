using Testing;

namespace VipMgmt.Tests;

/// <summary>`vip-mgmt import-ancestor`: the published values (facts/ancestor.md) and what operators made of them.</summary>
public sealed class ImportTests : OnSite
{
    private const string Include = """
        VTYSH="/usr/bin/vtysh"
        QUAGGA_CONF="/etc/quagga/bgpd.conf"
        BGP_LOCAL_AS="64699"
        """;

    private const string Masks = """
        BGP_ANNOUNCE_MASK_V4="32"
        BGP_ANNOUNCE_MASK_V6="128"
        """;

    private const string Watchdog = $"""
        IPVSADM="/sbin/ipvsadm"
        {Masks}
        DROP_ROUTE_THRESHOLD=0
        REST_ROUTE_THRESHOLD=1
        """;

    private string Folder => Site.Of("scripts.old");

    [Fact]
    [Trait("Coverage", "short")]
    public void The_published_scripts_become_a_configuration_that_check_config_takes()
    {
        Scripts(Include, Masks, Watchdog);

        var run = Site.Run("import-ancestor", Folder);

        Said(run, 0, $"""
            # From the ancestor's scripts in {Folder}. Judge it with: vip-mgmt check-config FILE
            bgp:
              vtysh: /usr/bin/vtysh    # VTYSH
              baseline: /etc/quagga/bgpd.conf    # QUAGGA_CONF
              as: 64699    # BGP_LOCAL_AS
              mask-v4: 32    # BGP_ANNOUNCE_MASK_V4
              mask-v6: 128    # BGP_ANNOUNCE_MASK_V6
            ipvs:
              ipvsadm: /sbin/ipvsadm    # IPVSADM
            watchdog:
              drop: 0    # DROP_ROUTE_THRESHOLD
              restore: 1    # REST_ROUTE_THRESHOLD
            """);
        File.WriteAllText(Site.Of("new.yaml"), run.Output);
        var effective = Site.Run("check-config", Site.Of("new.yaml"));
        Assert.Equal(0, effective.Status);
        Assert.Contains("  baseline: /etc/quagga/bgpd.conf\n", effective.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void What_operators_wrote_in_bash_is_read_as_bash_reads_it()
    {
        Scripts(
            "  # own AS\n\nexport VTYSH='/opt/quagga/v t'\r\nQUAGGA_CONF=/etc/bgpd.conf # here\nBGP_LOCAL_AS=1\nBGP_LOCAL_AS=65000;\n",
            "readonly BGP_ANNOUNCE_MASK_V4=24", "DROP_ROUTE_THRESHOLD=\"2\"\nREST_ROUTE_THRESHOLD='4'");

        var run = Site.Run("import-ancestor", Folder);

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Equal(
            ["bgp:", "  vtysh: \"/opt/quagga/v t\"    # VTYSH", "  baseline: /etc/bgpd.conf    # QUAGGA_CONF", "  as: 65000    # BGP_LOCAL_AS",
             "  mask-v4: 24    # BGP_ANNOUNCE_MASK_V4", "watchdog:", "  drop: 2    # DROP_ROUTE_THRESHOLD", "  restore: 4    # REST_ROUTE_THRESHOLD"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    [Theory]
    [InlineData("VTYSH=$(which vtysh)", "'VTYSH=$(which vtysh)' is no plain NAME=VALUE")]
    [InlineData("VTYSH=\"$HOME/vtysh\"", "is no plain NAME=VALUE")]
    [InlineData("VTYSH=`which vtysh`", "is no plain NAME=VALUE")]
    [InlineData("VTYSH=\"/usr/bin/vtysh", "is no plain NAME=VALUE")]
    [InlineData("VTYSH=/usr/bin/vtysh touch /tmp/x", "is no plain NAME=VALUE")]
    [InlineData("VTYSH=/usr/bin/vtysh; touch /tmp/x", "is no plain NAME=VALUE")]
    [InlineData("VTYSH=a\\ b", "is no plain NAME=VALUE")]
    [InlineData("VTYSH=/a#b\"c\"", "is no plain NAME=VALUE")]
    [InlineData("[ -x /usr/bin/vtysh ] || exit 1", "is no plain NAME=VALUE")]
    [InlineData("VTYSH=vtysh", "VTYSH: `vtysh` must be an absolute path, not 'vtysh'")]
    [InlineData("BGP_LOCAL_AS=\"as64699\"", "BGP_LOCAL_AS: `as` must be auto or an AS number (64699, 1.5), not 'as64699'")]
    public void What_cannot_be_taken_over_is_told_with_its_line(string line, string fault)
    {
        Scripts($"# first\n{line}", Masks, Watchdog);

        var run = Site.Run("import-ancestor", Folder);

        Assert.Equal((78, ""), (run.Status, run.Output));
        Assert.StartsWith($"{Folder}/bgp.inc.sh:4:1: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_that_would_flap_are_refused_at_their_line()
    {
        Scripts(Include, Masks, "DROP_ROUTE_THRESHOLD=2\nREST_ROUTE_THRESHOLD=2");

        Refused(Site.Run("import-ancestor", Folder), 78, $"{Folder}/vip_watchdog:");
    }

    [Fact]
    public void Two_scripts_that_disagree_are_refused()
    {
        Scripts(Include, "BGP_ANNOUNCE_MASK_V4=24", Watchdog);

        Refused(Site.Run("import-ancestor", Folder), 78, $"vip_watchdog:4:1: BGP_ANNOUNCE_MASK_V4 is 32 here and 24 in {Folder}/vip_mgmt:3: which of the two counts?");
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void What_is_not_there_or_not_known_is_a_warning()
    {
        Scripts(null, Masks, "MAIL=root");

        var run = Site.Run("import-ancestor", Folder);

        Assert.Equal(0, run.Status);
        Assert.Equal(
            $"vip-mgmt: warning: {Folder}: no bgp.inc.sh; what it says is left to our defaults\nvip-mgmt: warning: {Folder}/vip_watchdog:3: MAIL is none of the ancestor's; left out\n", run.Error);
    }

    [Fact]
    public void The_include_is_found_in_a_folder_of_its_own_too()
    {
        Scripts(null, Masks, Watchdog);
        Directory.CreateDirectory(Path.Combine(Folder, "scripts"));
        File.WriteAllText(Path.Combine(Folder, "scripts", "bgp.inc.sh"), Block(Include));

        Assert.Contains("  as: 64699 ", Site.Run("import-ancestor", Folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void As_a_document()
    {
        Scripts(Include, Masks, "MAIL=root");

        Golden.Verify("VipMgmt/import.json", Site.Run("import-ancestor", Folder, "--json").Output.Replace(Folder, "FOLDER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "is empty, or no regular file")]
    [InlineData("#!/bin/bash\nVTYSH=/usr/bin/vtysh\n", "no line '# --------- CONFIGURATION'")]
    [InlineData("# --------- CONFIGURATION\nVTYSH=/usr/bin/vtysh\n", "no line '# --------- END OF CONF'")]
    public void A_file_that_is_none_of_them_is_refused(string text, string words)
    {
        Scripts(null, null, null);
        File.WriteAllText(Path.Combine(Folder, "vip_mgmt"), text);

        Refused(Site.Run("import-ancestor", Folder), 78, words);
    }

    [Fact]
    public void A_folder_without_any_is_refused()
    {
        Refused(Site.Run("import-ancestor", Site.Of("nowhere")), 78, "neither vip_mgmt nor vip_watchdog nor bgp.inc.sh is there");
        Refused(Site.Run("import-ancestor"), 64, "Required argument missing");
    }

    private static string Block(string lines) => $"#!/bin/bash\n# --------- CONFIGURATION\n{lines}\n# --------- END OF CONF\necho \"$VTYSH\"\n";

    private void Scripts(string? include, string? mgmt, string? watchdog)
    {
        Directory.CreateDirectory(Folder);
        foreach (var (name, lines) in new[] { ("bgp.inc.sh", include), ("vip_mgmt", mgmt), ("vip_watchdog", watchdog) })
        {
            if (lines is not null)
            {
                File.WriteAllText(Path.Combine(Folder, name), Block(lines));
            }
        }
    }
}
