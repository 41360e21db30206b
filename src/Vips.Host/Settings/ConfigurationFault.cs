using System.Globalization;
using Tools.Execution;

namespace Vips.Host.Settings;

/// <summary>One fault of a configuration file.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="Line">Counts from 1; 0 when the file as a whole is at fault.</param>
/// <param name="Column">Counts from 1; 0 when the file as a whole is at fault.</param>
/// <param name="Message">One line: what is wrong and what is allowed.</param>
public sealed record ConfigurationFault(string File, int Line, int Column, string Message)
{
    /// <summary>
    /// `file:line:column: message`, which editors jump to; `file: message` for the file as a whole. One plain line, whatever
    /// the file is called.
    /// </summary>
    public override string ToString() => PlainText.Line(Line == 0
        ? $"{File}: {Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}"));
}
