using Tools.Execution;
using Vips.Host.Settings.Yaml;

namespace Vips.Host.Settings;

/// <summary>Collects every fault of one file; nothing stops at the first.</summary>
internal sealed class FaultList(string file)
{
    private readonly List<ConfigurationFault> _faults = [];

    internal int Count => _faults.Count;

    internal void Add(YamlNode place, string message) => Add(place.Line, place.Column, message);

    /// <summary>A fault quotes what the file holds: its control characters must not reach a terminal or a log.</summary>
    internal void Add(int line, int column, string message) => _faults.Add(new(file, line, column, PlainText.Line(message)));

    internal void AddFile(string message) => Add(0, 0, message);

    /// <summary>In the order of the file.</summary>
    internal IReadOnlyList<ConfigurationFault> InOrder()
    {
        _faults.Sort((one, other) => (one.Line, one.Column).CompareTo((other.Line, other.Column)));
        return _faults;
    }
}
