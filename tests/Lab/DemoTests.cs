using Testing;
using Tools.Execution;

namespace Lab;

/// <summary>`./demo` where User-Mode Linux cannot run: network namespaces in its place, said before anything is shown.</summary>
public sealed class DemoTests
{
    private const string FallsBack = "User-Mode Linux cannot run here (lab: not installed: user-mode-linux; install with: apt-get install user-mode-linux): "
        + "network namespaces in its place, with a replayed IPVS table";

    private static readonly string Program = Path.Combine(Repository.Root(), "demo");

    [LabRootFact]
    [Trait("Length", "long")]
    public void Without_User_Mode_Linux_it_plays_in_namespaces_and_says_so()
    {
        using var path = new PartialPath();
        path.Hide("linux.uml");

        var demo = Run(path.Folder, TimeSpan.FromMinutes(5), Program);

        Assert.True(demo.Status == 0, demo.ToString());
        Assert.Contains(FallsBack, demo.Lines);
        Assert.DoesNotContain("NOT AS EXPECTED", demo.Output, StringComparison.Ordinal);
        Assert.Contains("Deleting route to 192.0.2.1/32", demo.Output, StringComparison.Ordinal);
        Assert.Matches(@"== Done in \d+ s; cleaning up\n$", demo.Output);
    }

    /// <summary>Before it installs, builds or starts anything.</summary>
    [LabRootFact]
    public void The_namespaces_need_root_and_it_says_so()
    {
        var copy = Directory.CreateTempSubdirectory("viptools-demo");
        try
        {
            Assert.Equal(0, Run(null, TimeSpan.FromMinutes(1), "/bin/sh", "-c", $"cp -r '{Path.GetDirectoryName(Program)}/lab' '{Program}' '{copy.FullName}' && chmod -R a+rX '{copy.FullName}'").Status);

            var demo = Run(null, TimeSpan.FromMinutes(1), "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", $"{copy.FullName}/demo", "--namespaces");

            Assert.Equal(77, demo.Status);
            Assert.Equal("network namespaces need root: start it as root, or where lab/lab check finds all that User-Mode Linux needs\n", demo.Output);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static LabResult Run(string? path, TimeSpan deadline, params string[] command)
    {
        var environment = new Dictionary<string, string> { ["DEMO_BIN"] = LabDriver.Programs(), ["HOME"] = Path.GetTempPath() };
        if (path is not null)
            environment["PATH"] = $"{path}:/usr/sbin:/sbin";
        return LabDriver.Run(new ToolCommand(command[0], command[1..], deadline) { Environment = environment });
    }
}
