using System.Diagnostics;

namespace House.Tests;

/// <summary>tests/coverage-gaps, which keeps the pure core at all of its branches, on a report and a file made for it.</summary>
public sealed class CoverageGapsTests : IDisposable
{
    private const string Comment = "// Not tested: nobody can";

    private readonly string _folder = Directory.CreateTempSubdirectory("gaps").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", 1, "", 0)]
    [InlineData("", 0, "", 1, "no test runs it")]
    [InlineData("", 1, "50% (1/2)", 1, "branches 50% (1/2)")]
    [InlineData("", 1, "100% (2/2)", 0)]
    [InlineData(Comment, 1, "50% (1/2)", 0)]
    [InlineData(Comment, 0, "", 0)]
    [InlineData("// Not tested: ", 0, "", 1, "no test runs it")]
    [InlineData("// Never.", 0, "", 1, "no test runs it")]
    [InlineData(Comment, 1, "100% (2/2)", 1, "tested, though the comment above says that it is not")]
    public void A_line_without_a_test_wants_a_reason(string above, int hits, string branches, int status, string? says = null)
    {
        Write($"""<class name="Vips.Rule" filename="Rule.cs"><lines>\n<line number="3" hits="{hits}" branch="{branches.Length > 0}" condition-coverage="{branches}">\n""", above);

        Assert.Equal((status, says is null ? "" : $"{_folder}/src/Rule.cs:3: {says}\n"), Run());
    }

    [Theory]
    [InlineData("")]
    [InlineData("""<class name="Vips.Gone" filename="Gone.cs"><lines>\n<line number="3" hits="1" branch="False" />\n""")]
    public void A_report_of_something_else_is_none(string report)
    {
        Write(report, "");

        Assert.Equal((64, ""), Run());
    }

    private void Write(string report, string above)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "src"));
        File.WriteAllText(Path.Combine(_folder, "report.xml"), report.Replace("\\n", "\n", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(_folder, "src", "Rule.cs"), $"// A rule.\n{above}\nreturn isDown ? 0 : 1;\n");
    }

    private (int Status, string Output) Run()
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(HouseFiles.Root, "tests", "coverage-gaps"), [Path.Combine(_folder, "report.xml"), Path.Combine(_folder, "src")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = script.StandardError.ReadToEndAsync();
        var output = script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        _ = error.Result;
        return (script.ExitCode, output);
    }
}
