using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Testing;

/// <summary>A call of a fake tool.</summary>
public sealed record FakeCall(string Tool, IReadOnlyList<string> Arguments)
{
    /// <summary>The arguments joined by blanks.</summary>
    public string Line => string.Join(' ', Arguments);

    public override string ToString() => $"{Tool} {Line}";
}

/// <summary>
/// A temporary folder of fake tools, made in a few lines:
/// <code>
/// using var fakes = new FakeTools();
/// var ipvsadm = fakes.Add("ipvsadm").When("-L -n", Repository.Fixture("ipvsadm/1.31/v4-mixed.list"));
/// var vtysh = fakes.Add("vtysh").When("*show running-config*", FakeAnswer.Fails(1, "Permission denied"));
/// … run the executable with ipvsadm.Path and vtysh.Path in its configuration …
/// Assert.Equal(["ipvsadm -L -n"], fakes.Lines());
/// </code>
/// Disposing ends what a fake has left running, and deletes the folder.
/// </summary>
public sealed class FakeTools : IDisposable
{
    private readonly string _program;

    public FakeTools([CallerFilePath] string caller = "")
    {
        _program = Path.Combine(Repository.Root(caller), "tests", "Testing", "fake-tool");
        Folder = Directory.CreateTempSubdirectory("fake-tools-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, ".calls"));
        File.CreateSymbolicLink(Path.Combine(Folder, ".sleep"), "/bin/sleep");
    }

    /// <summary>Absolute; free for the test's own files too, whose names do not begin with a dot or a tool's name.</summary>
    public string Folder { get; }

    /// <summary>Every call so far of any of the tools, in the order in which they started.</summary>
    public IReadOnlyList<FakeCall> Calls() => CallFiles().Select(fields => new FakeCall(fields[1], fields[2..])).ToList();

    /// <summary>The calls as `tool argument argument`.</summary>
    public IReadOnlyList<string> Lines() => Calls().Select(call => call.ToString()).ToList();

    /// <summary>The process ids of all calls and of the children that they left, living or not.</summary>
    public IReadOnlyList<int> ProcessIds()
    {
        var children = Path.Combine(Folder, ".children");
        return CallFiles().Select(fields => fields[0])
            .Concat(File.Exists(children) ? File.ReadAllLines(children) : [])
            .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)).ToList();
    }

    /// <summary>Those of <see cref="ProcessIds"/> that still run.</summary>
    public IReadOnlyList<int> Running() => ProcessIds().Where(IsOurs).ToList();

    /// <summary>Adds a tool that has no rules yet.</summary>
    public FakeTool Add(string name)
    {
        var path = Path.Combine(Folder, name);
        File.CreateSymbolicLink(path, _program);
        return new FakeTool(path);
    }

    public void Dispose()
    {
        foreach (var pid in Running())
            End(pid);
        Directory.Delete(Folder, recursive: true);
    }

    private IEnumerable<string[]> CallFiles() => Directory.GetFiles(Path.Combine(Folder, ".calls"))
        .OrderBy(file => int.Parse(Path.GetExtension(file.AsSpan())[1..], CultureInfo.InvariantCulture))
        .Select(file => File.ReadAllText(file).Split('\0')[..^1])
        .Where(fields => fields.Length >= 2);

    /// <summary>A pid may belong to somebody else by now: ours has this folder in its command line.</summary>
    private bool IsOurs(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains(Folder + "/", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void End(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }
}
