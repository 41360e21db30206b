using Net.Prefixes;
using Vips.Host.State;

namespace Fuzz.Tests.Targets;

/// <summary>journal.jsonl as a file: torn and foreign lines are skipped, the others read from the end.</summary>
internal sealed class JournalTarget : Target
{
    private const string Lines =
        """
        {"when":"2026-01-02T03:04:05+00:00","who":"vip-watchdog","prefix":"192.0.2.1/32","what":"withdraw","why":"0 realservers available behind 192.0.2.1","before":"network 192.0.2.1/32 route-map BGP1","outcome":"done","live":0}
        {"when":"2026-01-02T03:05:05+00:00","who":"vip-watchdog","prefix":"2001:db8::1/128","what":"announce","why":"more than 1 realservers available behind 2001:db8::1","after":"network 2001:db8::1/128 route-map BGP1","outcome":"failed: vtysh: exit status 1","live":2}
        {"when":"2026-01-02T03:06:05+00:00","who":"alice","what":"freeze","why":"new switches","outcome":"done"}

        """;

    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"fuzz-{Environment.ProcessId}"));
    private readonly Journal _journal;

    public JournalTarget()
        : base("journal", 20_000, Mutation.Captures.Utf8(Lines))
    {
        _journal = new StateDirectory(_folder.FullName).Journal;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Delete(recursive: true); // targets live as long as the process
    }

    /// <summary>Each block of the file is read into new bytes.</summary>
    protected override long MostAllocated => 1024 * 1024;

    /// <summary>A foreign line costs an exception, of 1.3 KB, and may have two bytes.</summary>
    protected override long MostAllocatedPerByte => 1000;

    protected override bool IsUnderstood(byte[] input)
    {
        File.WriteAllBytes(_journal.Path, input);
        var all = Measured(() => _journal.ReadNewest(10_000).Value);
        Require(all.Count <= input.AsSpan().Count((byte)'\n') + 1, "more entries than lines");
        foreach (var entry in all)
        {
            var again = JournalJson.Parse(JournalJson.Line(entry));
            Require(again is not null && again.Prefix == entry.Prefix && again.When == entry.When, "written and read again it is another");
        }

        var vip = Prefix.Parse("192.0.2.1/32");
        var page = _journal.Read(new(10) { Prefix = vip, Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) }).Value;
        Require(page.Entries.All(entry => entry.Prefix == vip), "an entry of another VIP");
        return all.Count > 0;
    }
}
