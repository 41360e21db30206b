using System.Globalization;
using Testing;
using Tools.Execution;

namespace Contract.Publishing;

/// <summary>
/// A method that is compiled when the program starts costs a fifth of a millisecond, every minute on every director. NativeAOT, which
/// ships, has no compiler in it. Where its packs cannot be had (packaging/publish says so) all but a few are compiled ahead; which, and
/// why they are left, is in docs/performance.md. One change of the publish settings, or one innocent line (a regular expression, a
/// dictionary of structures, an enumerator behind an interface), brings dozens.
/// </summary>
[Collection(nameof(Shipped))]
public sealed class CompiledAtStartTests(Shipped shipped) : IDisposable
{
    /// <summary>Compiled ReadyToRun, a run without a change compiles 11 today; a dozen is the limit that was set for it.</summary>
    private const int Most = 12;

    private readonly FakeSite _site = new("vip-watchdog");

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_run_without_a_change_compiles_hardly_anything()
    {
        var services = new List<(string, int)>();
        for (var vip = 10; vip < 40; vip++)
        {
            _site.Announce(string.Create(CultureInfo.InvariantCulture, $"network 192.0.2.{vip}/32 route-map BGP1"));
            services.Add((string.Create(CultureInfo.InvariantCulture, $"192.0.2.{vip}:80"), 2));
        }

        _site.Table([.. services]);
        _site.HasRunBefore();
        _site.WriteConfiguration();
        Compiled("first"); // writes the state that the run after it finds
        var compiled = Compiled("second");

        Assert.Equal(HasCompiler(), compiled.Length > 0); // a compiler still lists them where we ask
        Assert.True(compiled.Length <= Most, $"{compiled.Length} methods:\n{string.Join('\n', compiled)}");
        Assert.Empty(_site.Sent());
    }

    /// <summary>Whether the runtime in the program knows the setting by which its compiler lists its work.</summary>
    private bool HasCompiler() =>
        File.ReadAllBytes(Path.Combine(shipped.Folder, "vip-watchdog")).AsSpan().IndexOf("JitStdOutFile"u8) >= 0;

    private string[] Compiled(string name)
    {
        var list = _site.Of(name);
        var run = shipped.Run("vip-watchdog", ["--config", _site.ConfigurationPath], new Dictionary<string, string>
        {
            ["DOTNET_JitStdOutFile"] = list,
            ["DOTNET_JitDisasmSummary"] = "1",
        });
        Assert.True(run.Succeeded, ToolFailure.From(run).ToString());
        return File.Exists(list) ? File.ReadAllLines(list) : [];
    }
}
