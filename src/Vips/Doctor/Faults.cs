namespace Vips.Doctor;

/// <summary>What one check gathers of several VIPs, servers or names: the worst gives its health, each has its words.</summary>
internal sealed class Faults(string check)
{
    /// <summary>Most that are told one by one: a director with 1,000 VIPs is read on one screen, too.</summary>
    private const int MostTold = 5;

    private readonly List<(Health Health, string Words)> _all = [];

    internal void Add(Health health, string words) => _all.Add((health, words));

    /// <param name="well">What is said when there is none.</param>
    /// <param name="remedy">For the worst of them.</param>
    internal Finding Told(string well, Func<Health, string> remedy)
    {
        if (_all.Count == 0)
        {
            return Finding.Ok(check, well);
        }

        var worst = _all.Max(fault => fault.Health);
        var words = _all.OrderByDescending(fault => fault.Health).Take(MostTold).Select(fault => fault.Words);
        var more = _all.Count > MostTold ? $"; and {_all.Count - MostTold} more" : "";
        return new(check, worst, string.Join("; ", words) + more, remedy(worst));
    }

    internal Finding Told(string well, string remedy) => Told(well, _ => remedy);
}
