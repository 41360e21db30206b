namespace Vips.Host.Reporting;

/// <summary>The members of an enum as `--json` and metrics name them.</summary>
public static class JsonWords
{
    /// <summary>`NotInBaseline` -> `not-in-baseline`.</summary>
    public static string Kebab(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
