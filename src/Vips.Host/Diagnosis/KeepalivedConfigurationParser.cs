using Net.Prefixes;
using Vips.Doctor;

namespace Vips.Host.Diagnosis;

/// <summary>What one file of keepalived's configuration holds.</summary>
/// <param name="Services">Its virtual_server blocks.</param>
/// <param name="Includes">Patterns of other files, as written.</param>
/// <param name="IsWhole">False: macros or conditions stand where they matter, or a block does not end.</param>
public sealed record KeepalivedText(IReadOnlyList<KeepalivedService> Services, IReadOnlyList<string> Includes, bool IsWhole);

/// <summary>keepalived.conf(5) -> its virtual servers, as far as doctor asks: words and blocks, nothing else is understood.</summary>
public static class KeepalivedConfigurationParser
{
    public static KeepalivedText Parse(string text)
    {
        var (services, includes, isWhole) = (new List<KeepalivedService>(), new List<string>(), true);
        KeepalivedService? service = null;
        var depth = 0;
        foreach (var line in text.Split('\n'))
        {
            var words = Words(line);
            if (words.Count == 0)
            {
                continue;
            }

            isWhole &= words[0][0] is not ('@' or '$') && !(service is not null && words.Any(word => word.StartsWith('$')));
            if (words[0].StartsWith("include", StringComparison.Ordinal) && words.Count > 1)
            {
                includes.Add(words[1]);
                isWhole &= depth == 0;
            }
            else if (depth == 0 && words[0] == "virtual_server")
            {
                service = new(string.Join(' ', words.Skip(1).TakeWhile(word => word != "{")), IsAlpha: false, IsOmega: false, SorryServer: null);
            }
            else if (depth == 1 && service is not null)
            {
                service = With(service, words);
            }

            foreach (var word in words)
            {
                depth += word switch { "{" => 1, "}" => -1, _ => 0 };
                if (word == "}" && depth == 0 && service is not null)
                {
                    services.Add(service);
                    service = null;
                }
            }
        }

        return new(services, includes, isWhole && depth == 0);
    }

    private static KeepalivedService With(KeepalivedService service, List<string> words) => words[0] switch
    {
        "alpha" => service with { IsAlpha = true },
        "omega" => service with { IsOmega = true },
        "sorry_server" when words.Count > 1 && IpAddress.TryParse(words[1], out var sorry) => service with { SorryServer = sorry },
        _ => service,
    };

    /// <summary>The words of a line, braces apart; a comment begins with # or !, and quotes hold blanks.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        var isQuoted = false;
        foreach (var c in line)
        {
            if (!isQuoted && c is '#' or '!')
            {
                break;
            }

            isQuoted ^= c == '"';
            if (!isQuoted && (char.IsWhiteSpace(c) || c is '{' or '}'))
            {
                End();
                if (c is '{' or '}')
                {
                    words.Add(c.ToString());
                }
            }
            else if (c != '"')
            {
                word.Append(c);
            }
        }

        End();
        return words;
    }
}
