using Testing;
using Vips.State;

namespace VipMgmt.Tests;

/// <summary>`vip-mgmt history`: what the journal tells, to people and to programs.</summary>
public sealed class HistoryTests : OnSite
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    [Trait("Coverage", "short")]
    public void Tells_what_was_done_the_newest_last()
    {
        WriteIncident();

        Said(Site.Run("history"), 0,
            """
            2026-11-25T03:00:00Z  withdraw  192.0.2.1/32     vip-watchdog  0 realservers available behind 192.0.2.1
            2026-11-25T03:05:00Z  announce  192.0.2.1/32     vip-watchdog  more than 1 realservers available behind 192.0.2.1 > NOT DONE: it is not configured
            2026-11-25T03:10:00Z  hold      2001:db8::1/128  alice         www.example.net (new kernel)
            """);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1/32")]
    public void Of_one_vip_with_statements_and_counts(string vip)
    {
        WriteIncident();

        var run = Site.Run("history", vip, "--verbose", "--last", "1");

        Assert.Equal(
            $"""
            (older ones are left out: --last N or --since WHEN)
            2026-11-25T03:05:00Z  announce  192.0.2.1/32  vip-watchdog  more than 1 realservers available behind 192.0.2.1 > NOT DONE: it is not configured
                                  no statement > network 192.0.2.1/32 route-map BGP1
                                  live real servers: 2
            ({new FileInfo(State.Journal.Path).Length} bytes read of {State.Journal.Path})

            """, run.Output);
    }

    [Theory]
    [InlineData("2026-11-25T03:10", 1)]
    [InlineData("2026-11-25T03:10:00Z", 1)]
    [InlineData("2026-11-25", 3)]
    [InlineData("2026-11-26", 0)]
    public void Since_a_time_in_utc(string since, int entries)
    {
        WriteIncident();

        Assert.Equal(entries, Site.Run("history", "--since", since).Output.Split('\n').Count(line => line.StartsWith("2026-", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void Since_a_duration_ago()
    {
        var now = Clock.Now().Wall;
        State.Journal.Append([Entry(now.AddHours(-3), Four), Entry(now.AddMinutes(-30), Other)]);

        var run = Site.Run("history", "--since", "2h");

        Assert.Contains(Other, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Four, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void As_a_document()
    {
        WriteIncident();

        var run = Site.Run("history", "--since", "2026-11-25", "--json");

        Assert.Equal(0, run.Status);
        Golden.Verify("VipMgmt/history.json", run.Output);
    }

    [Fact]
    public void Without_a_journal_there_is_nothing_to_tell_and_nothing_is_made()
    {
        Said(Site.Run("history"), 0, $"nothing of it in {State.Journal.Path}");
        Assert.False(File.Exists(State.Journal.Path));
    }

    [Fact]
    public void A_journal_that_cannot_be_read_is_unknown_not_empty()
    {
        Directory.CreateDirectory(State.Journal.Path);

        Refused(Site.Run("history"), 74, "not a regular file");
        Assert.Contains("\"entries\": null", Site.Run("history", "--json").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'www.example.net' is no address or prefix", "www.example.net")]
    [InlineData("it has host bits", "192.0.2.1/24")]
    [InlineData("--since must be a duration", "--since", "yesterday")]
    [InlineData("--since must be a duration", "--since", "2026-13-01")]
    [InlineData("--last must be a count of 1 to 100000", "--last", "0")]
    [InlineData("does not go with history", "-d")]
    [Trait("Coverage", "short")]
    public void Bad_input_is_one_line(string words, params string[] arguments)
    {
        string[] command = arguments[0] == "-d" ? ["-d", Four, "history"] : ["history", .. arguments];

        Refused(Site.Run(command), 64, words);
    }

    [Fact]
    public void What_a_reason_brings_along_does_no_harm()
    {
        State.Journal.Append([Entry(Start, Four) with { Why = "\u001b[31mred\u001b[0m" }]);

        Assert.DoesNotContain('\u001b', Site.Run("history").Output);
    }

    private static JournalEntry Entry(DateTimeOffset when, string prefix) => new(
        when, "vip-watchdog", Net.Prefixes.Prefix.Parse(prefix), "withdraw", $"0 realservers available behind {prefix.Split('/')[0]}",
        $"network {prefix} route-map BGP1", null, "done", 0);

    private void WriteIncident() => State.Journal.Append(
    [
        Entry(Start, Four),
        Entry(Start.AddMinutes(5), Four) with
        {
            What = "announce", Why = "more than 1 realservers available behind 192.0.2.1", Before = null, After = $"network {Four} route-map BGP1",
            Outcome = "it is not configured", Live = 2,
        },
        new(Start.AddMinutes(10), "alice", Net.Prefixes.Prefix.Parse(Six), JournalEntry.Held, "www.example.net (new kernel)", null, null, "done"),
    ]);
}
