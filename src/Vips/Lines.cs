using Net.Prefixes;
using Vips.Plans;

namespace Vips;

/// <summary>The lines that operators grep for, in the ancestor's words (DESIGN sections 4 and 5).</summary>
public static class Lines
{
    /// <summary>Before the batch: why a route is about to change.</summary>
    public static string Planned(PlannedChange change) => Planned(change.Why, change.Kind);

    public static string Planned(string why, ChangeKind kind) => $"{why} > {ChangeWords.Of(kind).Order}";

    /// <summary>In a shadow run, in place of a change.</summary>
    public static string Intending(string why, ChangeKind kind) => $"{why} > would {ChangeWords.Of(kind).Order}";

    /// <summary>After the read-back, never before: what has changed.</summary>
    public static string Changed(PlannedChange change) => $"{ChangeWords.Of(change.Kind).Doing} {change.Prefix}";

    public static string Failed(PlannedChange change, string words) =>
        $"Failed to {ChangeWords.Of(change.Kind).Verb} route to {change.Prefix}: {words}";

    /// <summary>Said of a VIP that is not withdrawn, but stays ordered to be: the watchdog goes on trying.</summary>
    public const string HoldInForce = "hold in force; ";

    public static string AlreadyExists(Prefix prefix) => $"Route {prefix} already exists";

    public static string AlreadyRemoved(Prefix prefix) => $"Route {prefix} already removed";

    /// <param name="file">A file of holds/ whose name is no prefix: nothing is announced while it is there.</param>
    public static string Stranger(string file) => $"holds: '{file}' is named for no prefix: remove it";

    public static string NotOfThisSite(Prefix prefix) => $"Route {prefix} not of this site";
}
