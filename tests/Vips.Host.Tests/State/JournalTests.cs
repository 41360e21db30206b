using Net.Prefixes;
using Vips.Host.State;
using Vips.State;

namespace Vips.Host.Tests.State;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Journal _journal;

    public JournalTests() => _journal = new(_folder.Of("journal.jsonl"));

    public void Dispose() => _folder.Dispose();

    internal static JournalEntry Entry(int number) => new(
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMinutes(number), "vip-watchdog", Prefix.Parse("192.0.2.1/32"),
        "withdraw", "0 realservers available behind 192.0.2.1", "network 192.0.2.1/32 route-map BGP1", null, "done", number);

    [Fact]
    public void The_newest_come_first_and_whole()
    {
        Assert.Null(_journal.Append([Entry(1), Entry(2)]));
        Assert.Null(_journal.Append([Entry(3) with { Live = null, After = "x", Before = null }]));

        Assert.Equal([Entry(3) with { Live = null, After = "x", Before = null }, Entry(2)], _journal.ReadNewest(2).Value);
        Assert.Equal([Entry(1)], _journal.ReadNewest(9, entry => entry.Live == 1).Value);
        Assert.Equal("660", Shell.Run("stat", "-c", "%a", _journal.Path).Trim());
    }

    [Fact]
    public void Without_a_file_there_is_no_history_and_nothing_is_made()
    {
        Assert.Empty(_journal.ReadNewest(9).Value);
        Assert.Null(_journal.Append([]));
        Assert.False(File.Exists(_journal.Path));
    }

    [Fact]
    public void A_torn_last_line_is_closed_and_skipped_at_every_length()
    {
        Assert.Null(_journal.Append([Entry(1)]));
        var line = File.ReadAllBytes(_journal.Path);
        for (var length = 1; length < line.Length - 2; length++)
        {
            File.WriteAllBytes(_journal.Path, [.. line, .. line[..length]]);

            Assert.Equal([Entry(1)], _journal.ReadNewest(9).Value);
            Assert.Null(_journal.Append([Entry(2)]));
            Assert.Equal([Entry(2), Entry(1)], _journal.ReadNewest(9).Value);
        }
    }

    [Fact]
    public void Foreign_lines_are_skipped()
    {
        Assert.Null(_journal.Append([Entry(1)]));
        File.AppendAllText(_journal.Path, "\nhello\n{}\n[1]\n\"x\"\n" + new string('x', LinesFromEnd.LongestLine * 3) + "\n");
        Assert.Null(_journal.Append([Entry(2)]));

        Assert.Equal([Entry(2), Entry(1)], _journal.ReadNewest(9).Value);
    }

    [Fact]
    public void Thousands_of_entries_come_back_in_order_across_every_block()
    {
        var entries = Enumerable.Range(0, 3000).Select(number => Entry(number) with { Why = new string('w', number % 400) }).ToList();
        Assert.Null(_journal.Append(entries));

        Assert.Equal(entries.AsEnumerable().Reverse(), _journal.ReadNewest(int.MaxValue).Value);
    }

    [Fact]
    public void A_boot_with_a_wrong_clock_hides_nothing_that_stands_before_it()
    {
        var wrong = Enumerable.Range(0, 999).Select(number => Entry(number) with { When = DateTimeOffset.UnixEpoch });
        Assert.Null(_journal.Append([Entry(1), .. wrong, Entry(2)]));

        Assert.Equal([Entry(2), Entry(1)], _journal.Read(new(9) { Since = Entry(0).When }).Value.Entries);
    }

    [Fact]
    public void No_text_can_forge_a_line()
    {
        Assert.Null(_journal.Append([Entry(1) with { Why = "a\n{\"who\":\"root\"}\u2028b", Outcome = new string('o', 5000) }]));

        Assert.Single(File.ReadAllLines(_journal.Path));
        Assert.Equal("a {\"who\":\"root\"} b", _journal.ReadNewest(1).Value[0].Why);
        Assert.InRange(new FileInfo(_journal.Path).Length, 1000, 4096);
    }

    [Fact]
    public void Writers_at_once_never_mix_their_lines()
    {
        Parallel.For(0, 8, writer =>
        {
            for (var round = 0; round < 20; round++)
            {
                Assert.Null(_journal.Append([Entry(writer), Entry(writer)]));
            }
        });

        Assert.Equal(320, _journal.ReadNewest(int.MaxValue).Value.Count);

        // A writer that sees another's line half written closes it once more: an empty line, which every reader skips.
        Assert.Equal(320, File.ReadAllLines(_journal.Path).Count(line => line.Length > 0));
    }

    [Fact]
    public void What_is_no_file_is_told_and_does_not_hang()
    {
        Shell.Run("mkfifo", _journal.Path);

        Assert.Equal("not a regular file", _journal.Append([Entry(1)])?.Words);
        Assert.Equal("not a regular file", _journal.ReadNewest(1).Failure?.Words);
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        var other = _folder.Write("other", "untouched");
        File.CreateSymbolicLink(_journal.Path, other);

        Assert.NotNull(_journal.Append([Entry(1)]));
        Assert.Equal("untouched", File.ReadAllText(other));
    }
}
