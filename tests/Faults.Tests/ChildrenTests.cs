using Testing;

namespace Faults.Tests;

/// <summary>What a tool is started with: the environment that SECURITY.md names, three descriptors, and nothing of ours.</summary>
public sealed class ChildrenTests
{
    private const string Secret = "PASSWORD=hunter2";

    private static readonly string[] Plain = ["LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"];

    [Theory]
    [InlineData(World.Watchdog, "hook ipvsadm vtysh")]
    [InlineData(World.Delete, "dig hook ipvsadm vtysh witness")]
    public void A_tool_sees_neither_our_environment_nor_our_files(string command, string tools)
    {
        using var world = new World(command);
        var site = world.Site;
        var witness = site.Fakes.Add("witness").Always(Spying(site, FakeAnswer.Prints("path\n")));
        var hook = site.Fakes.Add("hook").Always(Spying(site, new()));
        site.Set("bgp.witness", $"[{witness.Path}, \"{{prefix}}\"]");
        site.Set("on-change", $"[{hook.Path}]");
        site.Ipvsadm.Reset().Always(Spying(site, FakeAnswer.PrintsFile(site.Of("ipvs.list"))));
        site.Vtysh.Reset().Always(site.Bgpd.Answer with { Shell = $"{Spy(site)}\n{site.Bgpd.Answer.Shell}" });
        site.Dig.Reset().When("*-t A", Spying(site, FakeAnswer.Prints(Repository.Fixture("dig/9.18/cname.A.txt"))))
            .When("*-t AAAA", Spying(site, FakeAnswer.Prints(Repository.Fixture("dig/9.18/cname.AAAA.txt"))));
        site.Within = ["env", Secret, "LD_DEBUG_OUTPUT=/none", "BASH_ENV=/none", "HOME=/none"];

        Assert.Equal(0, world.Run().Status);

        var seen = Directory.GetFiles(site.Of("spied"), "*.env").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(tools, string.Join(' ', seen));
        foreach (var file in Directory.GetFiles(site.Of("spied"), "*.env"))
            Assert.Equal(Plain, File.ReadAllLines(file).Where(line => !line.StartsWith("VIPTOOLS_", StringComparison.Ordinal) && line != "VTYSH_HISTFILE=/dev/null").Distinct().Order(StringComparer.Ordinal));
        foreach (var file in Directory.GetFiles(site.Of("spied"), "*.fd"))
            Assert.All(File.ReadAllLines(file).Where(line => line.Contains(" -> ", StringComparison.Ordinal) && !line.Contains("/spied/", StringComparison.Ordinal)), IsNoneOfOurs);

        void IsNoneOfOurs(string line)
        {
            Assert.DoesNotContain(site.Folder + "/", line, StringComparison.Ordinal);
            Assert.DoesNotMatch(" [3-9] -> ", line);
        }
    }

    private static FakeAnswer Spying(FakeSite site, FakeAnswer answer) => answer with { Shell = Spy(site) };

    /// <summary>The kernel's word on the shell itself; descriptor 10 is its own script.</summary>
    private static string Spy(FakeSite site) =>
        $"""
        mkdir -p '{site.Of("spied")}'
        tr '\0' '\n' </proc/$$/environ >>'{site.Of("spied")}'/$name.env
        ls -l /proc/$$/fd >>'{site.Of("spied")}'/$name.fd
        """;
}
