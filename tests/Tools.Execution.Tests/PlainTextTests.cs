using FsCheck;
using FsCheck.Fluent;

namespace Tools.Execution.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Route 192.0.2.1/32", "Route 192.0.2.1/32")]
    [InlineData("café, 漢字, 🙂", "café, 漢字, 🙂")]
    [InlineData("a\r\nbgp_mgt: forged", "a  bgp_mgt: forged")]
    [InlineData("a\tb\0c\u001b[31md\u007fe", "a b c [31md e")]
    [InlineData("c1\u0085and\u009bmore", "c1 and more")]
    [InlineData("line\u2028para\u2029end", "line para end")]
    [InlineData("bidi\u202e\u2066\u200f\u061cx", "bidi    x")]
    [InlineData("zero\u200bwidth\ufeff", "zero width ")]
    [InlineData("tag\U000E0041x", "tag x")]
    [InlineData("private\ue000x", "private x")]
    public void Blanks_what_is_not_visible(string text, string expected) => Assert.Equal(expected, PlainText.Line(text));

    [Fact]
    public void Blanks_half_a_character() => Assert.Equal("a b", PlainText.Line("a\ud83db")); // not InlineData: it is no XML

    [Theory]
    [InlineData("123456789", 9, "123456789")]
    [InlineData("1234567890", 9, "123456...")]
    [InlineData("12345🙂7890", 9, "12345...")]
    [InlineData("1234🙂7890", 9, "1234🙂...")]
    [InlineData("1234567🙂", 9, "1234567🙂")]
    [InlineData("1234567🙂0", 9, "123456...")]
    [InlineData("12345678🙂", 9, "123456...")]
    public void Cuts_on_a_character_boundary(string text, int most, string expected) =>
        Assert.Equal(expected, PlainText.Line(text, most));

    [Fact]
    public void No_text_gives_a_control_character_or_more_than_asked_for() =>
        Prop.ForAll<string, PositiveInt>((text, most) =>
        {
            var line = PlainText.Line(text ?? "", most.Get + 3);
            return line.Length <= most.Get + 3 && !line.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e');
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
