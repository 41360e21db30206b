using Fuzz.Tests.Mutation;

namespace Fuzz.Tests;

/// <summary>A parser, or the line from parsing to the plan, with what must hold of it for any input.</summary>
/// <param name="name">Of its row in the table, and of its folder in tests/Fixtures/fuzz.</param>
/// <param name="byDefault">How many inputs `./test` takes: about a second of one core.</param>
/// <param name="captures">What is damaged.</param>
internal abstract class Target(string name, int byDefault, IReadOnlyList<byte[]> captures)
{
    public string Name { get; } = name;

    public int ByDefault { get; } = byDefault;

    public IReadOnlyList<byte[]> Captures { get; } = captures;

    /// <summary>A line below the table of counts; empty for none.</summary>
    public virtual string Told => "";

    /// <summary>What did not happen in a whole run and should have; null when nothing is missing.</summary>
    public virtual string? Untested => null;

    /// <summary>Bytes that may be allocated for an input of no length: buffers, messages.</summary>
    protected virtual long MostAllocated => 256 * 1024;

    /// <summary>Bytes that may be allocated for each byte of an input.</summary>
    protected virtual long MostAllocatedPerByte => 200;

    /// <summary>What the parser allocated for the input that was judged last; what judges it is left out.</summary>
    public long Allocated { get; private set; }

    public long MostAllocatedFor(byte[] input) => MostAllocated + (MostAllocatedPerByte * input.Length);

    public virtual byte[] Next(Chance chance) => Mutator.Next(Captures, chance);

    /// <summary>Parses, and judges what came of it by other means than the parser's.</summary>
    /// <returns>Whether the input was understood; false when the parser refused it in the way that it documents.</returns>
    /// <exception cref="PropertyException">It did what it must never do. Any other exception is one that it must not let out.</exception>
    public bool Judge(byte[] input)
    {
        Allocated = 0;
        return IsUnderstood(input);
    }

    /// <inheritdoc cref="Judge"/>
    protected abstract bool IsUnderstood(byte[] input);

    /// <summary>The work of the parser itself.</summary>
    protected T Measured<T>(Func<T> parse)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = parse();
        Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        return result;
    }

    public override string ToString() => Name;

    protected static void Require(bool holds, string property)
    {
        if (!holds)
            throw new PropertyException(property);
    }

    /// <summary>A message that goes to stderr and syslog: one line, bounded, no control character.</summary>
    protected static void RequireLine(string words)
    {
        if (words.Length is 0 or > 1200)
            throw new PropertyException($"a message of {words.Length} characters");
        foreach (var c in words)
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e')
                throw new PropertyException($"a message with the character U+{(int)c:X4}");
        }
    }
}

/// <summary>A property that an input breaks.</summary>
internal sealed class PropertyException(string property) : Exception(property);
