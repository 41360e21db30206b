using Bgp.Vtysh;
using Vips.Readings;

namespace Vips.Host.Director;

/// <summary>
/// What a run reads besides tools and state: of this machine (<see cref="LiveDirector"/>), or of the record of an earlier run.
/// </summary>
public interface IDirectorSource
{
    /// <summary>The straight line begins, for the first time or again for a second look.</summary>
    void NextPass();

    /// <summary>The tools are going to be asked, for the first time or again before a mass withdrawal.</summary>
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
