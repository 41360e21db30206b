using System.Collections;
using System.Text;
using Testing;
using Tools.Execution;

namespace Contract.Publishing;

/// <summary>What an operator types on a machine with the SDK gives the files that he then runs, by their names.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("publish-");

    [Theory]
    [InlineData("VipMgmt", "vip-mgmt")]
    [InlineData("VipWatchdog", "vip-watchdog")]
    public void A_published_project_runs_by_the_name_of_its_program(string project, string program)
    {
        var dotnet = Run(Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : Host.Find("dotnet")!,
            "publish", Path.Combine(Repository.Root(), "src", project), "-c", "Release", "-o", In("out"),
            // Nothing beside the sources is written: other builds may use their obj folders now, or after this one was interrupted.
            "--artifacts-path", In("artifacts"), "-p:RestoreLockedMode=true",
            "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        Assert.True(dotnet.Succeeded, Encoding.UTF8.GetString(dotnet.StandardOutput));

        var version = Run(Path.Combine(In("out"), program), "--version");
        Assert.True(version.Succeeded, ToolFailure.From(version)?.ToString());
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+\n$", Encoding.UTF8.GetString(version.StandardOutput));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>With our environment (where packages lie, what stands between us and a feed), but for what our own build left in it.</summary>
    private static ToolResult Run(string program, params string[] arguments) =>
        new ToolRunner().Run(new(program, arguments, TimeSpan.FromMinutes(9))
        {
            Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Select(entry => ((string)entry.Key, (string)entry.Value!))
                .Where(entry => !entry.Item1.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))
                .ToDictionary(entry => entry.Item1, entry => entry.Item2),
        });
}
