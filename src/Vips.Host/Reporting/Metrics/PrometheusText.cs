using System.Globalization;
using System.Text;

namespace Vips.Host.Reporting.Metrics;

/// <summary>
/// The text format of Prometheus 0.0.4 as node_exporter's textfile collector reads it: each family with its help and type
/// once, its samples together, without timestamps (the collector refuses a file that has any).
/// </summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();
    private string _family = "";

    /// <summary>Everything here is a gauge: a run of the watchdog has no memory of the runs before it that could only grow.</summary>
    internal void Family(string name, string help)
    {
        _family = name;
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");
    }

    internal void Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_family);
        for (var at = 0; at < labels.Length; at++)
        {
            _text.Append(at == 0 ? '{' : ',').Append(labels[at].Name).Append("=\"").Append(Escaped(labels[at].Value)).Append('"');
        }

        _text.Append(labels.Length == 0 ? "" : "}").Append(CultureInfo.InvariantCulture, $" {value:0.######}\n");
    }

    internal void Sample(bool value, params ReadOnlySpan<(string Name, string Value)> labels) => Sample(value ? 1 : 0, labels);

    /// <summary>Unix time, whole seconds: the point is always in the past, so it is cut, never rounded up.</summary>
    internal void Sample(DateTimeOffset time, params ReadOnlySpan<(string Name, string Value)> labels) => Sample(time.ToUnixTimeSeconds(), labels);

    public override string ToString() => _text.ToString();

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
