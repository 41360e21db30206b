using System.Globalization;
using System.Text;

namespace Testing;

/// <summary>One fake tool: rules of argument pattern and answers, tried in the order in which they were added.</summary>
public sealed class FakeTool
{
    private readonly List<(string Pattern, FakeAnswer[] Answers)> _rules = [];

    internal FakeTool(string path)
    {
        Path = path;
        Write();
    }

    /// <summary>Absolute path of the program, to be configured in place of the real one.</summary>
    public string Path { get; }

    /// <summary>
    /// Adds a rule. The n-th call that it matches gets the n-th answer, later calls the last one. A call that no rule
    /// matches exits 99 with its arguments on standard error.
    /// </summary>
    /// <param name="pattern">The arguments joined by blanks; `*` stands for anything, every other character for itself.</param>
    /// <param name="answers">At least one.</param>
    public FakeTool When(string pattern, params FakeAnswer[] answers)
    {
        ArgumentOutOfRangeException.ThrowIfZero(answers.Length);
        _rules.Add((pattern, answers));
        Write();
        return this;
    }

    /// <summary>As <see cref="When(string, FakeAnswer[])"/> for a single text on standard output and exit status 0.</summary>
    public FakeTool When(string pattern, string output) => When(pattern, FakeAnswer.Prints(output));

    /// <summary>Whatever the arguments are.</summary>
    public FakeTool Always(params FakeAnswer[] answers) => When("*", answers);

    /// <summary>Forgets all rules, and which answers were given.</summary>
    public FakeTool Reset()
    {
        _rules.Clear();
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetFileName(Path) + ".rule*"))
            File.Delete(file);
        Write();
        return this;
    }

    private void Write()
    {
        var script = new StringBuilder("case \"$*\" in\n");
        for (var rule = 0; rule < _rules.Count; rule++)
        {
            var (pattern, answers) = _rules[rule];
            script.Append(Glob(pattern)).Append(")\n").Append(CultureInfo.InvariantCulture, $"next \"$0.rule{rule}\"\ncase $n in\n");
            for (var answer = 0; answer < answers.Length; answer++)
            {
                script.Append(answer == answers.Length - 1 ? "*" : (answer + 1).ToString(CultureInfo.InvariantCulture)).Append(")\n");
                AppendAnswer(script, answers[answer], $"{Path}.rule{rule}-{answer}");
                script.Append(";;\n");
            }

            script.Append("esac ;;\n");
        }

        script.Append("*) printf 'fake %s: unexpected arguments: %s\\n' \"$name\" \"$*\" >&2; exit 99 ;;\nesac\n");
        // Renamed into place, so that a fake that is started meanwhile reads the old or the new script as a whole.
        File.WriteAllText(Path + ".script.new", script.ToString());
        File.Move(Path + ".script.new", Path + ".script", overwrite: true);
    }

    private static void AppendAnswer(StringBuilder script, FakeAnswer answer, string stem)
    {
        void Line(bool wanted, string line) => script.Append(wanted ? line + "\n" : "");

        Line(answer.IgnoresTerm, "trap '' TERM");
        Line(answer.Shell.Length > 0, answer.Shell);
        Line(answer.Output.Length > 0, $"cat {Kept(stem + ".out", answer.Output)}");
        Line(answer.OutputFile is not null, $"cat {Quoted(answer.OutputFile ?? "")}");
        Line(answer.Error.Length > 0, $"cat {Kept(stem + ".err", answer.Error)} >&2");
        Line(answer.FloodsOutput > 0, $"floods {answer.FloodsOutput}");
        Line(answer.FloodsError > 0, $"floods {answer.FloodsError} >&2");
        Line(answer.LeavesChild, "leaves_child");
        Line(answer.LeavesQuietChild, "leaves_quiet_child");
        Line(answer.Waits > TimeSpan.Zero, string.Create(CultureInfo.InvariantCulture, $"sleeps {answer.Waits.TotalSeconds:0.###}"));
        Line(answer.Hangs, "hangs");
        Line(answer.DiesOf is not null, $"kill -s {answer.DiesOf} $$");
        Line(true, $"exit {answer.Status}");
    }

    private static string Kept(string file, string text)
    {
        if (text.Length > 0)
            File.WriteAllText(file, text);
        return Quoted(file);
    }

    private static string Glob(string pattern) => string.Join('*', pattern.Split('*').Select(Quoted));

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
