using System.Collections;
using System.Text;
using Testing;
using Tools.Execution;

namespace Contract.Packaging;

/// <summary>
/// The Debian package on this machine as it is, in a root of its own over it: installed, upgraded, removed, purged by the real dpkg.
/// The short form packs the programs as the tests have built them, the long one those that ship.
/// </summary>
public sealed class PackageTests : IDisposable
{
    private readonly RunFolder _folder = new();

    [PackageFact]
    public void Holds_state_and_edits_outlive_an_upgrade_and_a_purge_spares_what_is_held()
    {
        foreach (var program in (string[])["vip-mgmt", "vip-watchdog"])
        {
            var path = Of(program);
            File.WriteAllText(path, $"#!/bin/sh\nexec '{Dotnet}' exec '{AppContext.BaseDirectory}{program}.dll' \"$@\"\n");
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }

        Golden.Verify("Contract/package.txt", Lifecycle("--bin", _folder.FullName));
    }

    [LintianFact]
    [Trait("Length", "long")]
    public void What_ships_is_a_package_without_an_error_of_lintian()
    {
        var package = Build("0.1.0-1", []);
        Run(Host.Find("lintian")!, "--fail-on", "error", "--profile", "debian", "--allow-root", package);
        Golden.Verify("Contract/package.txt", Lifecycle("--bin", Unpacked(package)));
    }

    public void Dispose() => _folder.Dispose();

    private static string Dotnet { get; } = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : Host.Find("dotnet")!;

    private string Of(string name) => Path.Combine(_folder.FullName, name);

    private string Lifecycle(params string[] how) => Run(
        Host.Find("unshare")!, "--mount", "--propagation", "private", "bash", Path.Combine(Repository.Root(), "tests/Contract/Packaging/lifecycle"),
        Build("0.0.9-1", how), Build("0.1.0-1", how), AppContext.BaseDirectory, Path.GetDirectoryName(Dotnet)!);

    private string Build(string version, string[] how) =>
        Run(Path.Combine(Repository.Root(), "packaging/build-deb"), [.. how, "--version", version, _folder.FullName]).TrimEnd();

    /// <summary>The folder with the executables of a package.</summary>
    private string Unpacked(string package)
    {
        Run(Host.Find("dpkg-deb")!, "-x", package, Of("tree"));
        return Of("tree/usr/sbin");
    }

    /// <summary>With our environment (where packages lie), but for what our own build left in it; the package needs no compression here.</summary>
    private static string Run(string program, params string[] arguments)
    {
        var result = new ToolRunner().Run(new(program, arguments, TimeSpan.FromMinutes(9))
        {
            Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Select(entry => ((string)entry.Key, (string)entry.Value!))
                .Where(entry => !entry.Item1.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))
                .Append(("DPKG_DEB_COMPRESSOR_LEVEL", "0"))
                .ToDictionary(entry => entry.Item1, entry => entry.Item2),
        });
        Assert.True(result.Succeeded, $"{ToolFailure.From(result)}\n{Encoding.UTF8.GetString(result.StandardOutput)}{Encoding.UTF8.GetString(result.StandardError)}");
        return Encoding.UTF8.GetString(result.StandardOutput);
    }
}
