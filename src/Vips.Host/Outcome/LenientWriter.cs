using System.Text;

namespace Vips.Host.Outcome;

/// <summary>
/// Standard output or error that may fail at any line: a full disk behind a redirection must not end a run before, or in
/// the middle of, its changes. What cannot be written is lost, and the first failure kept. A reader that went away is no
/// failure: the runtime itself drops what nobody reads (EPIPE).
/// </summary>
/// <param name="inner">What it stands for; flushes by itself.</param>
internal sealed class LenientWriter(TextWriter inner) : TextWriter
{
    /// <summary>The first failure in the system's words; null while all was written.</summary>
    internal string? Failure { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

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
