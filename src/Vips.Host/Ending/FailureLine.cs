using Tools.Execution;

namespace Vips.Host.Ending;

/// <summary>An expected failure as its reader gets it: one plain line on stderr, with the program's name before it.</summary>
public static class FailureLine
{
    /// <param name="program">`vip-mgmt` or `vip-watchdog`.</param>
    /// <param name="words">What failed, on what, what was said, what to do next; control characters become blanks.</param>
    public static void Write(string program, string words) => ToStandardError($"{program}: {PlainText.Line(words)}");

    /// <summary>A stderr that is full or closed must not hide the exit status behind another failure.</summary>
    internal static void ToStandardError(string text)
    {
        try
        {
            Console.Error.WriteLine(text);
        }
        catch (IOException)
        {
            // There is nowhere left to say it; the exit status still does.
        }
    }
}
