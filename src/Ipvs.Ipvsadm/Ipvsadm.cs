using Ipvs.Ipvsadm.Model;
using Tools.Execution;

namespace Ipvs.Ipvsadm;

/// <summary>The ipvsadm of this machine, asked for the table of this kernel.</summary>
/// <param name="runner">Starts it.</param>
/// <param name="program">Absolute path, e.g. /sbin/ipvsadm, or of a replayer that prints a captured table.</param>
/// <param name="deadline">DESIGN section 3: every outside tool has one; 5 s by default.</param>
public sealed class Ipvsadm(IToolRunner runner, string program, TimeSpan deadline)
{
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(5);

    public Ipvsadm(IToolRunner runner, string program)
        : this(runner, program, DefaultDeadline)
    {
    }

    /// <summary>`-L -n`: numbers only. `--exact` matters to `--rate` and `--stats` alone (facts/ipvs.md).</summary>
    public Reading<IpvsTable> ReadTable()
    {
        var result = runner.Run(new(program, ["-L", "-n"], deadline));
        return IpvsadmFailure.Of(result) is { } failure
            ? Reading<IpvsTable>.Unknown(failure)
            : IpvsTableParser.Parse(result.StandardOutput);
    }

    /// <summary>Packets in per second of each service, as the kernel estimates them.</summary>
    public Reading<IReadOnlyDictionary<ServiceKey, long>> ReadRates()
    {
        var result = runner.Run(new(program, ["-L", "-n", "--rate", "--exact"], deadline));
        return IpvsadmFailure.Of(result) is { } failure
            ? Reading<IReadOnlyDictionary<ServiceKey, long>>.Unknown(failure)
            : IpvsRatesParser.Parse(result.StandardOutput);
    }
}
