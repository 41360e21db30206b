using System.Diagnostics;

namespace VipMgmt.Tests;

/// <summary>A file system that has no byte left. Only root can mount one; without it the test has no subject.</summary>
internal sealed class FullDisk : IDisposable
{
    private readonly string _path;

    private FullDisk(string path) => _path = path;

    public static FullDisk? TryMount(string path)
    {
        Directory.CreateDirectory(path);
        if (!Succeeds("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "viptools-test", path))
        {
            return null;
        }

        Directory.CreateDirectory(Path.Combine(path, "state"));
        using var ballast = new FileStream(Path.Combine(path, "ballast"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
            {
                ballast.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            return new(path); // full, as wanted
        }
    }

    public void Dispose() => Succeeds("umount", _path);

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
