using Net.Prefixes;
using Tools.Execution;
using Vips.Notices;
using Vips.Policies;

namespace Vips.Host.State;

/// <summary>The last good resolution of each name.</summary>
/// <param name="file">names.json.</param>
public sealed class NameStore(StateFile<IReadOnlyDictionary<string, StoredResolution>> file)
{
    /// <summary>The notice that resolutions are not on the disk: 74.</summary>
    public const string Unwritten = "names write";

    /// <summary>The last good resolutions, for `--cached`; unknown where the file cannot be read, or is damaged.</summary>
    public Reading<IReadOnlyDictionary<string, StoredResolution>> Read()
    {
        var reading = file.Read();
        return !reading.IsKnown ? Reading<IReadOnlyDictionary<string, StoredResolution>>.Unknown(reading.Failure)
            : reading.Value.Damage is { } damage
                ? Reading<IReadOnlyDictionary<string, StoredResolution>>.Unknown(new(FailureKind.Unusable, file.Path, $"damaged ({damage})"))
                : Reading<IReadOnlyDictionary<string, StoredResolution>>.Known(reading.Value.Value);
    }

    /// <summary>What people call each VIP; without resolutions where they cannot be read.</summary>
    public VipNames Vips(Policy policy)
    {
        var resolved = new Dictionary<string, IReadOnlyList<Prefix>>(StringComparer.Ordinal);
        if (Read() is { IsKnown: true } reading)
        {
            foreach (var (name, remembered) in reading.Value)
            {
                resolved[name] = [.. (remembered.IPv4 ?? []).Concat(remembered.IPv6 ?? []).Select(policy.PrefixOf)];
            }
        }

        return new(policy, resolved);
    }

    /// <summary>Adds resolutions to the remembered ones; under the lock, since others add theirs.</summary>
    public IReadOnlyList<Notice> Remember(IReadOnlyDictionary<string, StoredResolution> learned, DateTimeOffset now)
    {
        if (learned.Count == 0)
        {
            return [];
        }

        var known = Read();
        return known.IsKnown ? WriteNames(known.Value, learned)
            : file.Read() is { IsKnown: false } ? [new("names", Severity.Error, $"{known.Failure}; no resolution is remembered")]
            : file.SetAside(now) is { } failure ? [new("names", Severity.Error, $"{known.Failure}; cannot be set aside: {failure.Words}")]
            : [new("names", Severity.Error, $"{known.Failure}; set aside, resolutions are remembered anew"), .. WriteNames(known: [], learned)];
    }

    private IReadOnlyList<Notice> WriteNames(IEnumerable<KeyValuePair<string, StoredResolution>> known, IReadOnlyDictionary<string, StoredResolution> learned)
    {
        var names = new Dictionary<string, StoredResolution>(known, StringComparer.Ordinal);
        foreach (var (name, remembered) in learned)
        {
            names[name] = remembered;
        }

        return file.Write(names) is { } failure ? [new(Unwritten, Severity.Error, $"cannot be written: {failure}")] : [];
    }
}
