namespace Vips.Host.Settings;

/// <summary>The known word that a mistyped one most likely means.</summary>
public static class NearestWord
{
    /// <summary>Null when none is near: more than a third of the letters, and at least two, would have to change.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        string? nearest = null;
        var least = Math.Max(2, word.Length / 3) + 1;
        foreach (var candidate in known)
        {
            var distance = EditDistance(word, candidate);
            if (distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>Levenshtein's distance: letters inserted, left out or replaced. Words beyond 64 letters are never near.</summary>
    internal static int EditDistance(string one, string other)
    {
        if (one.Length > 64 || other.Length > 64)
        {
            return int.MaxValue;
        }

        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
