using System.Text;
using Vips.Host.Settings;

namespace VipMgmt.Import;

/// <summary>Our configuration in place of the ancestor's variables.</summary>
/// <param name="Text">YAML; empty where there are faults.</param>
/// <param name="Faults">With the places in the ancestor's scripts.</param>
/// <param name="Warnings">What was left out.</param>
public sealed record AncestorConfiguration(string Text, IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<string> Warnings)
{
    private static readonly (string Variable, string Section, string Key)[] Known =
    [
        ("VTYSH", "bgp", "vtysh"),
        ("QUAGGA_CONF", "bgp", "baseline"),
        ("BGP_LOCAL_AS", "bgp", "as"),
        ("BGP_ANNOUNCE_MASK_V4", "bgp", "mask-v4"),
        ("BGP_ANNOUNCE_MASK_V6", "bgp", "mask-v6"),
        ("IPVSADM", "ipvs", "ipvsadm"),
        ("DROP_ROUTE_THRESHOLD", "watchdog", "drop"),
        ("REST_ROUTE_THRESHOLD", "watchdog", "restore"),
    ];

    /// <param name="variables">Of all scripts, in their order; of a variable that a script sets twice the last counts, as in bash.</param>
    public static AncestorConfiguration Of(IReadOnlyList<AncestorVariable> variables)
    {
        var (chosen, faults, warnings) = (new Dictionary<string, AncestorVariable>(StringComparer.Ordinal), new List<ConfigurationFault>(), new List<string>());
        foreach (var variable in variables)
        {
            if (!Known.Any(known => known.Variable == variable.Name))
            {
                warnings.Add($"{variable.File}:{variable.Line}: {variable.Name} is none of the ancestor's; left out");
            }
            else if (chosen.TryGetValue(variable.Name, out var other) && other.File != variable.File && other.Value != variable.Value)
            {
                faults.Add(new(variable.File, variable.Line, 1, $"{variable.Name} is {variable.Value} here and {other.Value} in {other.File}:{other.Line}: which of the two counts?"));
            }
            else
            {
                chosen[variable.Name] = variable;
            }
        }

        var (text, places) = Write(chosen);
        faults.AddRange(ConfigurationParser.Parse("", text).Faults.Select(fault => At(fault, places)));
        return new(faults.Count == 0 ? text : "", faults, warnings);
    }

    /// <returns>The text, and which variable each of its lines came from.</returns>
    private static (string Text, Dictionary<int, AncestorVariable> Places) Write(Dictionary<string, AncestorVariable> chosen)
    {
        var (text, places, line, section) = (new StringBuilder(), new Dictionary<int, AncestorVariable>(), 0, "");
        foreach (var known in Known)
        {
            if (!chosen.TryGetValue(known.Variable, out var variable))
            {
                continue;
            }

            if (known.Section != section)
            {
                section = known.Section;
                text.Append($"{section}:\n");
                line++;
            }

            text.Append($"  {known.Key}: {Scalars.Of(variable.Value)}    # {variable.Name}\n");
            places[++line] = variable;
        }

        return (text.ToString(), places);
    }

    private static ConfigurationFault At(ConfigurationFault fault, Dictionary<int, AncestorVariable> places) =>
        places.TryGetValue(fault.Line, out var variable) ? new(variable.File, variable.Line, 1, $"{variable.Name}: {fault.Message}") : fault;
}
