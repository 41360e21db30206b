using Bgp.Vtysh.Model;

namespace Bgp.Vtysh;

/// <summary>How vtysh is called on this machine.</summary>
/// <param name="Program">Absolute path.</param>
/// <param name="Options">E.g. `--vty_socket /run/frr/dc1` or `-N dc1`, one word each, free of any <see cref="Fault"/>.</param>
/// <param name="Suite">The configured suite; null tells it from what bgpd prints.</param>
public sealed record VtyshSettings(string Program, IReadOnlyList<string> Options, Suite? Suite = null)
{
    /// <summary>
    /// What is wrong with options of the configuration, in one sentence; null when nothing is. Only those that say where
    /// bgpd is are let through: any other could run a command, or turn off what our reading rests on.
    /// </summary>
    public static string? Fault(IReadOnlyList<string> options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            var equals = options[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals > 2 ? options[i][..equals] : options[i];
            if (name is not ("--vty_socket" or "--config_dir" or "--pathspace" or "-N"))
                return $"option '{options[i]}' is not one of --vty_socket PATH, --config_dir PATH, --pathspace NAME, -N NAME";

            var value = equals > 2 ? options[i][(equals + 1)..] : ++i < options.Count ? options[i] : "";
            if (value.Length == 0 || value[0] == '-')
                return $"option '{name}' has no value";
        }

        return null;
    }
}

/// <summary>How long vtysh gets; it has no timeout of its own and hangs for ever on a stopped bgpd.</summary>
/// <param name="Read">For a call that only reads.</param>
/// <param name="Write">For a batch, besides <paramref name="PerChange"/>.</param>
/// <param name="PerChange">For each change of a batch.</param>
/// <param name="Lock">How long a locked configuration is tried again.</param>
public sealed record VtyshDeadlines(TimeSpan Read, TimeSpan Write, TimeSpan PerChange, TimeSpan Lock)
{
    /// <summary>facts/vtysh.md, "Protocol that follows": reads 5 s, writes 5 s + 1 ms a statement.</summary>
    public static VtyshDeadlines Default { get; } = new(
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
}
