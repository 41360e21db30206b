using Bgp.Vtysh;
using Dns.Dig.Model;
using Tools.Execution;
using Vips.Doctor;
using Vips.Host.Director;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.Settings;
using Vips.Host.State;
using Vips.Host.Syslog;
using Vips.Readings;

namespace Vips.Host.Diagnosis;

/// <summary>Reads everything that `vip-mgmt doctor` judges. Nothing is made, sent, locked or changed; what may not be read is unknown.</summary>
/// <param name="configuration">Where to look.</param>
/// <param name="tools">bgpd, IPVS, keepalived, the clock.</param>
/// <param name="places">This machine.</param>
public sealed class DoctorReader(Configuration configuration, DirectorTools tools, DoctorPlaces places)
{
    /// <param name="names">Asked of DNS besides those that are remembered or configured.</param>
    public Observed Read(IReadOnlyList<DnsName> names)
    {
        var state = new StateDirectory(configuration.StateDir);
        var store = new StateStore(state, isReadOnly: true);
        var text = tools.Vtysh.ReadRunningText();
        var inputs = tools.Reader.Read(store.Read(tools.Clock.Now().Wall), also: running => running.Instance.Statements.Keys);
        return new()
        {
            Inputs = inputs,
            Bgpd = BgpdOf(text, inputs),
            StartUp = ReadStartUp(),
            Addresses = LocalAddresses.Read(),
            KeepalivedFile = new KeepalivedConfiguration(places).Read(),
            Names = new NameLookups(tools.Runner, configuration).Read(names, new NameStore(state.Names).Read()),
            Machine = new(
                configuration.Syslog.Socket, SyslogReach.Of(configuration.Syslog), StateInspection.Of(state),
                LockInspection.Of(configuration.Lock, places.Proc, inputs.Now), WallClock.IsSynchronised()),
            Schedule = new Schedules(tools.Runner, places).Read(),
            IsRoot = Environment.IsPrivilegedProcess,
            WatchdogFileFailure = state.Watchdog.Read().Failure,
        };
    }

    private static Reading<BgpdSeen> BgpdOf(Reading<string> text, Inputs inputs) => text.IsKnown
        ? Reading<BgpdSeen>.Known(new(inputs.Running.IsKnown ? ImportCheckParser.IsOn(text.Value, inputs.Running.Value.Instance.Line) : null))
        : Reading<BgpdSeen>.Unknown(text.Failure);

    /// <summary>The file of the baseline once more: for the order of its lines, and the route-maps that it defines.</summary>
    private Reading<StartUpSeen> ReadStartUp()
    {
        var file = configuration.Bgp.Baseline is { } path ? BaselineFile.Read(path) : BaselineFile.ReadFirst(BaselineFile.DefaultPaths);
        if (!file.IsKnown)
        {
            return Reading<StartUpSeen>.Unknown(file.Failure);
        }

        var (instance, why) = new InstanceChoice(configuration.Bgp.As, configuration.Bgp.Instance).InBaseline(file.Value.Configuration);
        return instance is null
            ? Reading<StartUpSeen>.Unknown(new(FailureKind.Unusable, file.Value.Path, why!))
            : Reading<StartUpSeen>.Known(new(file.Value.Path, instance, file.Value.Configuration.RouteMaps));
    }
}
