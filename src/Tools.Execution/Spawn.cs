namespace Tools.Execution;

/// <summary>
/// Starts a program through posix_spawn(3). Not System.Diagnostics.Process: at its first use that one loads six assemblies,
/// starts two threads and reads the time zone, a third of what a run of the watchdog costs (docs/performance.md).
/// </summary>
internal static unsafe class Spawn
{
    /// <summary>posix_spawn_file_actions_t and posix_spawnattr_t have 80 and 336 bytes in glibc, a signal set has 128.</summary>
    private const int Room = 512;

    private const short SetSignalDefaults = 4;
    private const short SetSignalMask = 8;
    private const int ChildSignal = 17;
    private const nint Default = 0;
    private const nint Ignored = 1;

    /// <param name="command">Which program, with what.</param>
    /// <param name="output">The child's end of the pipe of its standard output.</param>
    /// <param name="error">As <paramref name="output"/>.</param>
    /// <param name="input">The child's end; null for none: it reads an end at once.</param>
    /// <param name="pid">The child's number.</param>
    /// <returns>0, or the error number of fork or exec.</returns>
    internal static int Start(ToolCommand command, int output, int error, int? input, out int pid)
    {
        TakeChildSignal();
        using var arguments = new TextArray([command.Program, .. command.Arguments]);
        using var environment = new TextArray(Environment(command));
        var actions = stackalloc byte[Room];
        var attributes = stackalloc byte[Room];
        LibC.InitActions(actions);
        LibC.InitAttributes(attributes);
        try
        {
            SetStreams(actions, output, error, input);
            SetSignals(attributes);
            int child;
            var failure = LibC.Spawn(&child, command.Program, actions, attributes, arguments.Pointer, environment.Pointer);
            pid = child;
            return failure;
        }
        finally
        {
            LibC.DestroyActions(actions);
            LibC.DestroyAttributes(attributes);
        }
    }

    private static List<string> Environment(ToolCommand command)
    {
        var environment = new List<string> { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C" };
        if (command.Environment.Count > 0)
        {
            environment.RemoveAll(entry => command.Environment.ContainsKey(entry[..entry.IndexOf('=', StringComparison.Ordinal)]));
            foreach (var (name, value) in command.Environment)
                environment.Add($"{name}={value}");
        }

        return environment;
    }

    private static void SetStreams(byte* actions, int output, int error, int? input)
    {
        if (input is { } given)
            LibC.AddDuplicate(actions, given, 0);
        else
            LibC.AddOpen(actions, 0, "/dev/null", 0, 0);
        LibC.AddDuplicate(actions, output, 1);
        LibC.AddDuplicate(actions, error, 2);
        try
        {
            LibC.AddFolder(actions, "/"); // ours may be on a disk that is to be unmounted
        }
        catch (EntryPointNotFoundException)
        {
            // A glibc before 2.29: the tool starts where we are.
        }
    }

    /// <summary>The runtime ignores SIGPIPE, and a child would inherit that: every signal does its usual work in a tool, and none is blocked.</summary>
    private static void SetSignals(byte* attributes)
    {
        var signals = stackalloc byte[Room];
        new Span<byte>(signals, Room).Clear();
        LibC.SetSignalMask(attributes, signals);
        LibC.FillSignals(signals);
        LibC.SetDefaultSignals(attributes, signals);
        LibC.SetFlags(attributes, SetSignalDefaults | SetSignalMask);
    }

    /// <summary>Whoever started us may have had SIGCHLD ignored: the kernel would take our children's status away.</summary>
    private static void TakeChildSignal()
    {
        var action = stackalloc byte[Room];
        if (LibC.SignalAction(ChildSignal, null, action) == 0 && *(nint*)action == Ignored)
            LibC.Signal(ChildSignal, Default);
    }
}
