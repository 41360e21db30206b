using Dns.Dig;
using Dns.Dig.Model;
using Net.Prefixes;
using Tools.Execution;
using Vips.Doctor;
using Vips.Host.Settings;
using Vips.Host.State;

namespace Vips.Host.Diagnosis;

/// <summary>What DNS says now of every name that is known to lead to a VIP.</summary>
internal sealed class NameLookups(ToolRunner runner, Configuration configuration)
{
    /// <summary>At a time: DNS that hangs costs dns.timeout for so many together.</summary>
    private const int AtOnce = 8;

    /// <summary>For all names together.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    /// <param name="given">On the command line.</param>
    /// <param name="remembered">names.json; its names are left out where it cannot be read.</param>
    internal IReadOnlyList<NameSeen> Read(IReadOnlyList<DnsName> given, Reading<IReadOnlyDictionary<string, StoredResolution>> remembered)
    {
        var names = new SortedDictionary<string, DnsName>(StringComparer.Ordinal);
        foreach (var text in (remembered.IsKnown ? remembered.Value.Keys : []).Concat(configuration.Policy.Vips.Select(entry => entry.Name ?? "")))
        {
            // A `name` without a dot is what people call the service, and no host name.
            if (text.Contains('.', StringComparison.Ordinal) && DnsName.TryParse(text, out var name, out _))
            {
                names[name.Text] = name;
            }
        }

        foreach (var name in given)
        {
            names[name.Text] = name;
        }

        return Ask([.. names.Values]);
    }

    private NameSeen[] Ask(DnsName[] names)
    {
        var dns = configuration.Dns;
        var dig = new Dig(runner, new(dns.Dig, dns.Servers, dns.Timeout));
        var (seen, clock, next) = (new NameSeen[names.Length], System.Diagnostics.Stopwatch.StartNew(), -1);
        var threads = new Thread[Math.Min(AtOnce, names.Length)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new(() =>
            {
                for (var mine = Interlocked.Increment(ref next); mine < names.Length; mine = Interlocked.Increment(ref next))
                {
                    var name = names[mine];
                    var addresses = clock.Elapsed < Budget ? AddressesOf(name, dig.Resolve(name))
                        : Unknown(new(FailureKind.Unusable, name.Text, $"was not asked for: no answers within {Budget.TotalSeconds:0} s"));
                    seen[mine] = new(name.Text, addresses, EntryOf(name));
                }
            })
            { IsBackground = true };
            threads[i].Start();
        }

        Array.ForEach(threads, thread => thread.Join());
        return seen;
    }

    private static Reading<IReadOnlyList<IpAddress>> AddressesOf(DnsName name, Reading<Resolution> reading)
    {
        if (!reading.IsKnown)
        {
            return Unknown(reading.Failure with { Subject = $"{name.Text}: {reading.Failure.Subject}" });
        }

        var indefinite = new[] { reading.Value.IPv4, reading.Value.IPv6 }.FirstOrDefault(answer => answer is { IsDefinite: false });
        return indefinite is null
            ? Reading<IReadOnlyList<IpAddress>>.Known(reading.Value.Addresses)
            : Unknown(new(FailureKind.Unusable, name.Text, indefinite.Words));
    }

    private IReadOnlyList<Prefix> EntryOf(DnsName name) =>
        configuration.Policy.Vips.FirstOrDefault(entry => string.Equals(entry.Name?.TrimEnd('.'), name.Text, StringComparison.OrdinalIgnoreCase))?.Prefixes ?? [];

    private static Reading<IReadOnlyList<IpAddress>> Unknown(Failure failure) => Reading<IReadOnlyList<IpAddress>>.Unknown(failure);
}
