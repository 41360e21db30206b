namespace Vips.Tests;

/// <summary>One row of a table of DESIGN: a world, and what a run makes of it.</summary>
/// <param name="When">The row in words; the name of the test.</param>
/// <param name="World">The world as the run finds it.</param>
/// <param name="Sent">See <see cref="Run.Sent"/>; empty for nothing.</param>
/// <param name="Status">The exit status.</param>
/// <param name="Says">Must stand in <see cref="Run.Said"/>; null: nothing must be said.</param>
public sealed record Row(string When, World World, string Sent, ExitStatus Status = ExitStatus.Done, string? Says = null)
{
    public const string Withdrawn = "- 192.0.2.1/32";
    public const string Announced = "+ network 192.0.2.1/32 route-map BGP1";
    public const string Reissued = "~ network 192.0.2.1/32 route-map BGP1";
    public const string HeldNow = "hold 192.0.2.1/32";
    public const string Nothing = "";

    public const string DeleteLine = "0 realservers available behind 192.0.2.1 > delete route";
    public const string MissingLine = "no virtual service behind 192.0.2.1 > delete route";
    public const string AddLine = "more than 1 realservers available behind 192.0.2.1 > add route";
    public const string HeldLine = "192.0.2.1 is held by alice (upgrade) > delete route";

    public static TheoryData<string> Names(IEnumerable<Row> rows)
    {
        var names = new TheoryData<string>();
        foreach (var row in rows)
        {
            names.Add(row.When);
        }

        return names;
    }

    /// <summary>Runs the row of that name.</summary>
    public static void Verify(IEnumerable<Row> rows, string when)
    {
        var row = rows.Single(row => row.When == when);
        var run = Run.Of(row.World);
        var said = run.Said;
        Assert.Equal(row.Sent, run.Sent);
        if (row.Says is null)
        {
            Assert.Equal("", said);
        }
        else
        {
            Assert.Contains(row.Says, said, StringComparison.Ordinal);
        }

        Assert.Equal(row.Status, run.Status);
    }
}
