using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>SECURITY.md names the test behind each claim; a claim whose test went is a promise without a proof.</summary>
public partial class SecurityTests
{
    private static readonly string[] Claims = [.. HouseFiles.Read("SECURITY.md").Split('\n')
        .SkipWhile(line => !line.StartsWith("| claim |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal))];

    [Fact]
    public void Every_claim_names_its_proof_and_every_proof_is_there()
    {
        Assert.True(Claims.Length >= 11, $"only {Claims.Length} claims");
        var tests = HouseFiles.Tracked.Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(HouseFiles.Read).Where(text => TestMethod().IsMatch(text)).SelectMany(text => Class().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet();

        Offenders.None(Claims.Where(claim => Proofs(claim).Length == 0).Select(claim => $"no proof: {claim}"));
        Offenders.None(Claims.SelectMany(Proofs).Where(proof => !tests.Contains(proof) && !HouseFiles.Tracked.Contains(proof)).Select(proof => $"SECURITY.md: there is no test {proof}"));
    }

    /// <summary>The code spans of the second column.</summary>
    private static string[] Proofs(string claim) => [.. Span().Matches(claim.Split(" | ")[^1]).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"\[\w*(Fact|Theory)\b")]
    private static partial Regex TestMethod();
}
