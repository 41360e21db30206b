using Bgp.Vtysh;
using Ipvs.Ipvsadm;
using Tools.Execution;
using Vips.Host.Settings;

namespace Vips.Host.Director;

/// <summary>What reads a director, put together from a configuration: on this machine, or on the record of a run.</summary>
/// <param name="Vtysh">bgpd's.</param>
/// <param name="Ipvsadm">The kernel's table.</param>
/// <param name="Reader">All of it together.</param>
/// <param name="Witness">Asked only where its answer decides.</param>
public sealed record DirectorReaders(Vtysh Vtysh, Ipvsadm Ipvsadm, DirectorReader Reader, Witness Witness)
{
    /// <param name="configuration">Paths, options and deadlines.</param>
    /// <param name="runner">Answers for the tools.</param>
    /// <param name="source">Answers for all else.</param>
    public static DirectorReaders Of(Configuration configuration, IToolRunner runner, IDirectorSource source)
    {
        var bgp = configuration.Bgp;
        var vtysh = new Vtysh(
            runner, new(bgp.Vtysh, bgp.VtyshOptions, bgp.Suite), VtyshDeadlines.Default with { Read = bgp.ReadTimeout, Write = bgp.WriteTimeout });
        var ipvsadm = new Ipvsadm(runner, configuration.Ipvs.Ipvsadm, configuration.Ipvs.Timeout);
        return new(vtysh, ipvsadm, new(configuration, vtysh, ipvsadm, source), new(runner, bgp.Witness, bgp.WitnessTimeout, source));
    }
}
