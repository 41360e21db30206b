namespace Vips.Host.Settings;

/// <summary>What is said of a key that no version of this program knows.</summary>
internal static class UnknownKey
{
    internal static string Message(string section, string key)
    {
        var where = section.Length == 0 ? "" : $" in `{section}`";
        if (ConfigurationKeys.SectionOf(key) is { } home)
        {
            return $"unknown key `{key}`{where}; it belongs {(home.Length == 0 ? "at the top" : $"under `{home}`")}";
        }

        var nearest = NearestWord.Of(key, ConfigurationKeys.Of(section));
        return $"unknown key `{key}`{where}{(nearest is null ? "" : $"; did you mean `{nearest}`?")}";
    }
}
