using Net.Prefixes;
using Vips;
using Vips.Host.State;
using Vips.Maintenance;

namespace VipMgmt.Names;

/// <summary>What the names of a command line stand for, or why nothing can be done.</summary>
/// <param name="Targets">In the order given.</param>
/// <param name="Learned">Good resolutions of both families, to be remembered for `--cached`.</param>
/// <param name="Shown">What was resolved and how, for the operator.</param>
/// <param name="Warnings">Said on stderr; the command goes on.</param>
/// <param name="Fault">One line; null when all names are known.</param>
/// <param name="Status">Of the fault.</param>
public sealed record NameTargets(
    IReadOnlyList<Target> Targets, IReadOnlyDictionary<string, StoredResolution> Learned, IReadOnlyList<string> Shown,
    IReadOnlyList<string> Warnings, string? Fault, ExitStatus Status)
{
    /// <summary>With `--all`: the families meant; the VIPs are known when the director has been read.</summary>
    public NameOptions? All { get; init; }

    /// <summary>`--all` stands for what is managed when the director is read.</summary>
    public static NameTargets ForAll(NameOptions families) =>
        new([], new Dictionary<string, StoredResolution>(), [], [], null, ExitStatus.Done) { All = families };

    /// <summary>What is acted on.</summary>
    public IReadOnlyList<Target> Of(Inputs inputs) => All is { } families ? [ManagedVips.All(inputs, families.IPv4, families.IPv6)] : Targets;

    /// <summary>Looked up in bgpd's table, whether or not they are managed.</summary>
    public IEnumerable<Prefix> Prefixes
    {
        get
        {
            foreach (var target in Targets)
            {
                foreach (var prefix in target.Prefixes)
                {
                    yield return prefix;
                }
            }
        }
    }
}
