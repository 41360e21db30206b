using Tools.Execution;
using Vips.Host.Syslog;
using Vips.Notices;

namespace Vips.Host.Reporting;

/// <summary>
/// The lines that operators follow: on the terminal as `tag: text`, in syslog under the tag with the text as message.
/// What a reason, a hold's file or a tool brings along is made harmless here, on its way out, as syslog does it too.
/// </summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="syslog">The daemon; not touched before the first line.</param>
/// <param name="isQuiet">`--json`: standard output holds one document and nothing else.</param>
public sealed class OperatorLog(TextWriter output, TextWriter error, SystemLog syslog, bool isQuiet)
{
    /// <summary>A change, or why one is about to be made.</summary>
    public void Tell(string tag, string text)
    {
        Print($"{tag}: {text}");
        syslog.Write(tag, Severity.Notice, text);
    }

    /// <summary>A change that failed.</summary>
    public void Fail(string tag, string text)
    {
        Complain($"{tag}: {text}");
        syslog.Write(tag, Severity.Error, text);
    }

    /// <summary>For the one who runs it, not for syslog.</summary>
    public void Print(string line)
    {
        if (!isQuiet)
        {
            output.WriteLine(PlainText.Line(line));
        }
    }

    /// <summary>For the one who runs it: something is wrong.</summary>
    public void Complain(string line) => error.WriteLine(PlainText.Line(line));

    /// <summary>What is wrong beside the work, and changes nothing of it.</summary>
    public void Warn(string tag, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Complain($"{tag}: {line}");
            syslog.Write(tag, Severity.Warning, line);
        }
    }

    /// <summary>A lasting condition, for syslog alone.</summary>
    public void Note(string tag, Notice notice) => syslog.Write(tag, notice.Severity, notice.Text);
}
