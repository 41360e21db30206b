namespace Lab;

/// <summary>What a scenario expected and did not get.</summary>
public sealed class ScenarioFailedException : Exception
{
    public ScenarioFailedException(string message)
        : base(message)
    {
    }

    public ScenarioFailedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
