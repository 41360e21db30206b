using Vips.Policies;

namespace Vips.Host.Settings;

/// <summary>
/// The rules as written, percentages still percentages: an entry of `vips` may bring its own `expected` to the
/// watchdog's `drop: 25%`.
/// </summary>
internal sealed record RuleSettings(Threshold Drop, Threshold Restore, Rules Rest)
{
    private static readonly string[] ThresholdKeys = ["drop", "restore", "expected"];

    internal static RuleSettings Defaults { get; } =
        new(Threshold.Count(new Rules().Drop), Threshold.Count(new Rules().Restore), new());

    /// <summary>What the section says, over what it inherits.</summary>
    internal static RuleSettings Read(Section section, RuleSettings inherited) => new(
        section.Value("drop", Threshold.TryParse, inherited.Drop),
        section.Value("restore", Threshold.TryParse, inherited.Restore),
        ReadServices(section, inherited.Rest) with
        {
            Expected = section.Value("expected", ValueParsers.TryExpected, inherited.Rest.Expected),
            Fall = section.Value("fall", ValueParsers.TryCount, inherited.Rest.Fall),
            Rise = section.Value("rise", ValueParsers.TryCount, inherited.Rest.Rise),
            HoldDown = section.Value("hold-down", ValueParsers.TryDuration, inherited.Rest.HoldDown),
            Damping = section.Value("damping", ValueParsers.TryDamping, inherited.Rest.Damping),
            DampingCap = section.Value("damping-cap", ValueParsers.TryDuration, inherited.Rest.DampingCap),
            DampingQuiet = section.Value("damping-quiet", ValueParsers.TryTimeout, inherited.Rest.DampingQuiet),
            MissingFall = section.Value("missing-fall", ValueParsers.TryCount, inherited.Rest.MissingFall),
        });

    /// <summary>The thresholds as counts; faults stand at the section's own threshold that is to blame.</summary>
    internal Rules Resolve(Section section, FaultList faults)
    {
        var place = section.PlaceOf(Array.Find(ThresholdKeys, section.Has) ?? "");
        if ((Drop.IsPercent || Restore.IsPercent) && Rest.Expected is null)
        {
            faults.Add(place, $"{(Drop.IsPercent ? $"`drop: {Drop}`" : $"`restore: {Restore}`")} needs `expected`, the number it is a share of");
            return Rest;
        }

        if (Rest.Damping is { } damping && damping > Rest.DampingCap)
        {
            faults.Add(
                section.PlaceOf(section.Has("damping-cap") ? "damping-cap" : "damping"),
                $"`damping-cap` ({Durations.Write(Rest.DampingCap)}) must not be below `damping` ({Durations.Write(damping)})");
        }

        var expected = Rest.Expected ?? 0;
        var rules = Rest with { Drop = Drop.Of(expected), Restore = Restore.Of(expected) };
        if (rules.Restore <= rules.Drop)
        {
            faults.Add(place, $"`restore` ({rules.Restore}) must be above `drop` ({rules.Drop})");
        }
        else if (Rest.Expected is { } number && rules.Restore > number)
        {
            faults.Add(place, $"`restore` ({rules.Restore}) is more than `expected` ({number}): the VIP would never come back");
        }

        return rules;
    }

    private static Rules ReadServices(Section section, Rules inherited)
    {
        if (section.IsList("services"))
        {
            var listed = section.List<ServiceName>("services", ValueParsers.TryService);
            section.RefuseEmpty("services");
            return inherited with { Services = ServiceChoice.Listed, Listed = listed };
        }

        return section.Has("services")
            ? inherited with { Services = section.Value("services", Choice, inherited.Services), Listed = [] }
            : inherited;
    }

    private static readonly TryParse<ServiceChoice> Choice = ValueParsers.OneOf(("all", ServiceChoice.All), ("any", ServiceChoice.Any));
}
