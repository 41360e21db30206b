using System.CommandLine.Completions;
using Net.Prefixes;
using Vips.Host.Director;
using Vips.Host.Settings;
using Vips.Host.State;

namespace VipMgmt.Completion;

/// <summary>
/// What the shell offers where a NAME stands: the VIPs of the baseline, of the configuration and of the holds, and the names that
/// resolved before. Files alone are read, no tool is run and no DNS is asked; what cannot be read is left out without a word.
/// </summary>
public sealed class KnownVips
{
    private readonly Configuration? _configuration;

    private KnownVips(Configuration? configuration) => _configuration = configuration;

    /// <summary>Names and VIPs, for `-d`, `-a`, `status`, `explain`.</summary>
    public static IEnumerable<CompletionItem> NamesAndVips(CompletionContext context)
    {
        var known = Of(context);
        return Items(known.Names().Concat(known.Vips()));
    }

    /// <summary>VIPs alone, for `history`.</summary>
    public static IEnumerable<CompletionItem> VipsAlone(CompletionContext context) => Items(Of(context).Vips());

    /// <summary>The names of `sites`, for `render --site`.</summary>
    public static IEnumerable<CompletionItem> Sites(CompletionContext context) =>
        Items(Of(context)._configuration?.Sites.Select(site => site.Name) ?? []);

    private static KnownVips Of(CompletionContext context) => new(ConfigurationFile.Read(CommonOptions.Of(context.ParseResult).Config).Configuration);

    private static IEnumerable<CompletionItem> Items(IEnumerable<string> texts) => texts.Distinct().Select(text => new CompletionItem(text));

    private IEnumerable<string> Vips()
    {
        var vips = new SortedSet<Prefix>();
        if (_configuration is { } configuration)
        {
            vips.UnionWith(configuration.Policy.Vips.SelectMany(entry => entry.Prefixes));
            vips.UnionWith(new DirectorTools(configuration, limit: null).Reader.ReadBaseline() is { IsKnown: true } baseline
                ? baseline.Value.Statements.Keys.Where(configuration.Policy.HasConfiguredLength) : []);
            vips.UnionWith(new StateDirectory(configuration.StateDir).Holds.Read() is { IsKnown: true } holds ? holds.Value.ByPrefix.Keys : []);
        }

        return vips.Select(vip => vip.ToString());
    }

    /// <summary>A name of `vips` without a dot is a label for people: DNS would be asked for it in vain.</summary>
    private SortedSet<string> Names()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (_configuration is { } configuration)
        {
            names.UnionWith(configuration.Policy.Vips.Select(entry => entry.Name).OfType<string>().Where(name => name.Contains('.', StringComparison.Ordinal) && !name.Contains(' ', StringComparison.Ordinal)));
            names.UnionWith(new StateDirectory(configuration.StateDir).Names.Read() is { IsKnown: true } remembered ? remembered.Value.Value.Keys : []);
        }

        return names;
    }
}
