using System.Globalization;

namespace Vips.Host.Tests.Machine;

/// <summary>A procfs of files, as proc(5) shows them.</summary>
public sealed class FakeProc : IDisposable
{
    public const string OurNetwork = "net:[4026531840]";
    public const string OtherNetwork = "net:[4026532000]";

    private readonly TemporaryFolder _folder = new();

    public FakeProc() => Link("self/ns/net", OurNetwork);

    public string Path => _folder.Path;

    /// <param name="started">Since boot, in seconds.</param>
    /// <param name="network">Null: its link cannot be read.</param>
    public FakeProc Process(int pid, string name, double started = 0, int parent = 1, char state = 'S', string? network = OurNetwork)
    {
        var ticks = ((long)(started * 100)).ToString(CultureInfo.InvariantCulture);
        File($"{pid}/comm", name + "\n");
        File($"{pid}/stat", string.Create(CultureInfo.InvariantCulture,
            $"{pid} ({name}) {state} {parent} {pid} {pid} 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 {ticks} 9000000 500 18446744073709551615 1 1\n"));
        if (network is not null)
            Link($"{pid}/ns/net", network);
        return this;
    }

    public FakeProc File(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_folder.Of(name))!);
        _folder.Write(name, text);
        return this;
    }

    public string Of(string name) => _folder.Of(name);

    public void Dispose() => _folder.Dispose();

    private void Link(string name, string target)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_folder.Of(name))!);
        System.IO.File.CreateSymbolicLink(_folder.Of(name), target);
    }
}
