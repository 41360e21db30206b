namespace Vips.Host.Settings;

/// <summary>One key of the configuration.</summary>
/// <param name="Section">`bgp`, `vips` …; empty at the top.</param>
/// <param name="Name">The key.</param>
/// <param name="Type">What its value is, after "must be".</param>
/// <param name="Help">One line for the manual.</param>
/// <param name="Write">The effective value as YAML; of the defaults it gives the key's default.</param>
public sealed record ConfigurationKey(
    string Section, string Name, string Type, string Help, Func<Configuration, string> Write);

/// <summary>One key of an entry of a list: `vips`, `sites`.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">What its value is, after "must be".</param>
/// <param name="Help">One line for the manual.</param>
/// <param name="Write">The effective value as YAML; null where the entry has none.</param>
public sealed record EntryKey<T>(string Name, string Type, string Help, Func<T, string?> Write);
