using System.Runtime.InteropServices;

namespace Tools.Execution;

/// <summary>A tool that runs, with its pipes. One thread reads, feeds and waits: it is never asked for more than one thing at once.</summary>
internal sealed unsafe class Child : IDisposable
{
    private const nint OpenPidDescriptor = 434; // pidfd_open(2), the same number on every architecture; Linux 5.3
    private const int DuplicateAbove = 1030; // F_DUPFD_CLOEXEC
    private const int FirstFree = 3;
    private const int UnknownStatus = 255 << 8;

    /// <summary>Between two looks at a tool on a kernel that cannot tell of its end.</summary>
    private const int Glance = 10;

    private readonly ChildInput _input;
    private int _ending;

    private Child(int pid, ChildStream output, ChildStream error, ChildInput input)
    {
        (Pid, Output, Error, _input) = (pid, output, error, input);
        _ending = (int)LibC.SystemCall(OpenPidDescriptor, pid, 0);
    }

    internal int Pid { get; }

    internal ChildStream Output { get; }

    internal ChildStream Error { get; }

    /// <summary>As waitpid(2) gives it; null while it runs.</summary>
    internal int? WaitStatus { get; private set; }

    internal bool HasEnded => WaitStatus is not null;

    internal bool StreamsEnded => Output.Ended && Error.Ended;

    internal bool Overflowed => Output.Overflowed || Error.Overflowed;

    /// <returns>The child, or the error number of pipe, fork or exec.</returns>
    internal static (Child? Child, int Error) Start(ToolCommand command)
    {
        var ends = stackalloc int[6]; // ours and the child's: output, error, input
        for (var i = 0; i < 6; i++)
            ends[i] = -1;
        var hasInput = !command.StandardInput.IsEmpty;
        var error = MakePipes(ends, hasInput);
        var pid = 0;
        error = error != 0 ? error : Spawn.Start(command, ends[1], ends[3], hasInput ? ends[4] : null, out pid);
        Close(ends[1], ends[3], ends[4]);
        if (error == 0)
            return (new(pid, new(ends[0], command.OutputLimit), new(ends[2], command.OutputLimit), new(ends[5], command.StandardInput)), 0);

        Close(ends[0], ends[2], ends[5]);
        return (null, error);
    }

    /// <summary>Reads, feeds and waits until that is so, or the patience is over.</summary>
    /// <returns>Whether it is so.</returns>
    internal bool Until(Func<Child, bool> isSo, TimeSpan patience)
    {
        var end = Environment.TickCount64 + (long)Math.Ceiling(patience.TotalMilliseconds);
        while (!isSo(this))
        {
            var left = end - Environment.TickCount64;
            if (left <= 0)
                return false;
            Look((int)Math.Min(left, !HasEnded && _ending < 0 ? Glance : int.MaxValue));
        }

        return true;
    }

    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
        _input.Dispose();
        Close(_ending);
        _ending = -1;
    }

    private void Look(int milliseconds)
    {
        var looks = stackalloc LibC.PollDescriptor[4]; // poll(2) passes over negative descriptors
        looks[0] = new() { Descriptor = Output.Descriptor, Wanted = LibC.PollDescriptor.Readable };
        looks[1] = new() { Descriptor = Error.Descriptor, Wanted = LibC.PollDescriptor.Readable };
        looks[2] = new() { Descriptor = _input.Descriptor, Wanted = LibC.PollDescriptor.Writable };
        looks[3] = new() { Descriptor = _ending, Wanted = LibC.PollDescriptor.Readable };
        var isTold = _ending >= 0;
        _ = LibC.Poll(looks, 4, milliseconds);
        if (looks[0].Seen != 0)
            Output.Read();
        if (looks[1].Seen != 0)
            Error.Read();
        if (looks[2].Seen != 0)
            _input.Write();
        if (!HasEnded && (!isTold || looks[3].Seen != 0))
            Reap();
    }

    private void Reap()
    {
        int status, reaped;
        do
        {
            reaped = LibC.WaitFor(Pid, &status, LibC.NoHang);
        }
        while (reaped < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted);

        if (reaped == 0)
            return;
        WaitStatus = reaped == Pid ? status : UnknownStatus; // somebody else took it: a failure, whatever it was
        Close(_ending);
        _ending = -1;
    }

    private static int MakePipes(int* ends, bool hasInput)
    {
        for (var pipe = 0; pipe < (hasInput ? 3 : 2); pipe++)
        {
            if (LibC.Pipe(ends + (2 * pipe), LibC.CloseOnExec) != 0 || !Lift(ends + (2 * pipe)) || !Lift(ends + (2 * pipe) + 1))
                return Marshal.GetLastPInvokeError();
        }

        return 0;
    }

    /// <summary>Started with a closed standard stream we would get its number, which the child's own stream is to have.</summary>
    private static bool Lift(int* descriptor)
    {
        if (*descriptor >= FirstFree)
            return true;
        var lifted = LibC.Control(*descriptor, DuplicateAbove, FirstFree);
        if (lifted < 0)
            return false;
        LibC.Close(*descriptor);
        *descriptor = lifted;
        return true;
    }

    private static void Close(params ReadOnlySpan<int> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            if (descriptor >= 0)
                LibC.Close(descriptor);
        }
    }
}
