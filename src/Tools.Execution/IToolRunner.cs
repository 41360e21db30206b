namespace Tools.Execution;

/// <summary>What answers for an outside tool: the tool itself (<see cref="ToolRunner"/>), or the record of an earlier run.</summary>
public interface IToolRunner
{
    /// <returns>What the tool did; that it failed, hung or is missing is a result and no exception.</returns>
    ToolResult Run(ToolCommand command);
}
