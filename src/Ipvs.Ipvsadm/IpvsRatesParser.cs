using Ipvs.Ipvsadm.Model;
using Tools.Execution;

namespace Ipvs.Ipvsadm;

/// <summary>
/// Reads `ipvsadm -L -n --rate --exact`: the kernel's own estimate over some seconds, in numbers that `--exact` keeps from
/// being abbreviated with K, M and G (facts/ipvs.md). What it does not know it refuses.
/// </summary>
public static class IpvsRatesParser
{
    internal const string Subject = "ipvsadm -L -n --rate --exact";

    private static readonly (string, string) Columns =
        ("Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS", "  -> RemoteAddress:Port");

    /// <returns>Packets in per second, by service.</returns>
    public static Reading<IReadOnlyDictionary<ServiceKey, long>> Parse(ReadOnlySpan<byte> output)
    {
        var rates = new Dictionary<ServiceKey, long>();
        return ListLines.Read(output, Subject, Columns, line => Read(line, rates)) is { } failure
            ? Reading<IReadOnlyDictionary<ServiceKey, long>>.Unknown(failure)
            : Reading<IReadOnlyDictionary<ServiceKey, long>>.Known(rates);
    }

    private static string? Read(ReadOnlySpan<byte> line, Dictionary<ServiceKey, long> rates)
    {
        var rest = line;
        var word = Fields.Next(ref rest);
        if (word.SequenceEqual("->"u8))
        {
            return null;
        }

        if (ServiceKeyField.Protocol(word) is not { } protocol)
        {
            return $"begins with '{Fields.Show(word)}', which is neither a protocol nor a real server";
        }

        if (ServiceKeyField.Read(protocol, ref rest, out var key) is { } fault)
        {
            return fault;
        }

        var numbers = rest;
        return !IsNumber(Fields.Next(ref rest), out _) || !IsNumber(Fields.Next(ref rest), out var packetsIn)
            || !IsNumber(Fields.Next(ref rest), out _) || !IsNumber(Fields.Next(ref rest), out _) || !IsNumber(Fields.Next(ref rest), out _)
            || !Fields.Next(ref rest).IsEmpty
                ? $"holds no five rates: '{Fields.Show(numbers.Trim((byte)' '))}'"
            : rates.TryAdd(key, packetsIn) ? null
            : $"repeats virtual service {key}";
    }

    private static bool IsNumber(ReadOnlySpan<byte> word, out long number) => Fields.TryNumber(word, 1L << 59, out number);
}
