using Testing;

namespace VipMgmt.Tests;

/// <summary>What a DNS server said, as dig 9.18 printed it (tests/Fixtures/dig).</summary>
internal static class DigAnswers
{
    /// <param name="name">E.g. `cname.A`.</param>
    public static string Of(string name) => Repository.Fixture($"dig/9.18/{name}.txt");

    /// <summary>A and AAAA of one fixture, for whatever name is asked for.</summary>
    public static FakeTool Says(this FakeTool dig, string fixture) => dig.Says(fixture, fixture);

    public static FakeTool Says(this FakeTool dig, string a, string aaaa) =>
        dig.Reset().When("*-t A", Of($"{a}.A")).When("*-t AAAA", Of($"{aaaa}.AAAA"));
}
