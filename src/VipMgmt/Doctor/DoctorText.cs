using Tools.Execution;
using Vips.Doctor;

namespace VipMgmt.Doctor;

/// <summary>Findings for people: what is wrong first, a line each, the remedy below it, and the counts at the end.</summary>
public static class DoctorText
{
    private const string Red = "\e[31m", Yellow = "\e[33m", Plain = "\e[0m";
    private const int WidthOfHealth = 10;

    /// <param name="checkup">What was found.</param>
    /// <param name="colours">On a terminal: what is wrong stands out.</param>
    public static IEnumerable<string> Lines(Checkup checkup, bool colours)
    {
        var width = checkup.Findings.Max(finding => finding.Check.Length) + 2;
        foreach (var finding in checkup.Findings)
        {
            var line = PlainText.Line($"{finding.Health.ToString().ToUpperInvariant().PadRight(WidthOfHealth)}{finding.Check.PadRight(width)}{finding.Words}");
            yield return colours && finding.Health != Health.Ok ? $"{(finding.Health == Health.Critical ? Red : Yellow)}{line}{Plain}" : line;
            if (finding.Remedy is { } remedy)
            {
                yield return PlainText.Line($"{"".PadRight(WidthOfHealth)}{"".PadRight(width)}> {remedy}");
            }
        }

        yield return $"{checkup.Findings.Count} checks: {checkup.Count(Health.Critical)} critical, {checkup.Count(Health.Warning)} warnings, {checkup.Count(Health.Unknown)} unknown";
    }
}
