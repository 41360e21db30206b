using Bgp.Vtysh;
using Vips.Host.Machine;
using Vips.Host.Recording;
using Vips.Host.Settings;
using Vips.Readings;

namespace Vips.Host.Director;

/// <summary>This machine, now.</summary>
/// <param name="keepalived">Who fills IPVS.</param>
/// <param name="clock">What time it is.</param>
/// <param name="recorder">Is given what was read; null where nobody keeps it.</param>
public sealed class LiveDirector(Keepalived keepalived, BootClock clock, RunRecorder? recorder = null) : IDirectorSource
{
    public void NextPass() => recorder?.NextPass();

    public void NextReading() => recorder?.NextReading();

    public Moment Now()
    {
        var now = clock.Now();
        recorder?.Now(now);
        return now;
    }

    public KeepalivedState Keepalived(Moment now)
    {
        var state = keepalived.State(now);
        recorder?.Keepalived(state);
        return state;
    }

    public StartupText Startup(string path)
    {
        var text = BaselineFile.ReadText(path);
        recorder?.Startup(text);
        return text;
    }

    public string? WhyNotToRun(string program)
    {
        var why = TrustedFile.WhyNotToRun(program);
        recorder?.WitnessUnfit(why);
        return why;
    }
}
