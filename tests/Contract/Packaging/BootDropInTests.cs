using System.Text;
using Testing;
using Tools.Execution;

namespace Contract.Packaging;

/// <summary>The drop-ins that enforce holds at a start of bgpd, as systemd reads them beside FRR's own unit and one like Quagga's.</summary>
public sealed class BootDropInTests : IDisposable
{
    private const string QuaggasUnit = "[Unit]\nDescription=BGP routing daemon\n[Service]\nType=forking\nExecStart=/bin/true -d\n";

    private readonly RunFolder _folder = new();

    [PackageFact]
    public void Systemd_reads_them_without_a_complaint()
    {
        Assert.Equal((true, ""), Verify("frr", File.ReadAllText("/lib/systemd/system/frr.service"), line => line));
        Assert.Equal((true, ""), Verify("bgpd", QuaggasUnit, line => line));
    }

    /// <summary>That it is silent above is worth something: a misspelt line is told.</summary>
    [PackageFact]
    public void A_misspelt_drop_in_would_be_told()
    {
        var (succeeded, said) = Verify("bgpd", QuaggasUnit, line => line.Replace("ExecStartPost", "ExecStartPot", StringComparison.Ordinal));

        Assert.False(succeeded);
        Assert.Contains("Unknown key 'ExecStartPot'", said, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private (bool Succeeded, string Said) Verify(string unit, string text, Func<string, string> change)
    {
        var path = Path.Combine(_folder.FullName, $"{unit}.service");
        File.WriteAllText(path, text);
        Directory.CreateDirectory($"{path}.d");
        var dropIn = File.ReadAllText(Path.Combine(Repository.Root(), $"packaging/boot/{unit}.service.d/viptools.conf"));
        Assert.Contains("\nExecStartPost=-/usr/sbin/vip-watchdog --boot\n", dropIn, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine($"{path}.d", "viptools.conf"), change(dropIn));
        var result = new ToolRunner().Run(new(Host.Find("systemd-analyze")!, ["verify", "--man=no", "--recursive-errors=yes", path], TimeSpan.FromSeconds(30))
        {
            Environment = new Dictionary<string, string> { ["SYSTEMD_UNIT_PATH"] = $"{_folder.FullName}:" },
        });
        return (result.Succeeded, Encoding.UTF8.GetString(result.StandardError));
    }
}
