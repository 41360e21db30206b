using Testing;

namespace Bgp.Vtysh.Tests;

/// <summary>A fake vtysh, and a clock that only waiting moves.</summary>
public abstract class OnVtysh : IDisposable
{
    private protected OnVtysh() => Program = Fakes.Add("vtysh");

    private protected FakeTools Fakes { get; } = new();

    private protected FakeTool Program { get; }

    private protected SteppedClock Clock { get; } = new();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            Fakes.Dispose();
    }
}
