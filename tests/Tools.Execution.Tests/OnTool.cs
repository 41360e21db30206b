using System.Text;
using Testing;

namespace Tools.Execution.Tests;

/// <summary>The runner and one fake tool.</summary>
public abstract class OnTool : IDisposable
{
    /// <summary>Nothing but a defect waits for so long; half of it tells an end of our making from the deadline on any machine.</summary>
    protected static readonly TimeSpan Long = TimeSpan.FromMinutes(4);
    protected static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    protected OnTool() => Tool = Fakes.Add("tool");

    protected FakeTools Fakes { get; } = new();

    protected FakeTool Tool { get; }

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

    protected static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    protected ToolResult Run(TimeSpan deadline, params string[] arguments) =>
        new ToolRunner().Run(new(Tool.Path, arguments, deadline));
}
