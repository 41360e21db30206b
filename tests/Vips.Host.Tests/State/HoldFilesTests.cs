using FsCheck;
using FsCheck.Fluent;
using Net.Prefixes;
using Vips.Holds;
using Vips.Host.State;

namespace Vips.Host.Tests.State;

public sealed class HoldFilesTests : IDisposable
{
    private static readonly DateTimeOffset When = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly HoldFiles _holds;

    public HoldFilesTests()
    {
        Directory.CreateDirectory(_folder.Of("holds"));
        Shell.Run("chmod", "700", _folder.Of("holds"));
        _holds = new(_folder.Of("holds"), new DiskFiles());
    }

    public void Dispose() => _folder.Dispose();

    internal static Hold Hold(string prefix) =>
        new(Prefix.Parse(prefix), [new("service.tld", "alice (sudo: bob)", When, "new \"disk\" für rs1", When + TimeSpan.FromHours(2))]);

    [Fact]
    public void A_hold_is_a_file_that_a_person_can_read()
    {
        Assert.Null(_holds.Write([Hold("2001:db8::1/128")]));

        Testing.Golden.Verify("Vips.Host/hold.json", File.ReadAllText(_folder.Of("holds/2001:db8::1_128")));
    }

    [Fact]
    public void What_is_written_reads_back() =>
        Prop.ForAll(Holds().ToArbitrary(), hold =>
        {
            Assert.Null(_holds.Write([hold]));
            var read = _holds.Read().Value.ByPrefix[hold.Prefix];
            Assert.Null(read.Damage);
            Assert.Equal(hold.Claims, read.Claims);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void No_folder_is_no_holds()
    {
        var none = new HoldFiles(_folder.Of("none"), new DiskFiles()).Read();

        Assert.Equal((true, 0, 0), (none.IsKnown, none.Value.ByPrefix.Count, none.Value.Strangers.Count));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "")]
    [InlineData("[]", "no object around `claims`")]
    [InlineData("{}", "field `prefix` is missing")]
    [InlineData("{\"prefix\":\"192.0.2.1/32\"}", "without claims")]
    [InlineData("{\"prefix\":\"192.0.2.1/32\",\"claims\":[]}", "without claims")]
    [InlineData("{\"prefix\":\"192.0.2.1/32\",\"claims\":{}}", "field `claims` is not an array")]
    [InlineData("{\"prefix\":\"192.0.2.1/32\",\"claims\":[7]}", "no object around `name`")]
    [InlineData("{\"prefix\":\"192.0.2.1/32\",\"claims\":[{\"who\":\"a\"}]}", "field `when` is missing")]
    [InlineData("{\"prefix\":\"192.0.2.1/32\",\"claims\":[{\"who\":\"a\",\"when\":\"soon\"}]}", "field `when` is not a time such as 2026-01-02T03:04:05Z")]
    [InlineData("{\"prefix\":\"192.0.2.1/32\",\"claims\":[{\"who\":\"a\",\"when\":\"2026-01-02T03:04:05Z\",\"until\":7}]}", "field `until` is not a time such as 2026-01-02T03:04:05Z")]
    [InlineData("{\"prefix\":\"192.0.2.2/32\",\"claims\":[{\"who\":\"a\",\"when\":\"2026-01-02T03:04:05Z\"}]}", "of another prefix than its name")]
    [InlineData("alice: disk", "")]
    public void A_damaged_file_is_a_hold_without_end(string text, string words)
    {
        var path = _folder.Write("holds/192.0.2.1_32", text);

        var hold = Assert.Single(_holds.Read().Value.ByPrefix.Values);
        Assert.Equal(Prefix.Parse("192.0.2.1/32"), hold.Prefix);
        Assert.Contains(words, Assert.IsType<string>(hold.Damage), StringComparison.Ordinal);
        var claim = Assert.Single(hold.Claims);
        Assert.Equal((null, null, $"damaged file {path}"), (claim.Name, claim.Until, claim.Reason));
        Assert.True(hold.IsInForce(DateTimeOffset.MaxValue));
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void A_cut_or_garbled_file_is_never_less_than_a_hold()
    {
        Assert.Null(_holds.Write([Hold("192.0.2.1/32")]));
        var whole = File.ReadAllBytes(_folder.Of("holds/192.0.2.1_32"));
        var random = new Random(3);
        for (var round = 0; round < whole.Length * 2; round++)
        {
            var bytes = whole[..(round < whole.Length ? round : whole.Length)];
            if (bytes.Length > 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_folder.Of("holds/192.0.2.1_32"), bytes);
            Assert.NotEmpty(Assert.Single(_holds.Read().Value.ByPrefix.Values).Claims);
        }
    }

    [Fact]
    public void A_folder_or_link_or_fifo_named_after_a_prefix_holds_it()
    {
        Directory.CreateDirectory(_folder.Of("holds/192.0.2.1_32"));
        File.CreateSymbolicLink(_folder.Of("holds/192.0.2.2_32"), "/dev/zero");
        Shell.Run("mkfifo", _folder.Of("holds/192.0.2.3_32"));

        Assert.Equal(
            ["not a regular file", "cannot open: Too many levels of symbolic links", "not a regular file"],
            _holds.Read().Value.ByPrefix.OrderBy(entry => entry.Key).Select(entry => entry.Value.Damage));
    }

    [Fact]
    public void Two_spellings_of_a_prefix_are_one_hold_and_go_together()
    {
        Assert.Null(_holds.Write([Hold("2001:db8::1/128"), Hold("192.0.2.1/32")]));
        _folder.Write("holds/2001:DB8::1_128", "");

        var hold = _holds.Read().Value.ByPrefix[Prefix.Parse("2001:db8::1/128")];
        Assert.Equal((2, "empty"), (hold.Claims.Count, hold.Damage));

        Assert.Null(_holds.Remove([hold.Prefix, Prefix.Parse("192.0.2.9/32")]));
        Assert.Equal([Prefix.Parse("192.0.2.1/32")], _holds.Read().Value.ByPrefix.Keys);
    }

    [Fact]
    public void What_is_written_replaces_every_spelling()
    {
        var lifted = Hold("2001:db8::1/128");
        _folder.Write("holds/2001:DB8::1_128", "");

        Assert.Null(_holds.Write([lifted]));

        Assert.Equal((1, null), (_holds.Read().Value.ByPrefix[lifted.Prefix].Claims.Count, _holds.Read().Value.ByPrefix[lifted.Prefix].Damage));
    }

    [Theory]
    [InlineData("README")]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1_33")]
    [InlineData("192.0.2.9_24")]
    [InlineData("192.0.2.1_32~")]
    [InlineData(".192.0.2.1_32.swp")]
    [InlineData("_32")]
    public void A_file_that_is_no_prefix_is_a_stranger(string name)
    {
        _folder.Write($"holds/{name}", "");

        Assert.Equal([name], _holds.Read().Value.Strangers);
        Assert.Empty(_holds.Read().Value.ByPrefix);
    }

    [Fact]
    public void A_strange_name_cannot_act_on_a_terminal()
    {
        _folder.Write("holds/\u001b[2J", "");

        Assert.Equal([" [2J"], _holds.Read().Value.Strangers);
    }

    [Fact]
    public void Our_own_temporary_files_are_no_holds()
    {
        _folder.Write("holds/.192.0.2.1_32.tmp.7", "");

        Assert.Empty(_holds.Read().Value.Strangers);
        Assert.Empty(_holds.Read().Value.ByPrefix);
    }

    [Fact]
    public void What_is_no_folder_is_unknown_and_not_empty()
    {
        _folder.Write("file", "");

        Assert.Equal("cannot open: Not a directory", new HoldFiles(_folder.Of("file"), new DiskFiles()).Read().Failure?.Words);
    }

    private static Gen<Hold> Holds() =>
        from prefix in Gen.Elements("192.0.2.1/32", "198.51.100.0/24", "2001:db8::1/128", "::/0")
        from claims in Claims().NonEmptyListOf()
        select new Hold(Prefix.Parse(prefix), [.. claims]);

    private static Gen<Claim> Claims() =>
        from name in Gen.Elements(null, "service.tld", "--all", "192.0.2.1/32")
        from who in Texts()
        from reason in Texts().Select(text => text.StartsWith('a') ? null : text)
        from minutes in Gen.Choose(0, 1_000_000).Two()
        from hasEnd in Gen.Elements(true, false)
        select new Claim(name, who, When.AddMinutes(minutes.Item1), reason, hasEnd ? When.AddMinutes(minutes.Item2) : null);

    internal static Gen<string> Texts() =>
        Gen.Elements('a', ' ', '"', '\\', '\n', '\u001b', '\u2028', 'é', '{', ',', '\'', '<').ListOf(6).Select(chars => string.Concat(chars));
}
