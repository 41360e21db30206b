using System.Diagnostics;
using Testing;
using Vips.Host.State;

namespace VipMgmt.Tests;

/// <summary>What the shells offer behind `vip-mgmt`, by their own completion scripts and the program itself.</summary>
public sealed class CompletionTests : OnSite
{
    private static readonly string Scripts = Path.Combine(Repository.Root(), "packaging", "completion");

    /// <summary>Many lines in one shell: its start and the program's are what costs.</summary>
    [Fact]
    public void Of_bash()
    {
        Remember();
        Golden.Same(
            """
            -d 192 > 192.0.2.1/32 192.0.2.2/32 192.0.2.9/32
            -d www.example.net sh > shop.example.net
            status 2001:db8::  > 1/128
            history www >
            --dr > --drain --dry-run
            render --site d > dc1

            """.Replace("::  >", ":: >", StringComparison.Ordinal),
            Shell("bash", """
                source "$1/viptools.bash"; shift
                for words; do
                    COMP_LINE="vip-mgmt --config $CONFIG $words" COMP_POINT=${#COMP_LINE} COMP_WORDS=($COMP_LINE) COMPREPLY=()
                    previous=(vip-mgmt ${words% *})
                    _viptools "$PROGRAM" "${words##* }" "${previous[-1]}"
                    printf '%s >' "$words"; [ ${#COMPREPLY[@]} = 0 ] || printf ' %s' $(printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort); echo
                done
                """,
                "-d 192", "-d www.example.net sh", "status 2001:db8::", "history www", "--dr", "render --site d"));
    }

    [Fact]
    public void A_path_is_completed_where_one_stands_and_options_alone_where_nothing_else_does() => Golden.Same(
        """
        --config /etc/hos: /etc/host.conf /etc/hostname /etc/hosts
        check-config /etc/hos: /etc/host.conf /etc/hostname /etc/hosts
        : check-config doctor explain freeze history import-ancestor render status thaw

        """,
        Shell("bash", """
            source "$1/viptools.bash"
            for words in "--config /etc/hos" "check-config /etc/hos" ""; do
                COMP_LINE="vip_mgmt $words" COMP_POINT=${#COMP_LINE} COMP_WORDS=(vip_mgmt $words)
                previous=(vip-mgmt ${words% *})
                _viptools "$PROGRAM" "${words##* }" "${previous[-1]}"
                printf '%s:' "$words"; printf ' %s' $(printf '%s\n' "${COMPREPLY[@]}" | grep -v hosts. | LC_ALL=C sort); echo
            done
            """));

    [Fact]
    [Trait("Coverage", "short")]
    public void Nothing_readable_gives_nothing_and_no_word()
    {
        Site.Yaml = "bogus: 1\n";
        Site.WriteConfiguration();
        Assert.Equal("", Shell("bash", """
            source "$1/viptools.bash"
            COMP_LINE="vip-mgmt --config $CONFIG -d 1" COMP_POINT=${#COMP_LINE} COMP_WORDS=($COMP_LINE)
            _viptools "$PROGRAM" 1 -d
            printf '%s' "${COMPREPLY[@]}"
            """));
    }

    private void Remember()
    {
        Hold("192.0.2.9/32", ClaimOf("b.tld"));
        Site.Yaml =
            """
            vips:
              - {name: shop.example.net, prefixes: [192.0.2.2/32]}
              - {name: a label, prefixes: ["2001:db8::1/128"]}
            sites:
              - {name: dc1, as: 64699, router-id: 198.51.100.2, neighbors: [{address: 198.51.100.1, as: 64500}]}

            """;
        Site.WriteConfiguration();
        State.Names.Write(new Dictionary<string, StoredResolution> { [Www] = new([], [], [], Clock.Now().Wall) });
    }

    private string Shell(string shell, string script, params string[] words)
    {
        Site.WriteConfiguration();
        var program = Site.Of("vip-mgmt");
        File.WriteAllText(program, $"#!/bin/sh\nexec dotnet exec '{Path.Combine(AppContext.BaseDirectory, "vip-mgmt.dll")}' \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var process = Process.Start(new ProcessStartInfo(shell, ["-c", script, shell, Scripts, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PROGRAM"] = program, ["CONFIG"] = Site.ConfigurationPath, ["LC_ALL"] = "C" },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("", error.GetAwaiter().GetResult());
        return output;
    }
}
