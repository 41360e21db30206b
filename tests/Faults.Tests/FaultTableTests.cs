namespace Faults.Tests;

public sealed class FaultTableTests
{
    [Fact]
    public void Docs_faults_md_holds_every_fault_and_nothing_else() => FaultDocument.VerifyWhole();

    [Fact]
    public void Every_fault_has_a_name_of_its_own() => Assert.Equal(FaultTable.All.Count, FaultTable.All.Select(fault => fault.Key).Distinct().Count());
}
