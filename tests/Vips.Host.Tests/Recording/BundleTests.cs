using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Testing;
using Tools.Execution;
using Vips.Host.Recording;
using Vips.Readings;

namespace Vips.Host.Tests.Recording;

/// <summary>What is written is read back, and nothing else is.</summary>
public sealed class BundleTests
{
    private static readonly Failure Broken = new(FailureKind.NotPermitted, "a file", "may not");

    private static readonly Bundle Full = new("1.2.3", "dc1", "state-dir: /s\n", [Pass(), Pass()])
    {
        HoldsAlone = true,
        DryRun = true,
        WithoutLock = new("kept by 17", ExitStatus.Busy),
    };

    [Fact]
    public void Every_field_is_read_back_and_bytes_stay_bytes()
    {
        var text = Text(Full);

        var (read, fault) = BundleParser.Parse(text);

        Assert.Null(fault);
        Assert.Equal(Encoding.UTF8.GetString(text.Span), Encoding.UTF8.GetString(Text(read!).Span));
        Assert.Equal([0xff, 0x00], read!.Passes[0].Readings[0].Tools[0].StandardOutput);
        Assert.Equal(TimeSpan.FromTicks(123_456_789), read.Passes[0].Readings[0].Now.SinceBoot);
    }

    /// <summary>Bundles that operators keep are read by later versions: another key is another version of the format.</summary>
    [Fact]
    public void The_format_is_the_one_of_version_1() => Golden.Verify("Vips.Host/bundle.json", Encoding.UTF8.GetString(Text(Full).Span));

    /// <summary>It is written in pieces, which may end in the middle of a letter.</summary>
    [Theory]
    [InlineData("\u00e4\n")]
    [InlineData("a\ud83d\ude00")]
    [InlineData("\u0001\"\\")]
    [InlineData("\udc00")] // is no UTF-8
    public void An_answer_longer_than_a_piece_stays_as_it_was(string letters)
    {
        byte[] unit = letters == "\udc00" ? [0xff, 0x00, 0x41] : Encoding.UTF8.GetBytes(letters);
        byte[] answer = [.. Enumerable.Repeat(unit, 20_000).SelectMany(bytes => bytes)];
        var pass = Pass();
        pass.Files.Add(new("/s/long") { Bytes = answer });

        var (read, fault) = BundleParser.Parse(Text(Full with { Passes = [pass] }));

        Assert.Null(fault);
        Assert.Equal(answer, read!.Passes[0].Files[^1].Bytes);
    }

    [Theory]
    [InlineData("version", "2")]
    [InlineData("scope", "\"else\"")]
    [InlineData("dry_run", "null")]
    [InlineData("passes", "[]")]
    [InlineData("passes/0/status", "3")]
    [InlineData("passes/0/readings", "[]")]
    [InlineData("passes/0/readings/0/since_boot", "1e20")]
    [InlineData("passes/0/readings/0/since_boot", "\"1\"")]
    [InlineData("passes/0/readings/0/time", "\"9999-12-31T23:59:59Z\"")]
    [InlineData("passes/0/readings/0/tools/0/ending", "\"3\"")]
    [InlineData("passes/0/readings/0/tools/0/status", "99999999999")]
    [InlineData("passes/0/readings/0/tools/0/stdout_base64", "\"%\"")]
    [InlineData("passes/0/readings/0/tools/0/stdout", "\"and base64\"")]
    [InlineData("passes/0/readings/0/tools/0/stderr", "null")]
    [InlineData("passes/0/readings/0/tools/0/arguments", "[1]")]
    [InlineData("passes/0/decided/0/prefix", "\"192.0.2.1\"")]
    [InlineData("passes/0/unfit/kind", "\"Else\"")]
    [InlineData("passes/0/files/0/unknown", "1")]
    public void A_field_that_is_not_as_we_write_it_is_a_fault_of_the_whole(string path, string value)
    {
        var root = JsonNode.Parse(Text(Full).Span)!;
        var names = path.Split('/');
        var parent = names[..^1].Aggregate(root, (node, name) => int.TryParse(name, out var index) ? node[index]! : node[name]!);
        parent[names[^1]] = JsonNode.Parse(value);

        var (bundle, fault) = BundleParser.Parse(Encoding.UTF8.GetBytes(root.ToJsonString()));

        Assert.Null(bundle);
        Assert.NotNull(fault);
    }

    [Fact]
    public void No_beginning_of_a_bundle_is_one()
    {
        var text = Text(Full);
        for (var length = 0; length < text.Length - 2; length += 7)
        {
            Assert.Null(BundleParser.Parse(text[..length]).Bundle);
        }
    }

    private static ReadOnlyMemory<byte> Text(Bundle bundle)
    {
        var text = new ArrayBufferWriter<byte>();
        BundleWriter.Write(bundle, text);
        return text.WrittenMemory;
    }

    private static RecordedPass Pass()
    {
        var pass = new RecordedPass
        {
            Unfit = Broken,
            RanBefore = true,
            Status = ExitStatus.ToolUnusable,
            Decided = [new(Net.Prefixes.Prefix.Parse("192.0.2.1/32"), "down", "withdraw", "0 realservers \u001b[2J \u00e4")],
        };
        pass.Files.AddRange([
            new("/s/watchdog.json") { Bytes = "{}"u8.ToArray() }, new("/s/freeze.json"),
            new("/s/holds/192.0.2.1_32") { Error = 13, Words = "cannot open", Changed = DateTimeOffset.UnixEpoch }, new("/s/holds/192.0.2.2_32") { Bytes = [0xfe] }]);
        pass.Folders.AddRange([
            new("/s/holds", Reading<IReadOnlyList<string>>.Known(["192.0.2.1_32", "strange\nname"])), new("/s/withdrawn", Reading<IReadOnlyList<string>>.Unknown(Broken))]);
        pass.Startup.AddRange([new("/a", null, "is missing"), new("/b", "router bgp 1\n"), new("/c", null, Failure: Broken)]);
        pass.Readings.AddRange([Reading(new KeepalivedState.Running(TimeSpan.FromSeconds(1.5))), Reading(new KeepalivedState.NotRunning("no process"))]);
        return pass;
    }

    private static RecordedReading Reading(KeepalivedState keepalived)
    {
        var reading = new RecordedReading
        {
            Now = new("boot", TimeSpan.FromTicks(123_456_789), new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)),
            Keepalived = keepalived,
            WitnessUnfit = "writable by others",
        };
        reading.Tools.Add(new(new("/usr/bin/vtysh", ["-c", "show"], TimeSpan.FromSeconds(5)), ToolEnding.Signalled, 9, [0xff, 0x00], "words"u8.ToArray(), TimeSpan.FromMilliseconds(3))
        {
            StartError = "no",
            LeftBehind = 17,
        });
        return reading;
    }
}
