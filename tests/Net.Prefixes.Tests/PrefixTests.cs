using FsCheck;
using FsCheck.Fluent;

namespace Net.Prefixes.Tests;

public class PrefixTests
{
    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("192.0.2.0/24")]
    [InlineData("192.0.2.1/32")]
    [InlineData("::/0")]
    [InlineData("2001:db8::/32")]
    [InlineData("2001:db8::1/128")]
    public void Canonical_text_is_read_and_written_the_same(string text) =>
        Assert.Equal(text, Prefix.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1/")]
    [InlineData("/32")]
    [InlineData("192.0.2.1/33")]
    [InlineData("192.0.2.1/032")]
    [InlineData("192.0.2.1/-1")]
    [InlineData("192.0.2.1/+32")]
    [InlineData("192.0.2.1/ 32")]
    [InlineData("192.0.2.1/32 ")]
    [InlineData("192.0.2.1/32\0")]
    [InlineData("192.0.2.1/3\0\0")]
    [InlineData("2001:db8::1/64\0")]
    [InlineData("192.0.2.1/32/32")]
    [InlineData("192.0.2.1/255.255.255.255")]
    [InlineData("2001:db8::1/129")]
    [InlineData("2001:db8::1/1280")]
    [InlineData("192.0.2.1/99999999999")]
    public void Text_that_is_no_prefix_is_refused(string text)
    {
        Assert.False(Prefix.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Prefix.Parse(text));
    }

    [Theory]
    [InlineData("192.0.2.9/24")]
    [InlineData("0.0.0.1/0")]
    [InlineData("2001:db8::1/127")]
    public void Host_bits_are_refused_and_not_masked_as_FRR_does(string text) =>
        Assert.False(Prefix.TryParse(text, out _));

    [Fact]
    public void Sorts_by_family_then_address_then_length()
    {
        string[] sorted = ["0.0.0.0/0", "9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/32", "::/0", "2001:db8::/32", "2001:db8::/128", "2001:db8::1/128"];
        Assert.Equal(sorted, sorted.Reverse().Select(text => Prefix.Parse(text)).Order().Select(prefix => prefix.ToString()));
    }

    [Theory]
    [InlineData("192.0.2.1", 24, "192.0.2.0/24")]
    [InlineData("192.0.2.1", 32, "192.0.2.1/32")]
    [InlineData("192.0.2.1", 0, "0.0.0.0/0")]
    [InlineData("2001:db8::1", 0, "::/0")]
    [InlineData("2001:db8::1", 128, "2001:db8::1/128")]
    public void The_prefix_of_a_length_that_holds_an_address(string address, int length, string prefix) =>
        Assert.Equal(prefix, Prefix.Containing(IpAddress.Parse(address), length).ToString());

    [Theory]
    [InlineData("192.0.2.1", 33)]
    [InlineData("192.0.2.1", -1)]
    [InlineData("2001:db8::1", 129)]
    public void A_length_that_the_family_does_not_have_throws(string address, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Prefix.Containing(IpAddress.Parse(address), length));

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "192.0.2.1", false)]
    [InlineData("2001:db8::1/128", "2001:db8::1", true)]
    public void Contains_asks_for_the_same_family_and_network(string prefix, string address, bool contained) =>
        Assert.Equal(contained, Prefix.Parse(prefix).Contains(IpAddress.Parse(address)));

    [Fact]
    public void Host_is_the_full_length_of_the_family()
    {
        Assert.Equal("192.0.2.1/32", Prefix.Host(IpAddress.Parse("192.0.2.1")).ToString());
        Assert.Equal("2001:db8::1/128", Prefix.Host(IpAddress.Parse("2001:db8::1")).ToString());
        Assert.False(Prefix.Parse("192.0.2.0/31").IsHost);
    }

    [Fact]
    public void Every_prefix_is_read_back_from_its_text_and_contains_its_address() =>
        Prop.ForAll(Prefixes.ToArbitrary(), prefix =>
            Prefix.Parse(prefix.ToString()) == prefix && prefix.Contains(prefix.Address))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Equal_in_the_order_is_equal() =>
        Prop.ForAll(Prefixes.Two().ToArbitrary(), pair =>
            (pair.Item1.CompareTo(pair.Item2) == 0) == (pair.Item1 == pair.Item2)
            && Math.Sign(pair.Item1.CompareTo(pair.Item2)) == -Math.Sign(pair.Item2.CompareTo(pair.Item1)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>Close together, so that equal pairs and pairs that differ in length alone come up.</summary>
    private static Gen<Prefix> Prefixes { get; } =
        from address in Gen.Elements("192.0.2.1", "192.0.2.0", "10.0.0.0", "0.0.0.0", "::", "2001:db8::", "2001:db8::ffff")
        from length in Gen.Choose(0, 128)
        let parsed = IpAddress.Parse(address)
        select Prefix.Containing(parsed, Math.Min(length, parsed.Width));
}
