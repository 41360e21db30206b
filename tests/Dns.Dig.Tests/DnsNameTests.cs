using Dns.Dig.Model;

namespace Dns.Dig.Tests;

public sealed class DnsNameTests
{
    private static readonly string Label63 = new('a', 63);

    [Theory]
    [InlineData("www.example.net", "www.example.net")]
    [InlineData("WWW.Example.NET.", "www.example.net")]
    [InlineData("_sip._tcp.example.net", "_sip._tcp.example.net")]
    [InlineData("a-b.xn--bcher-kva.example", "a-b.xn--bcher-kva.example")]
    [InlineData("1.2.3.4.in-addr.arpa", "1.2.3.4.in-addr.arpa")]
    [InlineData("3com.example", "3com.example")]
    public void Takes_a_host_name(string text, string expected) => Assert.Equal(expected, DnsName.Parse(text).Text);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(".", "it is empty")]
    [InlineData("www", "it is not fully qualified; write it with its domain")]
    [InlineData("www.", "it is not fully qualified; write it with its domain")]
    [InlineData("www..example", "it has an empty label")]
    [InlineData(".example.net", "it has an empty label")]
    [InlineData("www.example..", "it has an empty label")]
    [InlineData("-t.example", "it has a label that begins or ends with a hyphen")]
    [InlineData("a-.example", "it has a label that begins or ends with a hyphen")]
    [InlineData("+short.example", "it has characters other than letters, digits, hyphens and underscores")]
    [InlineData("@192.0.2.1", "it has characters other than letters, digits, hyphens and underscores")]
    [InlineData("www example.net", "it has characters other than letters, digits, hyphens and underscores")]
    [InlineData("www.example.net\n", "it has characters other than letters, digits, hyphens and underscores")]
    [InlineData("a\u001b[2J.example", "it has characters other than letters, digits, hyphens and underscores")]
    [InlineData("*.example.net", "it has characters other than letters, digits, hyphens and underscores")]
    [InlineData("bücher.example", "it has characters that are not ASCII; write it in its xn-- form")]
    [InlineData("192.0.2.300", "it is a malformed address")]
    [InlineData("192.0.2", "it is a malformed address")]
    [InlineData("2001:db8::1", "it has characters other than letters, digits, hyphens and underscores")]
    public void Says_why_a_text_is_no_host_name(string text, string fault)
    {
        Assert.False(DnsName.TryParse(text, out var name, out var words));
        Assert.Null(name);
        Assert.Equal(fault, words);
        Assert.Equal(fault, Assert.Throws<FormatException>(() => DnsName.Parse(text)).Message);
    }

    [Fact]
    public void Takes_the_longest_label_and_name_and_no_longer_one()
    {
        var longest = $"{Label63}.{Label63}.{Label63}.{new string('b', 61)}";
        Assert.Equal(253, longest.Length);

        Assert.Equal(longest, DnsName.Parse(longest + ".").Text);
        Assert.False(DnsName.TryParse(longest + "b", out _, out var tooLong));
        Assert.Equal("it is longer than 253 characters", tooLong);
        Assert.False(DnsName.TryParse($"{Label63}a.example", out _, out var label));
        Assert.Equal("it has a label longer than 63 characters", label);
    }
}
