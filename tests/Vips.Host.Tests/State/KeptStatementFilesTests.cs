using Net.Prefixes;
using Vips.Host.State;
using Vips.State;

namespace Vips.Host.Tests.State;

public sealed class KeptStatementFilesTests : IDisposable
{
    private static readonly DateTimeOffset When = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly KeptStatementFiles _kept;

    public KeptStatementFilesTests()
    {
        Directory.CreateDirectory(_folder.Of("withdrawn"));
        Shell.Run("chmod", "700", _folder.Of("withdrawn"));
        _kept = new(_folder.Of("withdrawn"), new DiskFiles());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Statements_come_back_exactly()
    {
        KeptStatement[] statements =
        [
            new(new(Prefix.Parse("192.0.2.1/32"), "BGP1"), When, "alice"),
            new(new(Prefix.Parse("2001:db8::1/128"), null), When, "vip-watchdog"),
            new(new(Prefix.Parse("192.0.2.2/32"), "BGP2", "backdoor"), When, "bob"),
        ];

        Assert.Null(_kept.Write(statements));
        Assert.Equal(statements.ToDictionary(kept => kept.Statement.Prefix), _kept.Read().Value.ByPrefix);

        Assert.Null(_kept.Remove([Prefix.Parse("192.0.2.1/32"), Prefix.Parse("192.0.2.2/32")]));
        Assert.Equal([Prefix.Parse("2001:db8::1/128")], _kept.Read().Value.ByPrefix.Keys);
    }

    [Theory]
    [InlineData("", "damaged: ")]
    [InlineData("{\"prefix\":\"192.0.2.2/32\",\"when\":\"2026-01-02T03:04:05Z\",\"who\":\"a\"}", "damaged: of another prefix than its name")]
    [InlineData("{\"prefix\":\"192.0.2.1/32\",\"routeMap\":\"X\\n no router bgp\",\"when\":\"2026-01-02T03:04:05Z\",\"who\":\"a\"}", "damaged: field `routeMap` is not a name")]
    public void A_damaged_one_is_told_and_never_used(string text, string words)
    {
        Assert.Null(_kept.Write([new(new(Prefix.Parse("192.0.2.9/32"), "BGP1"), When, "alice")]));
        _folder.Write("withdrawn/192.0.2.1_32", text);
        _folder.Write("withdrawn/notes", "");

        var kept = _kept.Read().Value;
        Assert.Equal([Prefix.Parse("192.0.2.9/32")], kept.ByPrefix.Keys);
        Assert.Equal(2, kept.Faults.Count);
        Assert.Contains(kept.Faults, fault => fault.Words.StartsWith(words, StringComparison.Ordinal));
        Assert.Contains(kept.Faults, fault => fault.Words == "notes: not named after a prefix");
    }
}
