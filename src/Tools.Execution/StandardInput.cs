using System.Diagnostics;

namespace Tools.Execution;

/// <summary>Gives a tool its standard input and closes it, so that no tool waits for a person.</summary>
internal static class StandardInput
{
    public static void Feed(Process process, ReadOnlyMemory<byte> bytes)
    {
        var pipe = process.StandardInput.BaseStream;
        if (bytes.IsEmpty)
        {
            pipe.Dispose();
            return;
        }

        // On a thread: a tool that does not read would block us for ever once the pipe is full.
        new Thread(() => Write(pipe, bytes)) { IsBackground = true }.Start();
    }

    private static void Write(Stream pipe, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            pipe.Write(bytes.Span);
            pipe.Dispose();
        }
        catch (IOException)
        {
            // The tool ended, or closed its input, before it had read all of it. Its status says whether that matters.
        }
    }
}
