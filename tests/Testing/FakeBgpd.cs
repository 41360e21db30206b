using System.Runtime.CompilerServices;

namespace Testing;

/// <summary>
/// The bgpd of a <see cref="FakeSite"/>: fake-bgpd.awk behind the fake vtysh, which really keeps a running configuration.
/// </summary>
public sealed class FakeBgpd
{
    private readonly string _folder;
    private readonly string _awk;

    internal FakeBgpd(string folder, [CallerFilePath] string caller = "")
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        var program = Path.Combine(Repository.Root(caller), "tests", "Testing", "fake-bgpd.awk");
        _awk = $"awk -f '{program}' -v folder='{_folder}' -v pid=$$";
        Answer = new() { Shell = $"""{_awk} -- "$@" || exit $?""" };
    }

    /// <summary>What vtysh does with a healthy bgpd; `with` adds what goes wrong after it: `Answer with { Hangs = true }`.</summary>
    public FakeAnswer Answer { get; }

    /// <summary>What a vtysh does that gets no further than so many changes.</summary>
    public FakeAnswer AnswerUpTo(int changes) => new() { Shell = $"""{_awk} -v most={changes} -- "$@" || exit $?""" };

    /// <summary>The running configuration.</summary>
    public string Running
    {
        get => File.ReadAllText(Of("running"));
        set => File.WriteAllText(Of("running"), value);
    }

    /// <summary>Its `network` lines without the blanks before them, sorted.</summary>
    public IReadOnlyList<string> Statements => Running.Split('\n')
        .Where(line => line.StartsWith("  network ", StringComparison.Ordinal)).Select(line => line.Trim()).Order(StringComparer.Ordinal).ToList();

    /// <summary>The prefix is refused with the words, and vtysh stops there with status 1.</summary>
    public void Poison(string prefix, string words = "% Malformed prefix") => Add("poison", $"{prefix} {words}");

    /// <summary>The prefix's changes are taken with status 0, and not made.</summary>
    public void LieAbout(string prefix) => Add("lies", prefix);

    /// <summary>Configured or not, no valid path of its own stands in the table.</summary>
    public void DoNotOriginate(string prefix) => Add("unoriginated", prefix);

    /// <summary>A `redistribute` keeps the prefix in the table.</summary>
    public void Redistribute(string prefix)
    {
        Add("redistributed", prefix);
        var family = prefix.Contains(':', StringComparison.Ordinal) ? " address-family ipv6 unicast\n" : " address-family ipv4 unicast\n";
        Running = Running.Replace(family, $"{family}  redistribute connected\n", StringComparison.Ordinal);
    }

    /// <summary>A peer tells of the prefix: another site announces it.</summary>
    public void Learn(string prefix) => Add("learned", prefix);

    /// <summary>Nothing goes wrong any more.</summary>
    public void Heal()
    {
        foreach (var file in (string[])["poison", "lies", "unoriginated", "redistributed", "learned"])
            File.Delete(Of(file));
    }

    /// <summary>Somebody adds a statement by hand, in the family of its prefix.</summary>
    public void Add(string statement) => Running = Added(Running, statement);

    /// <summary>Somebody removes a statement by hand, whatever its route-map is.</summary>
    public void Remove(string prefix) => Running = string.Join('\n', Running.Split('\n')
        .Where(line => !(line + " ").StartsWith($"  network {prefix} ", StringComparison.Ordinal)));

    internal static string Added(string configuration, string statement)
    {
        var family = $" address-family {(statement.Contains(':', StringComparison.Ordinal) ? "ipv6" : "ipv4")} unicast\n";
        return configuration.Replace(family, $"{family}  {statement}\n", StringComparison.Ordinal);
    }

    private string Of(string name) => Path.Combine(_folder, name);

    private void Add(string file, string line) => File.AppendAllText(Of(file), line + "\n");
}
