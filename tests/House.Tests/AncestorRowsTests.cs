using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>DESIGN section 11: each thing that the ancestor got wrong has a test that is named for its row.</summary>
public class AncestorRowsTests
{
    private const int Rows = 11;

    private static readonly Regex RowTest = new(@"\[\w*(Fact|Theory)\b[^\n]*\]\s+(\[[^\n]*\]\s+)*public void Row_(?<row>\d+)_\w");

    [Fact]
    public void Every_row_has_a_test()
    {
        var tested = HouseFiles.Tracked
            .Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => RowTest.Matches(HouseFiles.Read(path)).Select(match => match.Groups["row"].Value))
            .ToHashSet();

        Offenders.None(Enumerable.Range(1, Rows).Select(row => $"{row}").Where(row => !tested.Contains(row)).Select(row => $"no test Row_{row}_..."));
        Offenders.None(tested.Where(row => int.Parse(row) > Rows).Select(row => $"Row_{row}_...: there is no such row"));
    }
}
