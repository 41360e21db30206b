namespace House.Tests;

/// <summary>DESIGN section 12: the arrows, and no I/O, clock or environment in the core, a model or a parser.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, HouseAssembly> Assemblies = HouseFiles.Sources.ToDictionary(name => name, HouseAssembly.Read);

    /// <summary>What each may use of ours; whatever is not named here is no arrow of the picture.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Net.Prefixes"] = [],
        ["Tools.Execution"] = [],
        ["Bgp.Vtysh"] = ["Net.Prefixes", "Tools.Execution"],
        ["Ipvs.Ipvsadm"] = ["Net.Prefixes", "Tools.Execution"],
        ["Dns.Dig"] = ["Net.Prefixes", "Tools.Execution"],
        ["Vips"] = ["Net.Prefixes", "Tools.Execution", "Bgp.Vtysh", "Ipvs.Ipvsadm"],
        ["Vips.Host"] = ["Net.Prefixes", "Tools.Execution", "Bgp.Vtysh", "Ipvs.Ipvsadm", "Dns.Dig", "Vips"],
        ["VipMgmt"] = ["Net.Prefixes", "Tools.Execution", "Bgp.Vtysh", "Ipvs.Ipvsadm", "Dns.Dig", "Vips", "Vips.Host"],
        ["VipWatchdog"] = ["Net.Prefixes", "Tools.Execution", "Bgp.Vtysh", "Ipvs.Ipvsadm", "Vips", "Vips.Host"],
    };

    /// <summary>Of Tools.Execution the core sees only what a reading is, never how one is made.</summary>
    private static readonly string[] ReadingTypes =
        ["Tools.Execution.Reading`1", "Tools.Execution.Failure", "Tools.Execution.FailureKind"];

    /// <summary>Types and members (a type stands for all of its members, a trailing dot for a namespace).</summary>
    private static readonly string[] Impure =
    [
        "System.IO.", "System.Net.", "System.Diagnostics.", "System.Threading.", "System.Environment", "System.Console", "System.TimeProvider",
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow", "System.Random", "System.Guid::NewGuid", "System.AppContext",
        "System.Runtime.InteropServices.NativeLibrary", "System.Runtime.InteropServices.Marshal", "Microsoft.Win32.",
    ];

    /// <summary>What the compiler writes into iterators and static constructors, and attributes of the debugger.</summary>
    private static readonly string[] Harmless =
    [
        "System.Environment::get_CurrentManagedThreadId", "System.Diagnostics.CodeAnalysis.", "System.Diagnostics.Debug", "System.Diagnostics.Unreachable",
        "System.Threading.Interlocked::CompareExchange",
    ];

    public static TheoryData<string> Sources => [.. HouseFiles.Sources];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Arrows_point_as_the_picture_says(string project)
    {
        Assert.True(Arrows.ContainsKey(project), $"{project} is in no arrow: draw it here and in the picture");
        var ours = Arrows.Keys.Select(name => Assemblies[name].Name).ToHashSet();

        Offenders.None(Assemblies[project].References.Where(ours.Contains).Except(Arrows[project]));
    }

    [Fact]
    public void The_core_sees_of_the_tools_their_models_alone()
    {
        foreach (var type in Assemblies["Vips"].Types)
        {
            Offenders.None(type.Members.Select(TypeOf).Where(name =>
                (Starts(name, "Bgp.Vtysh.") && !Starts(name, "Bgp.Vtysh.Model."))
                || (Starts(name, "Ipvs.Ipvsadm.") && !Starts(name, "Ipvs.Ipvsadm.Model."))
                || (Starts(name, "Tools.Execution.") && !ReadingTypes.Contains(name))));
        }
    }

    [Fact]
    public void No_io_clock_or_environment_in_the_core_a_model_or_a_parser()
    {
        var pure = Assemblies.Values.SelectMany(assembly => assembly.Types.Where(type => IsPure(assembly.Name, type))).ToArray();
        var found = pure.SelectMany(type => type.Members.Where(IsImpure).Select(member => $"{type.Name} uses {member}")).Distinct();

        Offenders.None(found);
    }

    [Theory]
    [InlineData("Vips", "Vips.Watchdog.DecisionTable")]
    [InlineData("Net.Prefixes", "Net.Prefixes.IPv6Text")]
    [InlineData("Bgp.Vtysh", "Bgp.Vtysh.Model.BgpPaths")]
    [InlineData("Ipvs.Ipvsadm", "Ipvs.Ipvsadm.IpvsTableParser")]
    [InlineData("Vips.Host", "Vips.Host.Settings.ConfigurationParser")]
    public void These_are_among_the_pure(string project, string type) =>
        Assert.Contains(Assemblies[project].Types, candidate => candidate.Name == type && IsPure(project, candidate));

    /// <summary>The scan must see what it forbids: the parts that do it do use it.</summary>
    [Theory]
    [InlineData("Tools.Execution", "System.Diagnostics.Process::")]
    [InlineData("Vips.Host", "System.IO.File")]
    [InlineData("VipWatchdog", "System.Console::")]
    public void The_scan_sees_what_it_would_forbid(string project, string member) =>
        Assert.Contains(Assemblies[project].Types.SelectMany(type => type.Members), used => Starts(used, member) && IsImpure(used));

    [Theory]
    [MemberData(nameof(Sources))]
    public void Processes_are_started_in_one_place(string project)
    {
        var users = Assemblies[project].Types
            .Where(type => type.Members.Any(member => TypeOf(member) is "System.Diagnostics.Process" or "System.Diagnostics.ProcessStartInfo"))
            .Select(type => type.Name).Distinct();
        if (project != "Tools.Execution")
        {
            Offenders.None(users);
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_configuration_of_bgpd_is_never_written(string project) =>
        Offenders.None(Assemblies[project].Types.SelectMany(type => type.Strings).Where(text =>
            text.Contains("write mem", StringComparison.OrdinalIgnoreCase) || text.Contains("write file", StringComparison.OrdinalIgnoreCase)
            || text.Contains("copy running", StringComparison.OrdinalIgnoreCase)));

    private static bool IsPure(string assembly, HouseType type) =>
        assembly is "Vips" or "Net.Prefixes"
        || type.Namespace.EndsWith(".Model", StringComparison.Ordinal)
        || type.Name.EndsWith("Parser", StringComparison.Ordinal);

    private static bool IsImpure(string member) => Impure.Any(name => Names(member, name)) && !Harmless.Any(name => Names(member, name));

    private static bool Names(string member, string name) => name.EndsWith('.') ? Starts(member, name)
        : name.Contains("::", StringComparison.Ordinal) ? member == name
        : TypeOf(member) == name;

    private static string TypeOf(string member)
    {
        var colons = member.IndexOf("::", StringComparison.Ordinal);
        return colons < 0 ? member : member[..colons];
    }

    private static bool Starts(string text, string start) => text.StartsWith(start, StringComparison.Ordinal);
}
