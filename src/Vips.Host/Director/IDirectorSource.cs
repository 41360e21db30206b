using Bgp.Vtysh;
using Vips.Readings;

namespace Vips.Host.Director;

/// <summary>
/// What a run reads besides tools and state: of this machine (<see cref="LiveDirector"/>), or of the record of an earlier run.
/// </summary>
public interface IDirectorSource
{
    /// <summary>A pass of the run begins: the first, or the second.</summary>
    void NextPass();

    /// <summary>A reading of the pass begins, the tools are going to be asked: the first, or the second before a mass withdrawal.</summary>
    void NextReading();

    /// <summary>What time it is.</summary>
    Moment Now();

    /// <summary>Who fills IPVS.</summary>
    KeepalivedState Keepalived(Moment now);

    /// <summary>A start-up configuration of bgpd.</summary>
    StartupText Startup(string path);

    /// <summary>Why the witness must not be started; null when nothing speaks against it.</summary>
    string? WhyNotToRun(string program);
}
