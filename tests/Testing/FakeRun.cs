using System.Diagnostics;

namespace Testing;

/// <summary>What a finished run of an executable left behind.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Took">From its start to its end.</param>
public sealed record FakeRun(int Status, string Output, string Error, TimeSpan Took)
{
    public override string ToString() => $"exit {Status} after {Took.TotalMilliseconds:0} ms\n--- stdout\n{Output}--- stderr\n{Error}";
}

/// <summary>An executable of ours that runs, as built into the test's own output folder.</summary>
public sealed class FakeRunning : IDisposable
{
    /// <summary>No run may last longer, whatever hangs (DESIGN section 3: 50 s); the rest is for a loaded machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    /// <param name="program">`vip-mgmt` or `vip-watchdog`.</param>
    /// <param name="arguments">Of its command line.</param>
    /// <param name="redirection">As a shell writes it, e.g. `&gt;/dev/full`.</param>
    /// <param name="within">A command that runs the one behind it: `unshare`, `setpriv`.</param>
    public FakeRunning(string program, IEnumerable<string> arguments, string redirection = "", IEnumerable<string>? within = null)
    {
        string[] command = [.. within ?? [], .. Executable.Command(program), .. arguments];
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec \"$@\" {redirection}", "sh", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Waits for its end; one that does not end is killed, and fails the test.</summary>
    public FakeRun Finish()
    {
        if (!_process.WaitForExit(Longest))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"still running after {Longest.TotalSeconds:0} s");
        }

        // Both pipes are at their end, or a child that outlived the run holds them: that is a defect worth a failure.
        if (!Task.WaitAll([_output, _error], TimeSpan.FromSeconds(10)))
            throw new TimeoutException("the run has ended, and something that it left behind keeps its outputs open");
        return new(_process.ExitCode, _output.GetAwaiter().GetResult(), _error.GetAwaiter().GetResult(), _watch.Elapsed);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
