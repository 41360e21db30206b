namespace Testing;

/// <summary>
/// What a fake tool does when it is called, in the order of the properties: it prints, floods, leaves a child, waits,
/// and then hangs, dies of a signal or exits.
/// </summary>
public sealed record FakeAnswer
{
    /// <summary>Whether it ignores SIGTERM.</summary>
    public bool IgnoresTerm { get; init; }

    /// <summary>Shell lines run before it prints; `$folder` is the folder of the fakes.</summary>
    public string Shell { get; init; } = "";

    public string Output { get; init; } = "";

    /// <summary>A file printed after <see cref="Output"/>, read at the call: the test may change it between two calls.</summary>
    public string? OutputFile { get; init; }

    public string Error { get; init; } = "";

    /// <summary>So many bytes of `x` on standard output.</summary>
    public long FloodsOutput { get; init; }

    /// <summary>So many bytes of `x` on standard error.</summary>
    public long FloodsError { get; init; }

    /// <summary>Leaves a child behind that keeps both outputs open for ever.</summary>
    public bool LeavesChild { get; init; }

    /// <summary>Leaves a child behind that has closed its outputs.</summary>
    public bool LeavesQuietChild { get; init; }

    public TimeSpan Waits { get; init; }

    /// <summary>Never ends; with an <see cref="Output"/> it stops half-way.</summary>
    public bool Hangs { get; init; }

    /// <summary>A name as kill(1) takes it: KILL, TERM, SEGV.</summary>
    public string? DiesOf { get; init; }

    public int Status { get; init; }

    public static FakeAnswer Prints(string output) => new() { Output = output };

    public static FakeAnswer PrintsFile(string path) => new() { OutputFile = path };

    public static FakeAnswer Fails(int status, string error = "", string output = "") =>
        new() { Status = status, Error = error, Output = output };

    public static FakeAnswer HangsAfter(string output = "") => new() { Output = output, Hangs = true };
}
