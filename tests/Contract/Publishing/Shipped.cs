using System.Collections;
using System.Text;
using Testing;
using Tools.Execution;

namespace Contract.Publishing;

/// <summary>The two programs as packaging/publish makes them: those of the folder VIPTOOLS_BIN, as ./test has it, else made once for all tests.</summary>
[CollectionDefinition(nameof(Shipped))]
public sealed class Shipped : ICollectionFixture<Shipped>, IDisposable
{
    private readonly DirectoryInfo? _temporary;

    /// <summary>What our own build left in the environment would steer the one that is started here.</summary>
    private static readonly Dictionary<string, string> Inherited = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(entry => ((string)entry.Key, (string)entry.Value!))
        .Where(entry => !entry.Item1.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(entry => entry.Item1, entry => entry.Item2);

    public Shipped()
    {
        if (Environment.GetEnvironmentVariable("VIPTOOLS_BIN") is { Length: > 0 } folder)
        {
            Folder = folder;
            return;
        }

        _temporary = Directory.CreateTempSubdirectory("publish-");
        Folder = Path.Combine(_temporary.FullName, "out");
        var made = Run(
            Path.Combine(Repository.Root(), "packaging/publish"), [Folder, Path.Combine(_temporary.FullName, "artifacts")],
            new Dictionary<string, string>(Inherited) { ["UseSharedCompilation"] = "false", ["MSBUILDDISABLENODEREUSE"] = "1" });
        Assert.True(made.Succeeded, Encoding.UTF8.GetString(made.StandardOutput) + ToolFailure.From(made));
    }

    public string Folder { get; }

    /// <param name="program">`vip-mgmt` or `vip-watchdog`.</param>
    /// <param name="arguments">Of its command line.</param>
    /// <param name="environment">More of it.</param>
    public ToolResult Run(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        new ToolRunner().Run(new(Path.Combine(Folder, program), arguments, TimeSpan.FromMinutes(9)) { Environment = environment ?? new Dictionary<string, string>() });

    public void Dispose() => _temporary?.Delete(recursive: true);
}
