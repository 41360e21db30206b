using System.Text;
using Testing;
using Tools.Execution;

namespace House.Tests;

/// <summary>The picture of a failure shows the data beside it, and nothing that was drawn by hand.</summary>
public class PictureTests
{
    [Fact]
    public void The_failure_of_the_documents_is_drawn_from_what_the_lab_saw()
    {
        var drawn = new ToolRunner().Run(new(Path.Combine(Repository.Root(), "lab/picture"), ["draw", "docs/failover.tsv"], TimeSpan.FromSeconds(20))
        {
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        });

        Assert.True(drawn.Succeeded, $"{ToolFailure.From(drawn)}");
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root(), "docs/failover.svg")), Encoding.UTF8.GetString(drawn.StandardOutput));
    }
}
