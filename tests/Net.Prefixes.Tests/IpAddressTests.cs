using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;

namespace Net.Prefixes.Tests;

public class IpAddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("2001:db8::")]
    [InlineData("2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1::1")]
    [InlineData("2001:db8::1:0:0:1")]
    [InlineData("1:2:3:4:5:6:7:8")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("2001:db8::5efe:c000:201")]
    public void Canonical_text_is_read_and_written_the_same(string text) =>
        Assert.Equal(text, IpAddress.Parse(text).ToString());

    [Theory]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8")]
    [InlineData("::ffff:c000:201", "::ffff:192.0.2.1")]
    [InlineData("0:0:0:0:0:0:0:0", "::")]
    public void Other_spellings_of_an_address_are_written_canonically(string text, string canonical) =>
        Assert.Equal(canonical, IpAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("192.0.2")]
    [InlineData("10.1")]
    [InlineData("192.0.2.1.1")]
    [InlineData("192.0.2.")]
    [InlineData(".192.0.2.1")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2.1000")]
    [InlineData("010.0.0.1")]
    [InlineData("192.0.2.00")]
    [InlineData("0xc0.0.2.1")]
    [InlineData("3221225985")]
    [InlineData("192.0.2.1 ")]
    [InlineData(" 192.0.2.1")]
    [InlineData("192.0.2.-1")]
    [InlineData("192.0.2.+1")]
    [InlineData("192.0.2.1/32")]
    [InlineData("192.0.2.١")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData(":1")]
    [InlineData("1:")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4::5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("2001:db8::10000")]
    [InlineData("2001:db8::g")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[2001:db8::1]")]
    [InlineData("2001:db8::1 ")]
    [InlineData("2001:db8::1\n")]
    [InlineData("::ffff:192.0.2.01")]
    [InlineData("::192.0.2.1:1")]
    [InlineData("1:2:3:4:5:6:7:192.0.2.1")]
    [InlineData("::1.2.3")]
    [InlineData("localhost")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(IpAddress.TryParse(text, out var address));
        Assert.Equal(default, address);
        Assert.Throws<FormatException>(() => IpAddress.Parse(text));
    }

    [Fact]
    public void IPv4_sorts_before_IPv6_and_each_by_number()
    {
        string[] sorted = ["0.0.0.0", "9.0.0.0", "10.0.0.0", "255.255.255.255", "::", "::1", "::ffff", "2001:db8::9", "2001:db8::10"];
        var shuffled = sorted.Reverse().Select(text => IpAddress.Parse(text)).Order();
        Assert.Equal(sorted, shuffled.Select(address => address.ToString()));
    }

    [Fact]
    public void An_IPv4_address_is_not_the_IPv6_address_of_the_same_number() =>
        Assert.NotEqual(IpAddress.Parse("0.0.0.1"), IpAddress.Parse("::1"));

    [Fact]
    public void Text_of_IPv6_is_what_libc_prints_and_is_read_back() =>
        Prop.ForAll(IPv6Bytes.ToArbitrary(), bytes =>
        {
            var expected = Libc.Print(bytes);
            var address = IpAddress.Parse(expected);
            return address.ToString() == expected && address.Value == BinaryPrimitives.ReadUInt128BigEndian(bytes);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Text_near_IPv6_is_taken_just_where_libc_takes_it() =>
        Prop.ForAll(NearIPv6.ToArbitrary(), text =>
            IpAddress.TryParse(text, out var address) == Libc.TryRead(text, out var value)
            && (!address.IsIPv6 || address.Value == value))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(20000));

    /// <summary>Many zero groups, so that every place and length of `::` comes up.</summary>
    private static Gen<byte[]> IPv6Bytes { get; } =
        Gen.Elements<byte>(0, 0, 0, 0, 1, 0x10, 0xff, 0x5e, 0xfe).Two()
            .Select(pair => new[] { pair.Item1, pair.Item2 }).ArrayOf(8).Select(groups => groups.SelectMany(group => group).ToArray());

    private static Gen<string> NearIPv6 { get; } =
        Gen.Elements("0", "1", "ff", "db8", "abcd", "12345", "192.0.2.1", "1.2.3", "", "g").ArrayOf()
            .Where(words => words.Length is > 1 and < 11).Select(words => string.Join(':', words));

    private static class Libc
    {
        private const int IPv6Family = 10;

        public static string Print(byte[] bytes)
        {
            var text = new byte[64];
            Assert.NotEqual(0, inet_ntop(IPv6Family, bytes, text, text.Length));
            return System.Text.Encoding.ASCII.GetString(text, 0, Array.IndexOf<byte>(text, 0));
        }

        public static bool TryRead(string text, out UInt128 value)
        {
            var bytes = new byte[16];
            var isAddress = inet_pton(IPv6Family, System.Text.Encoding.ASCII.GetBytes(text + "\0"), bytes) == 1;
            value = BinaryPrimitives.ReadUInt128BigEndian(bytes);
            return isAddress;
        }

        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern nint inet_ntop(int family, byte[] address, byte[] text, int size);

        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int inet_pton(int family, byte[] text, byte[] address);
    }
}
