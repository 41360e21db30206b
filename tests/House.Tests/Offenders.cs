namespace House.Tests;

public static class Offenders
{
    /// <summary>Fails with all of them, a line each.</summary>
    public static void None(IEnumerable<string> offenders)
    {
        var found = offenders.Distinct().Order().ToArray();
        Assert.True(found.Length == 0, string.Join("\n", found));
    }
}
