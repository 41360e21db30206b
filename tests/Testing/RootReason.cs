namespace Testing;

internal static class RootReason
{
    /// <summary>Why a test that is root's own cannot run here; null where it can.</summary>
    internal static string? WhyNot => Environment.IsPrivilegedProcess ? null : "needs root, to be or to own as somebody else";
}
