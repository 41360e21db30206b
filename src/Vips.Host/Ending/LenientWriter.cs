using System.Text;

namespace Vips.Host.Ending;

/// <summary>
/// Standard output or error that may fail at any line: a full disk behind a redirection must not end a run before, or in
/// the middle of, its changes. What cannot be written is lost, and the first failure kept. A reader that went away is no
/// failure: the runtime itself drops what nobody reads (EPIPE). Opened at the first line: a run that says nothing does not
/// pay for the console (docs/performance.md).
/// </summary>
/// <param name="open">Opens what it stands for.</param>
internal sealed class LenientWriter(Func<Stream> open) : TextWriter
{
    private StreamWriter? _inner;

    /// <summary>The first failure in the system's words; null while all was written.</summary>
    internal string? Failure { get; private set; }

    /// <summary>The terminal's; never with a byte order mark.</summary>
    public override Encoding Encoding => Console.OutputEncoding is { CodePage: not 65001 } other ? other : new UTF8Encoding(false);

    private StreamWriter Inner => _inner ??= new(open(), Encoding) { AutoFlush = true };

    public override void Write(char value) => Try(() => Inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => Inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => Inner.Write(value));

    public override void WriteLine(string? value) => Try(() => Inner.WriteLine(value));

    public override void Flush() => Try(() => _inner?.Flush());

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failure ??= failure.Message;
        }
    }
}
