using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vips.Host.Syslog;

namespace Vips.Host.Tests.Syslog;

public sealed class SyslogMessageTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 5, 7, 2, 6, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("user", 5, "<13>")]
    [InlineData("user", 2, "<10>")]
    [InlineData("kern", 3, "<3>")]
    [InlineData("local0", 3, "<131>")]
    [InlineData("local7", 7, "<191>")]
    public void The_priority_is_facility_and_severity(string name, int severity, string priority)
    {
        Assert.True(Facility.TryParse(name, out var facility));
        Assert.StartsWith(priority, Text(SyslogMessage.Format(facility, severity, Time, "t: x")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_is_padded_with_a_blank_and_the_time_is_the_local_one() =>
        Assert.Equal("<13>Nov  5 07:02:06 bgp_mgt: Deleting route to 192.0.2.1/32", Text(Format("bgp_mgt: Deleting route to 192.0.2.1/32")));

    [Theory]
    [InlineData(1, "Jan")]
    [InlineData(2, "Feb")]
    [InlineData(3, "Mar")]
    [InlineData(4, "Apr")]
    [InlineData(5, "May")]
    [InlineData(6, "Jun")]
    [InlineData(7, "Jul")]
    [InlineData(8, "Aug")]
    [InlineData(9, "Sep")]
    [InlineData(10, "Oct")]
    [InlineData(11, "Nov")]
    [InlineData(12, "Dec")]
    public void Months_are_English(int month, string name) => Assert.Equal(
        $"<13>{name} 30 23:59:58 t: x",
        Text(SyslogMessage.Format(Facility.User, 5, new(2027, month, month == 2 ? 28 : 30, 23, 59, 58, TimeSpan.Zero), "t: x")).Replace("Feb 28", "Feb 30", StringComparison.Ordinal));

    [Fact]
    public void Control_characters_are_blanks() =>
        Assert.EndsWith(" t: a b [31mc d", Text(Format("t: a\nb\u001b[31mc\u0000d")), StringComparison.Ordinal);

    [Theory]
    [InlineData(100)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(1_000_000)]
    public void No_message_is_longer_than_8_KiB(int length)
    {
        foreach (var letter in (string[])["a", "é", "€", "😀"])
        {
            var message = Format("t: " + string.Concat(Enumerable.Repeat(letter, length)));
            Assert.InRange(message.Length, 1, SyslogMessage.LongestMessage);
            Assert.DoesNotContain('\ufffd', Text(message));
        }
    }

    [Fact]
    public void A_cut_is_seen_and_never_splits_a_character() => Prop.ForAll<NonNull<string>, PositiveInt>((text, more) =>
    {
        // As UTF-8 without lone surrogates, which no message holds.
        var whole = Encoding.UTF8.GetBytes(text.Get + new string('€', more.Get));
        var cut = SyslogMessage.Cut(whole, 3 + (whole.Length / 2));
        return cut.Length == whole.Length
            || (cut.Length <= 3 + (whole.Length / 2) && Text(cut).EndsWith("...", StringComparison.Ordinal)
                && Text(whole).StartsWith(Text(cut)[..^3], StringComparison.Ordinal));
    }).Check(Config.QuickThrowOnFailure);

    private static byte[] Format(string text) => SyslogMessage.Format(Facility.User, 5, Time, text);

    private static string Text(byte[] message) => Encoding.UTF8.GetString(message);
}
