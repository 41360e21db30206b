using System.Text;
using Bgp.Vtysh.Model;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>Which closing lines a complete configuration must hold.</summary>
internal enum Closing
{
    /// <summary>A file: operators leave them out, and bgpd accepts that.</summary>
    None,

    /// <summary>Quagga, and FRR before 8.1: `exit-address-family`.</summary>
    AddressFamilies,

    /// <summary>FRR: `exit-address-family`, and `exit` after each instance.</summary>
    Instances,
}

/// <summary>
/// Follows a configuration line by line as bgpd would: by words, never by indentation (Quagga prints IPv4 statements
/// directly under `router bgp`, FRR inside an address family, operators as they like).
/// </summary>
internal sealed class ConfigurationReader(Closing closing)
{
    private readonly List<InstanceUnderConstruction> _instances = [];
    private readonly HashSet<string> _routeMaps = new(StringComparer.Ordinal);
    private readonly NamePool _names = new();
    private Block _block = Block.Top;
    private Family _family = Family.Direct;
    private bool _inSubBlock;
    private InstanceUnderConstruction? _instance;

    private enum Block
    {
        Top,
        Instance,
        Other,
    }

    private enum Family
    {
        /// <summary>Directly under `router bgp`: IPv4 unicast.</summary>
        Direct,
        IPv4Unicast,
        IPv6Unicast,

        /// <summary>Multicast, vpn, labeled-unicast, evpn …: not ours.</summary>
        Foreign,
    }

    /// <summary>Why the configuration cannot be trusted, without the line; null as long as it can.</summary>
    public string? Fault { get; private set; }

    public BgpConfiguration Finish() => new(_instances.ConvertAll(instance => instance.Finish()), _routeMaps);

    /// <summary>Takes one line without its end; empty ones and comments are allowed.</summary>
    public void Read(ReadOnlySpan<char> line)
    {
        var words = new Words(line);
        if (!words.Next(out var first) || first[0] is '!' or '#')
            return;

        if (first is "exit" or "quit")
            Exit();
        else if (first is "no" && words.Rest.StartsWith("router bgp", StringComparison.Ordinal))
            Fault = "takes an instance back; which one is left cannot be told";
        else if (first is "router")
            EnterRouter(words);
        else if (IsTopLevel(first))
            EnterOther(first, words);
        else if (_block == Block.Instance)
            ReadInInstance(first, words, line);
        else if (_block == Block.Top)
            ReadAtTop(first);
    }

    /// <summary>At the end of the text, and wherever a block ends without `exit`.</summary>
    public void LeaveBlock()
    {
        if (_block == Block.Instance && closing != Closing.None && _family != Family.Direct)
            Fault ??= $"'{_instance!.Line}' ends inside an address family";
        else if (_block == Block.Instance && closing == Closing.Instances)
            Fault ??= $"'{_instance!.Line}' has no closing 'exit'";
        (_block, _family, _inSubBlock, _instance) = (Block.Top, Family.Direct, false, null);
    }

    /// <summary>
    /// Words that never stand inside `router bgp`. Any other unknown word stays where it is: only `router …` blocks
    /// hold `network` lines, and those are recognised.
    /// </summary>
    private static bool IsTopLevel(ReadOnlySpan<char> word) => word is "end" or "route-map" or "interface" or "line"
        or "vrf" or "access-list" or "ip" or "ipv6" or "hostname" or "log" or "password" or "enable" or "service"
        or "debug" or "key" or "bfd" or "rpki" or "mpls" or "l2vpn" or "pbr-map" or "nexthop-group" or "frr" or "banner";

    private void EnterRouter(Words words)
    {
        LeaveBlock();
        if (!words.Next(out var protocol) || protocol is not "bgp")
        {
            _block = Block.Other;
            return;
        }

        if (!words.Next(out var asNumber))
        {
            Fault = "names no AS";
            return;
        }

        var scope = NormalizedRest(words);
        var line = scope is null ? $"router bgp {asNumber}" : $"router bgp {asNumber} {scope}";
        if (!InstanceLine.IsValid(line))
        {
            Fault = "is no 'router bgp' line that can be understood";
            return;
        }

        _block = Block.Instance;
        _instance = _instances.Find(known => known.Line == line);
        if (_instance is null)
            _instances.Add(_instance = new(line, asNumber.ToString(), scope));
    }

    private static string? NormalizedRest(Words words)
    {
        StringBuilder? rest = null;
        while (words.Next(out var word))
            rest = rest is null ? new StringBuilder().Append(word) : rest.Append(' ').Append(word);
        return rest?.ToString();
    }

    private void EnterOther(ReadOnlySpan<char> first, Words words)
    {
        LeaveBlock();
        if (first is "end")
            return;
        _block = Block.Other;
        if (first is "route-map" && words.Next(out var name) && words.Next(out var action) && action is "permit" or "deny")
            _routeMaps.Add(_names.Get(name));
    }

    /// <summary>Outside of every block bgpd refuses these; here they would be statements lost without a word.</summary>
    private void ReadAtTop(ReadOnlySpan<char> first)
    {
        if (first is "network" or "address-family")
            Fault = "stands outside of any 'router' block";
    }

    private void ReadInInstance(ReadOnlySpan<char> first, Words words, ReadOnlySpan<char> line)
    {
        switch (first)
        {
            case "address-family":
                EnterAddressFamily(words);
                break;
            case "exit-address-family":
                (_family, _inSubBlock) = (Family.Direct, false);
                break;
            case "network":
                ChangeStatements(words, adds: true);
                break;
            case "no":
                if (words.Next(out var command) && command is "network")
                    ChangeStatements(words, adds: false);
                break;
            case "redistribute" or "aggregate-address":
                AddSource(line);
                break;
            case "bmp" or "segment-routing":
                _inSubBlock |= first is "segment-routing" || words.Rest.StartsWith("targets ", StringComparison.Ordinal);
                break;
            default:
                RefuseAbbreviation(first);
                break;
        }
    }

    private void EnterAddressFamily(Words words)
    {
        if (_family != Family.Direct && closing != Closing.None)
            Fault = "begins before the address family above it is closed";
        words.Next(out var family);
        var isUnicast = !words.Next(out var kind) || kind is "unicast";
        _inSubBlock = false;
        _family = !isUnicast ? Family.Foreign
            : family is "ipv4" ? Family.IPv4Unicast
            : family is "ipv6" ? Family.IPv6Unicast
            : Family.Foreign;
    }

    /// <summary>
    /// `exit` closes the innermost: a sub-block of the instance, an address family, the instance. In other blocks it
    /// makes no difference.
    /// </summary>
    private void Exit()
    {
        if (_inSubBlock)
        {
            _inSubBlock = false;
        }
        else if (_block == Block.Instance && _family != Family.Direct && closing == Closing.None)
        {
            _family = Family.Direct;
        }
        else if (_block == Block.Instance && _family == Family.Direct)
        {
            (_block, _instance) = (Block.Top, null);
        }
        else if (_block == Block.Instance)
        {
            LeaveBlock();
        }
    }

    /// <summary>A file may take back what it said before; bgpd goes by the prefix.</summary>
    private void ChangeStatements(Words words, bool adds)
    {
        if (_family == Family.Foreign)
            return;
        var line = new NetworkLine(words, _family == Family.IPv6Unicast, closing == Closing.None, _names);
        if (line.Read() is not { } statement)
            Fault = line.Fault;
        else if (adds)
            _instance!.Add(statement, closing == Closing.None ? _routeMaps : null);
        else
            _instance!.Statements.Remove(statement.Prefix);
    }

    private void AddSource(ReadOnlySpan<char> line)
    {
        if (_family != Family.Foreign)
            _instance!.Sources.Add($"{PlainText.Line(line.Trim().ToString(), NetworkLine.MostWords)} ({(_family == Family.IPv6Unicast ? "ipv6" : "ipv4")} unicast)");
    }

    /// <summary>
    /// bgpd takes `net` for `network` (frr-8.4.4-c12-abbreviations). We do not guess: passed over in silence, such a
    /// line would be a statement, or an address family, that is missing.
    /// </summary>
    private void RefuseAbbreviation(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<string> whole = ["network", "address-family", "exit-address-family"];
        foreach (var full in whole)
        {
            if (word.Length < full.Length && full.AsSpan().StartsWith(word, StringComparison.Ordinal))
                Fault = $"is abbreviated; write '{full}'";
        }
    }
}
