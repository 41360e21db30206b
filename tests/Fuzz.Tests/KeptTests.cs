using Fuzz.Tests.Targets;

namespace Fuzz.Tests;

/// <summary>What was found once stays mended.</summary>
public class KeptTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (target, name) in KeptInputs.All())
                data.Add(target, name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_input_that_broke_a_property_breaks_none_any_more(string parser, string input)
    {
        var target = AllTargets.Of(parser);
        var bytes = KeptInputs.Read(parser, input);
        target.Judge(target.Captures[0]);
        target.Judge(bytes);
        Assert.InRange(target.Allocated, 0, target.MostAllocatedFor(bytes));
    }
}
