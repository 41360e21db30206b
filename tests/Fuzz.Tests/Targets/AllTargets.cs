namespace Fuzz.Tests.Targets;

/// <summary>Everything that is read from outside, by the name of its row.</summary>
internal static class AllTargets
{
    private static readonly Dictionary<string, Target> ByName = new Target[]
    {
        new SiteTarget(), new IpvsTableTarget(), new IpvsRatesTarget(), new RunningTarget(), new StartupTarget(), new PathsJsonTarget(), new PathsTextTarget(),
        new BatchTarget(), new DigTarget(), new YamlTarget(), new FifoTarget(), new BundleTarget(), new StateTarget(), new NamesTarget(),
        new HoldTarget(), new HoldNamesTarget(), new KeptStatementTarget(), new FreezeTarget(), new JournalTarget(),
    }.Concat(TextTarget.All).ToDictionary(target => target.Name);

    public static IEnumerable<string> Names => ByName.Keys;

    public static Target Of(string name) => ByName[name];
}
