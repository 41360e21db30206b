using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Testing;

namespace Ipvs.Ipvsadm.Tests;

/// <summary>
/// What a cut table looks like. A cut inside a line is always seen. A cut right after a line is not: ipvsadm prints
/// neither a count nor a closing line, so that a table whose last real servers are missing is a table like any other.
/// </summary>
public class TruncationTests
{
    [Theory]
    [MemberData(nameof(CaptureTests.Tables), MemberType = typeof(CaptureTests))]
    public void Cut_at_any_byte_a_table_is_refused_or_shows_exactly_its_whole_lines(string name)
    {
        var whole = Encoding.UTF8.GetBytes(Repository.Fixture($"ipvsadm/1.31/{name}"));
        var read = 0;
        for (var length = 0; length < whole.Length; length++)
        {
            var reading = IpvsTableParser.Parse(whole.AsSpan(0, length));
            var atLineEnd = length > 0 && whole[length - 1] == '\n';
            var expected = atLineEnd && length >= TableText.Header.Length;
            Assert.True(expected == reading.IsKnown, $"{length} bytes: {reading.Failure}");
            if (!reading.IsKnown)
            {
                continue;
            }

            read++;
            var lines = Encoding.UTF8.GetString(whole, 0, length).Split('\n')[3..^1];
            Assert.Equal(lines.Length, reading.Value.Services.Count + reading.Value.Services.Sum(service => service.RealServers.Count));
        }

        Assert.Equal(whole.Count(b => b == '\n') - 3, read);
    }

    [Theory]
    [MemberData(nameof(CaptureTests.Tables), MemberType = typeof(CaptureTests))]
    public void Cut_at_the_start_a_table_is_refused(string name)
    {
        var whole = Encoding.UTF8.GetBytes(Repository.Fixture($"ipvsadm/1.31/{name}"));
        for (var start = 1; start <= whole.Length; start++)
        {
            Assert.False(IpvsTableParser.Parse(whole.AsSpan(start)).IsKnown, $"from byte {start}");
        }
    }

    [Fact]
    public void Bytes_missing_in_the_middle_never_give_more_real_servers()
    {
        var whole = Encoding.UTF8.GetBytes(Repository.Fixture("ipvsadm/1.31/keepalived-nominal.list"));
        Prop.ForAll(Gen.Choose(0, whole.Length).Two().ToArbitrary(), cut =>
        {
            var reading = IpvsTableParser.Parse([.. whole[..Math.Min(cut.Item1, cut.Item2)], .. whole[Math.Max(cut.Item1, cut.Item2)..]]);
            return !reading.IsKnown || reading.Value.Services.Sum(service => service.RealServers.Count) <= 16;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }
}
