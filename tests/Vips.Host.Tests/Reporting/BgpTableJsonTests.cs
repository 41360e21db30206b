using System.Buffers;
using System.Text;
using System.Text.Json;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Host.Reporting;
using Vips.Plans;

namespace Vips.Host.Tests.Reporting;

/// <summary>What is not known of bgpd's table is null in every document, and never an empty list: nobody told is something else.</summary>
public sealed class BgpTableJsonTests
{
    private static readonly PlannedChange Withdrawal = new(ChangeKind.Withdraw, new(Prefix.Parse("192.0.2.1/32"), "BGP1"), "0 realservers available behind 192.0.2.1", 0);

    [Fact]
    public void Of_a_table_that_could_not_be_read() => Assert.Contains("\"configured\":null,\"originated\":null,\"advertised_to\":null", Written(null, null), StringComparison.Ordinal);

    [Fact]
    public void Of_a_prefix_that_is_in_no_path() =>
        Assert.Contains("\"configured\":false,\"originated\":false,\"advertised_to\":[]", Written(false, new(Withdrawal.Prefix, [], [])), StringComparison.Ordinal);

    private static string Written(bool? configured, BgpPaths? paths)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            ChangeJson.WriteOutcomes(json, [new(Withdrawal, "nobody could tell", configured, paths, ExitStatus.ReadBackDisagrees, IsApplied: false)]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
