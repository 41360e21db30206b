using System.Diagnostics;

namespace Contract.Dns;

/// <summary>A daemon in the foreground that a test has started and ends by its own id.</summary>
internal sealed class Daemon : IDisposable
{
    private readonly Process _process;
    private readonly string _log;

    /// <param name="name">A program of this machine.</param>
    /// <param name="arguments">Each as it is.</param>
    /// <param name="log">Where its words go.</param>
    public Daemon(string name, IReadOnlyList<string> arguments, string log)
    {
        _log = log;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        // exec: the process is the daemon itself. A file, because nobody reads a pipe for as long as it runs.
        foreach (var argument in (IEnumerable<string>)["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, Host.Find(name)!, .. arguments])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
    }

    /// <returns>False while it runs.</returns>
    /// <exception cref="InvalidOperationException">It has ended: what it said.</exception>
    public bool Throws() => _process.HasExited
        ? throw new InvalidOperationException($"ended with {_process.ExitCode}:\n{File.ReadAllText(_log)}")
        : false;

    public void Dispose()
    {
        if (!_process.HasExited)
            Host.Signal(_process.Id, Signal.Terminate);
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
    }
}
