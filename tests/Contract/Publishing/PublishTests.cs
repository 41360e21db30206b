using System.Text;
using Testing;
using Tools.Execution;

namespace Contract.Publishing;

/// <summary>What ships, as packaging/publish makes it: that it runs, and that nothing it needs was trimmed away.</summary>
[Collection(nameof(Shipped))]
public sealed class PublishTests(Shipped shipped)
{
    [Fact]
    public void Two_programs_and_nothing_else_are_made() =>
        Assert.Equal(["vip-mgmt", "vip-watchdog"], Directory.EnumerateFileSystemEntries(shipped.Folder).Select(Path.GetFileName).Order());

    [Theory]
    [InlineData("vip-mgmt")]
    [InlineData("vip-watchdog")]
    public void It_tells_its_version(string program) =>
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+\n$", Output(program, "--version"));

    /// <summary>The template engine works by reflection: trimming must not take its members.</summary>
    [Fact]
    public void It_renders_the_sample_inventory()
    {
        var inventory = Path.Combine(Repository.Root(), "templates/quagga/viptools.yaml");
        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root(), "templates/quagga/site-a/frr.conf")),
            Output("vip-mgmt", "render", "--site", "site-a", "--flavour", "frr", "--config", inventory));
    }

    private string Output(string program, params string[] arguments)
    {
        var result = shipped.Run(program, arguments);
        Assert.True(result.Succeeded, ToolFailure.From(result).ToString());
        return Encoding.UTF8.GetString(result.StandardOutput);
    }
}
