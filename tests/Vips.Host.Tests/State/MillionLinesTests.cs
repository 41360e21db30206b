using System.Globalization;
using Net.Prefixes;
using Vips.Host.State;

namespace Vips.Host.Tests.State;

/// <summary>
/// A journal of a million lines, about 300 MB: what is read of it is what was asked for. Bytes are counted, not seconds,
/// which a loaded machine decides.
/// </summary>
public sealed class MillionLinesTests : IClassFixture<MillionLinesTests.Journals>
{
    private const int Lines = 1_000_000;

    private readonly Journal _journal;

    public MillionLinesTests(Journals journals) => _journal = journals.Journal;

    [Fact]
    public void The_newest_fifty_cost_one_block()
    {
        var page = _journal.Read(new(50)).Value;

        Assert.Equal(50, page.Entries.Count);
        Assert.Equal(At(Lines - 1), page.Entries[0].When);
        Assert.True(page.IsCut);
        Assert.Equal(LinesFromEnd.Chunk, page.BytesRead);
    }

    [Fact]
    public void The_last_hour_costs_its_lines_and_a_thousand_more()
    {
        var page = _journal.Read(new(int.MaxValue) { Since = At(Lines - 60) }).Value;

        Assert.Equal(60, page.Entries.Count);
        Assert.False(page.IsCut);
        Assert.InRange(page.BytesRead, LinesFromEnd.Chunk, 512 * 1024);
    }

    [Fact]
    public void One_vip_that_changed_just_now_costs_little_too()
    {
        var page = _journal.Read(new(3) { Prefix = Prefix.Parse("192.0.2.7/32") }).Value;

        Assert.Equal(3, page.Entries.Count);
        Assert.InRange(page.BytesRead, LinesFromEnd.Chunk, 1024 * 1024);
    }

    [Fact]
    public void One_vip_that_stands_at_the_very_beginning_is_found()
    {
        var page = _journal.Read(new(1) { Prefix = Prefix.Parse("203.0.113.1/32") }).Value;

        Assert.Equal(At(0), Assert.Single(page.Entries).When);
        Assert.Equal(new FileInfo(_journal.Path).Length, page.BytesRead);
    }

    private static DateTimeOffset At(int minute) => new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    public sealed class Journals : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        /// <summary>Written as text: a million appends with their flushes would be the test of another thing.</summary>
        public Journals()
        {
            Journal = new(_folder.Of("journal.jsonl"));
            var sample = JournalTests.Entry(0);
            Assert.Null(Journal.Append([sample with { When = At(0), Prefix = Prefix.Parse("203.0.113.1/32") }]));
            using var text = new StreamWriter(Journal.Path, append: true);
            for (var minute = 1; minute < Lines; minute++)
            {
                var vip = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{minute % 200}");
                text.Write(string.Create(CultureInfo.InvariantCulture,
                    $$"""{"when":"{{At(minute):s}}+00:00","who":"vip-watchdog","prefix":"{{vip}}/32","what":"withdraw","why":"0 realservers available behind {{vip}}","before":"network {{vip}}/32 route-map BGP1","outcome":"done","live":0}"""));
                text.Write('\n');
            }
        }

        internal Journal Journal { get; }

        public void Dispose() => _folder.Dispose();
    }
}
