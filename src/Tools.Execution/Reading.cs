using System.Diagnostics.CodeAnalysis;

namespace Tools.Execution;

/// <summary>Why something could not be known.</summary>
public enum FailureKind
{
    /// <summary>The tool is missing, failed, hung, or printed what is not understood (exit status 69).</summary>
    Unusable,

    /// <summary>The tool said that we may not (exit status 77).</summary>
    NotPermitted,
}

/// <summary>A failed reading: on what, and the one line that says what happened.</summary>
/// <param name="Kind">What it means for the exit status.</param>
/// <param name="Subject">The program or file, as the operator knows it.</param>
/// <param name="Words">One line without control characters, fit for stderr and syslog.</param>
public sealed record Failure(FailureKind Kind, string Subject, string Words)
{
    public override string ToString() => $"{Subject}: {Words}";
}

/// <summary>
/// A value that was read, or the reason why it is unknown. Unknown is not empty: there is no value to mistake for one.
/// </summary>
public sealed class Reading<T>
{
    private readonly T? _value;

    private Reading(T? value, Failure? failure)
    {
        _value = value;
        Failure = failure;
    }

    public Failure? Failure { get; }

    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsKnown => Failure is null;

    /// <exception cref="InvalidOperationException">The value is unknown.</exception>
    public T Value => Failure is null ? _value! : throw new InvalidOperationException($"unknown: {Failure}");

    public static Reading<T> Known(T value) => new(value, null);

    public static Reading<T> Unknown(Failure failure) => new(default, failure);
}
