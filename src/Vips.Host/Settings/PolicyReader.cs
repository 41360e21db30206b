using Net.Prefixes;
using Vips.Host.Settings.Yaml;
using Vips.Policies;

namespace Vips.Host.Settings;

/// <summary>The part of the configuration that decisions rest on.</summary>
internal static class PolicyReader
{
    internal static Policy Read(Section top, Section bgp, Section ipvs, Section watchdog, IReadOnlyList<string> sites, FaultList faults)
    {
        var defaults = new Policy();
        var before = faults.Count;
        var rules = RuleSettings.Read(watchdog, RuleSettings.Defaults);
        var resolved = faults.Count == before ? rules.Resolve(watchdog, faults) : rules.Rest;

        // A fault of the watchdog's rules is told once, not again at every entry that inherits it.
        var inherited = faults.Count == before ? rules : RuleSettings.Defaults;
        var policy = new Policy
        {
            MaskV4 = bgp.Value("mask-v4", ValueParsers.TryMaskV4, defaults.MaskV4),
            MaskV6 = bgp.Value("mask-v6", ValueParsers.TryMaskV6, defaults.MaskV6),
            Default = resolved,
            SorryServers = ipvs.List<IpAddress>("sorry-servers", ValueParsers.TryAddress).ToHashSet(),
            KeepalivedGrace = ipvs.Value("keepalived-grace", ValueParsers.TryDuration, defaults.KeepalivedGrace),
            ObserveInterval = watchdog.Value("observe-interval", ValueParsers.TryDuration, defaults.ObserveInterval),
            MaxWithdrawPercent = watchdog.Value("max-withdraw", ValueParsers.TryPercent, defaults.MaxWithdrawPercent),
            MaxWithdrawAction = watchdog.Value("max-withdraw-action", Action, defaults.MaxWithdrawAction),
            MaxWithdrawConfirm = watchdog.Value("max-withdraw-confirm", ValueParsers.TryCount, defaults.MaxWithdrawConfirm),
            DrainRouteMap = bgp.Value("drain-route-map", ValueParsers.TryNoneOrName, defaults.DrainRouteMap),
            HasWitness = bgp.IsList("witness"),
            SeesOtherSites = bgp.Value("sees-other-sites", Flag, defaults.SeesOtherSites),
            Shadow = top.Value("shadow", Flag, defaults.Shadow),
            LastExit = top.Value("last-exit", Guard, defaults.LastExit),
            PartialSplay = watchdog.Value("partial-splay", ValueParsers.TryDuration, defaults.PartialSplay),
            PartialPin = watchdog.Value("partial-pin", ValueParsers.TryDuration, defaults.PartialPin),
            HoldWarn = watchdog.Value("hold-warn", ValueParsers.TryDuration, defaults.HoldWarn),
            RepeatErrors = watchdog.Value("repeat-errors", ValueParsers.TryDuration, defaults.RepeatErrors),
        };
        return policy with { Vips = new VipEntryReader(policy, inherited, sites, faults).Read(top.Items("vips") ?? []) };
    }

    private static readonly TryParse<LastExit> Guard = ValueParsers.OneOf(
        ("warn", LastExit.Warn), ("off", LastExit.Off), ("refuse", LastExit.Refuse));

    private static readonly TryParse<bool> Flag = ValueParsers.OneOf(("false", false), ("true", true));

    private static readonly TryParse<MassWithdrawalAction> Action = ValueParsers.OneOf(
        ("recheck", MassWithdrawalAction.Recheck), ("refuse", MassWithdrawalAction.Refuse));
}

/// <summary>The entries of `vips`.</summary>
internal sealed class VipEntryReader(Policy policy, RuleSettings inherited, IReadOnlyList<string> sites, FaultList faults)
{
    private readonly Dictionary<Prefix, int> _lines = [];

    internal IReadOnlyList<VipEntry> Read(IReadOnlyList<YamlNode> items)
    {
        var entries = new List<VipEntry>(items.Count);
        foreach (var item in items)
        {
            if (item is YamlMapping)
            {
                entries.Add(Entry(item));
            }
            else
            {
                faults.Add(item, "an entry of `vips` must be keys with values, such as `prefixes: [192.0.2.1/32]`");
            }
        }

        return entries;
    }

    private VipEntry Entry(YamlNode node)
    {
        var section = new Section("vips", node, faults);
        var marks = section.List<uint>("fwmarks", ValueParsers.TryMark);
        var before = faults.Count;
        var settings = RuleSettings.Read(section, inherited);
        var rules = faults.Count == before ? settings.Resolve(section, faults) : settings.Rest;
        JudgeListed(section, rules, marks);
        return new(
            section.Value<string?>("name", ValueParsers.TryText, null),
            Prefixes(section),
            section.Value<string?>("route-map", ValueParsers.TryName, null),
            marks,
            rules)
        {
            Sites = Sites(section),
        };
    }

    private List<string> Sites(Section section)
    {
        var named = new List<string>();
        foreach (var item in section.Items("sites") ?? [])
        {
            if (item is not YamlScalar { Text: var name } || !sites.Contains(name))
            {
                var nearest = item is YamlScalar scalar ? NearestWord.Of(scalar.Text, sites) : null;
                faults.Add(item, $"{(item is YamlScalar word ? $"'{word.Text}'" : "this")} is no site of `sites`{(nearest is null ? "" : $"; did you mean '{nearest}'?")}");
            }
            else if (named.Contains(name))
            {
                faults.Add(item, $"site {name} a second time");
            }
            else
            {
                named.Add(name);
            }
        }

        section.RefuseEmpty("sites");
        if (section.Has("sites") && section.Has("route-map"))
        {
            faults.Add(section.PlaceOf("route-map"), "`route-map` and `sites` in one entry: the place in `sites` decides the route-map");
        }

        return named;
    }

    private List<Prefix> Prefixes(Section section)
    {
        var prefixes = new List<Prefix>();
        foreach (var item in section.Items("prefixes") ?? [])
        {
            if (item is not YamlScalar scalar)
            {
                faults.Add(item, "a prefix must be one word, such as 192.0.2.1/32");
            }
            else if (!Prefix.TryParse(scalar.Text, out var prefix))
            {
                faults.Add(scalar, BadPrefix(scalar.Text));
            }
            else if (IsUsable(prefix, scalar))
            {
                prefixes.Add(prefix);
            }
        }

        if (!section.Has("prefixes"))
        {
            faults.Add(section.PlaceOf(""), "an entry of `vips` needs `prefixes`");
        }
        else
        {
            section.RefuseEmpty("prefixes");
        }

        return prefixes;
    }

    private bool IsUsable(Prefix prefix, YamlScalar place)
    {
        if (!policy.HasConfiguredLength(prefix))
        {
            var (key, length) = prefix.IsIPv6 ? ("mask-v6", policy.MaskV6) : ("mask-v4", policy.MaskV4);
            faults.Add(place, $"{prefix} is not of the length /{length} of `bgp.{key}`: it would never be managed");
            return false;
        }

        if (!_lines.TryAdd(prefix, place.Line))
        {
            faults.Add(place, $"{prefix} a second time; the first is on line {_lines[prefix]}");
            return false;
        }

        return true;
    }

    private string BadPrefix(string text)
    {
        if (IpAddress.TryParse(text, out var address))
        {
            return $"'{text}' lacks its length; write {policy.PrefixOf(address)}";
        }

        return Prefix.TryMask(text, out var network)
            ? $"'{text}' has host bits; the network is {network}"
            : $"'{text}' is not a prefix such as 192.0.2.1/32 or 2001:db8::1/128";
    }

    /// <summary>A listed mark that is not of this entry would be missing for ever, and the VIP withdrawn.</summary>
    private void JudgeListed(Section section, Rules rules, List<uint> marks)
    {
        foreach (var service in section.Has("services") ? rules.Listed : [])
        {
            if (service.Protocol == Ipvs.Ipvsadm.Model.IpvsProtocol.FirewallMark && !marks.Contains(service.Number))
            {
                faults.Add(section.PlaceOf("services"), $"`services` lists {service}, which is not in `fwmarks` of this entry");
            }
        }
    }
}
