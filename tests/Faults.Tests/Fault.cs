namespace Faults.Tests;

/// <summary>One row of the table: what fails, how, for which command, and how that command must end.</summary>
/// <param name="Point">Where: a heading of docs/faults.md.</param>
/// <param name="What">How it fails there.</param>
/// <param name="Command">One of <see cref="World"/>'s.</param>
/// <param name="Status">The exit status that DESIGN section 7 asks for.</param>
/// <param name="Inject">Makes it so.</param>
/// <param name="Evidence">The class of the test.</param>
internal sealed record Fault(string Point, string What, string Command, int Status, Action<World> Inject, string Evidence)
{
    /// <summary>Tried in `./test long` alone: the same code meets the same fault with another command in every `./test`.</summary>
    public bool IsLong { get; init; }

    /// <summary>What tries it in place of <see cref="Try"/>'s one run.</summary>
    public Action<Fault>? Own { get; init; }

    /// <summary>As tests and the document name it.</summary>
    public string Key => $"{Point}: {What}, {Command}";

    /// <summary>The fault, what must hold after it, and the next run.</summary>
    public void Try()
    {
        if (Own is { } own)
        {
            own(this);
            return;
        }

        using var world = new World(Command);
        Inject(world);
        var run = world.Run();

        Assert.True(Status == run.Status, $"{Key}: exit {Status} was expected\n{run}");
        world.IsSound();
        FaultDocument.Verify(this, $"{run.Status}", world.Changed(), FaultDocument.Words(world.Site, run));
        world.Repairs();
    }
}
