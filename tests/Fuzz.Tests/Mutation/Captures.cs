using System.Text;
using Testing;

namespace Fuzz.Tests.Mutation;

/// <summary>Real outputs and files of the repository, as bytes.</summary>
internal static class Captures
{
    private const string OutputMark = "--- stdout\n";
    private const string ErrorMark = "--- stderr\n";

    public static string Root { get; } = Repository.Root();

    /// <summary>The files whose paths below the repository match the pattern, `tests/Fixtures/dig/9.18/*.txt`; at least one.</summary>
    public static IReadOnlyList<byte[]> Of(params IEnumerable<string> patterns) => [.. Paths(patterns).Select(File.ReadAllBytes)];

    /// <summary>Standard output of the captured calls of vtysh whose file name holds the word, with the call's own line.</summary>
    public static IReadOnlyList<(string Call, string Output)> Vtysh(params IReadOnlyList<string> words) =>
    [
        .. from path in Paths(["tests/Fixtures/vtysh/frr-8.4.4/*.txt", "tests/Fixtures/vtysh/frr-10.3.4/*.txt", "tests/Fixtures/vtysh/frr-10.7.0/*.txt", "tests/Fixtures/vtysh/quagga-1.2.3/*.txt"])
           where words.Any(word => Path.GetFileName(path).Contains(word, StringComparison.Ordinal))
           let text = File.ReadAllText(path)
           let begin = text.IndexOf(OutputMark, StringComparison.Ordinal)
           where begin > 0
           select (text[..text.IndexOf('\n')], text[(begin + OutputMark.Length)..text.IndexOf(ErrorMark, StringComparison.Ordinal)]),
    ];

    public static IReadOnlyList<byte[]> Utf8(params IEnumerable<string> texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static IEnumerable<string> Paths(IEnumerable<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            var slash = pattern.LastIndexOf('/');
            var found = Directory.GetFiles(Path.Combine(Root, pattern[..slash]), pattern[(slash + 1)..]);
            if (found.Length == 0)
                throw new InvalidOperationException($"no capture {pattern}");
            foreach (var path in found.Order(StringComparer.Ordinal))
                yield return path;
        }
    }
}
