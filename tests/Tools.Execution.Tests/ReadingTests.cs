namespace Tools.Execution.Tests;

/// <summary>Unknown is not empty: there is no value to mistake for one.</summary>
public sealed class ReadingTests
{
    [Fact]
    public void What_is_known_has_its_value_and_no_failure()
    {
        var reading = Reading<int?>.Known(null);

        Assert.Equal((true, null, null), (reading.IsKnown, reading.Value, reading.Failure));
    }

    [Fact]
    public void What_is_unknown_has_no_value()
    {
        var reading = Reading<IReadOnlyList<int>>.Unknown(new(FailureKind.Unusable, "ipvsadm", "timed out after 5 s"));

        Assert.False(reading.IsKnown);
        Assert.Equal("unknown: ipvsadm: timed out after 5 s", Assert.Throws<InvalidOperationException>(() => reading.Value).Message);
    }
}
