using System.Text;
using Fuzz.Tests.Plain;
using Vips.Host.State;

namespace Fuzz.Tests.Targets;

/// <summary>Names of files in holds/, a line each: each holds its prefix, or is a stranger while which nothing is announced.</summary>
internal sealed class HoldNamesTarget() : Target("hold-names", 60_000, Mutation.Captures.Utf8("192.0.2.1_32\n2001:db8::1_128\n192.0.2.0_24\n2001:DB8:0::2_128\n.192.0.2.1_32.vt-4711\nREADME\n", "192.0.2.1_32\n10.0.0.1_32\n::ffff:192.0.2.1_128\n"))
{
    protected override bool IsUnderstood(byte[] input)
    {
        // No name of a file holds a slash or a zero.
        string[] names = [.. Encoding.UTF8.GetString(input).Split('\n', '/', '\0').Where(name => name.Length > 0).Distinct()];
        var holds = Measured(() => new StateDirectory("/var/lib/viptools", new InputFiles([], names)).Holds.Read().Value);
        foreach (var stranger in holds.Strangers)
            RequireLine(stranger);

        var held = holds.ByPrefix.Keys.Select(prefix => PlainAddress.Prefix(prefix.ToString())).ToHashSet();
        var temporary = names.Count(AtomicFile.IsTemporary);
        var named = names.Where(name => name.Count(c => c == '_') == 1).Select(name => PlainAddress.Prefix(name.Replace('_', '/'))).OfType<string>().ToHashSet();
        Require(held.IsSubsetOf(named), "a prefix is held that no file is named after");
        Require(names.Count(name => PlainAddress.Prefix(name.Replace('_', '/')) is { } prefix && held.Contains(prefix)) + holds.Strangers.Count + temporary >= names.Length, "a name is neither a hold nor a stranger");
        return held.Count > 0;
    }
}
