using Dns.Dig;
using Dns.Dig.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips;
using Vips.Host.State;
using Vips.Maintenance;
using Vips.Policies;

namespace VipMgmt.Names;

/// <summary>
/// Turns NAME into prefixes: a literal without DNS, a name through dig or the last good resolution. Half an answer is no
/// answer, and one name that cannot be resolved stops all before anything changes (DESIGN section 4).
/// </summary>
/// <param name="dig">Asks DNS.</param>
/// <param name="known">The last good resolutions, by name.</param>
/// <param name="policy">The lengths of VIPs' prefixes.</param>
/// <param name="options">-4, -6, --cached.</param>
/// <param name="now">For the age of a cached answer.</param>
public sealed class NameResolver(
    Dig dig, Reading<IReadOnlyDictionary<string, StoredResolution>> known, Policy policy, NameOptions options, DateTimeOffset now)
{
    private readonly List<Target> _targets = [];
    private readonly Dictionary<string, StoredResolution> _learned = new(StringComparer.Ordinal);
    private readonly List<string> _shown = [];
    private readonly List<string> _warnings = [];

    /// <param name="names">As given.</param>
    /// <param name="claims">For -a: whether a name holds VIPs; then its claims suffice while DNS is down. False for others.</param>
    public NameTargets Resolve(IReadOnlyList<string> names, Predicate<string> claims)
    {
        foreach (var text in names)
        {
            var (fault, status) = Add(text, claims);
            if (fault is not null)
            {
                return new([], _learned, _shown, _warnings, fault, status);
            }
        }

        return new(_targets, _learned, _shown, _warnings, null, ExitStatus.Done);
    }

    private (string? Fault, ExitStatus Status) Add(string text, Predicate<string> claims)
    {
        if (Literal(text) is { } prefix)
        {
            _targets.Add(new(prefix.ToString(), IsLiteral: true, [prefix]));
            return default;
        }

        if (!DnsName.TryParse(text, out var name, out var fault))
        {
            return ($"'{PlainText.Line(text, 100)}' is neither a name nor an address: {LiteralFault.Of(text) ?? fault}", ExitStatus.Usage);
        }

        return options.Cached ? AddCached(name) : AddResolved(name, claims);
    }

    private Prefix? Literal(string text) =>
        Prefix.TryParse(text, out var prefix) ? prefix
        : IpAddress.TryParse(text, out var address) ? policy.PrefixOf(address)
        : null;

    private (string? Fault, ExitStatus Status) AddCached(DnsName name)
    {
        if (Remembered(name) is not { } remembered)
        {
            var why = known.IsKnown ? "" : $" ({known.Failure})";
            return ($"{name}: no resolution is remembered{why}; leave --cached out, or give the addresses", ExitStatus.NoSuchName);
        }

        _shown.Add($"{Chain(name.Text, remembered.Chain)} (remembered, {Age(remembered.When)} old)");
        return AddTarget(name, [.. remembered.IPv4 ?? [], .. remembered.IPv6 ?? []]);
    }

    private StoredResolution? Remembered(DnsName name) => known.IsKnown ? known.Value.GetValueOrDefault(name.Text) : null;

    private (string? Fault, ExitStatus Status) AddResolved(DnsName name, Predicate<string> claims)
    {
        var families = options is { IPv4: true, IPv6: true } ? Families.Both : options.IPv4 ? Families.IPv4 : Families.IPv6;
        var reading = dig.Resolve(name, families);
        var (fault, status) = FaultOf(name, reading);
        if (fault is null)
        {
            var resolution = reading.Value;
            _shown.Add(Chain(name.Text, resolution.Chain));
            if (families == Families.Both)
            {
                _learned[name.Text] = new(resolution.Chain, resolution.IPv4!.Addresses, resolution.IPv6!.Addresses, now);
            }

            return AddTarget(name, resolution.Addresses);
        }

        if (claims(name.Text))
        {
            _warnings.Add($"{fault}: only the VIPs that {name} holds are added");
            _targets.Add(new(name.Text, IsLiteral: false, [], options.IPv4, options.IPv6));
            return default;
        }

        var offer = Remembered(name) is { } remembered ? $"; --cached uses the resolution of {Age(remembered.When)} ago" : "; or give the addresses";
        return (fault + offer, status);
    }

    private (string? Fault, ExitStatus Status) AddTarget(DnsName name, IReadOnlyList<IpAddress> addresses)
    {
        var prefixes = new SortedSet<Prefix>();
        foreach (var address in addresses)
        {
            if (address.IsIPv6 ? options.IPv6 : options.IPv4)
            {
                prefixes.Add(policy.PrefixOf(address));
            }
        }

        if (prefixes.Count == 0)
        {
            return ($"{name} has no address{(options.IPv4 && options.IPv6 ? "" : options.IPv4 ? " of IPv4" : " of IPv6")}", ExitStatus.NoSuchName);
        }

        if (!(options.IPv4 && options.IPv6))
        {
            _warnings.Add($"{name}: {(options.IPv4 ? "IPv4" : "IPv6")} only, the other family is left as it is");
        }

        _targets.Add(new(name.Text, IsLiteral: false, [.. prefixes], options.IPv4, options.IPv6));
        return default;
    }

    /// <summary>Why a reading is no whole answer; null when it is one.</summary>
    private static (string? Fault, ExitStatus Status) FaultOf(DnsName name, Reading<Resolution> reading)
    {
        if (!reading.IsKnown)
        {
            return ($"{name} cannot be resolved: {reading.Failure}", ExitStatuses.Of(reading.Failure));
        }

        foreach (var answer in (FamilyAnswer?[])[reading.Value.IPv4, reading.Value.IPv6])
        {
            if (answer is { IsDefinite: false })
            {
                return ($"{name} cannot be resolved: {answer.Words}",
                    answer.Status == AnswerStatus.Loop ? ExitStatus.NoSuchName : ExitStatus.Busy);
            }
        }

        return reading.Value.Addresses.Count > 0 ? default
            : ($"{name} does not resolve: {Words(reading.Value)}", ExitStatus.NoSuchName);
    }

    private static string Words(Resolution resolution) =>
        resolution.DanglingAt is { } target ? $"its CNAME leads to {target}, which does not exist"
        : resolution.IPv4?.Words ?? resolution.IPv6?.Words ?? "no address";

    private static string Chain(string name, IReadOnlyList<string> chain)
    {
        var text = new System.Text.StringBuilder(name);
        foreach (var target in chain)
        {
            text.Append(" > ").Append(target);
        }

        return text.ToString();
    }

    private string Age(DateTimeOffset when) => TimeText.Age(now - when);
}
