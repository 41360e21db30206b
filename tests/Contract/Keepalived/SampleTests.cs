using System.Text;
using Testing;
using Tools.Execution;

namespace Contract.Keepalived;

/// <summary>The real keepalived takes the sample that `vip-watchdog --follow` needs, and knows a word that is wrong.</summary>
public class SampleTests
{
    [KeepalivedFact]
    public void The_sample_is_without_a_fault()
    {
        var sample = Path.Combine(Repository.Root(), "packaging", "follow", "keepalived.conf");
        var result = Judge(sample);
        Assert.Equal((0, ""), (result.Status, Encoding.UTF8.GetString(result.StandardError)));

        var folder = Directory.CreateTempSubdirectory("keepalived-");
        var wrong = Path.Combine(folder.FullName, "keepalived.conf");
        File.WriteAllText(wrong, File.ReadAllText(sample).Replace("lvs_notify_fifo", "lvs_notify_fofi", StringComparison.Ordinal));
        Assert.NotEqual(0, Judge(wrong).Status);
        folder.Delete(recursive: true);
    }

    private static ToolResult Judge(string configuration) =>
        new ToolRunner().Run(new(Host.Find("keepalived")!, ["--config-test", "--use-file", configuration], TimeSpan.FromSeconds(20)));
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class KeepalivedFactAttribute : FactAttribute
{
    public KeepalivedFactAttribute() => Skip = Host.Find("keepalived") is null ? "needs keepalived (the Debian package)" : null;
}
