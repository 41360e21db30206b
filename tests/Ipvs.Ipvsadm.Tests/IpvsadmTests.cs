using Ipvs.Ipvsadm.Model;
using Testing;
using Tools.Execution;

namespace Ipvs.Ipvsadm.Tests;

/// <summary>The edge, on a program that does what the captures show.</summary>
public sealed class IpvsadmTests : IDisposable
{
    private readonly FakeTools _fakes = new();
    private readonly FakeTool _ipvsadm;

    public IpvsadmTests() => _ipvsadm = _fakes.Add("ipvsadm");

    public void Dispose() => _fakes.Dispose();

    [Fact]
    public void Asks_once_for_the_whole_table_in_numbers()
    {
        _ipvsadm.Always(FakeAnswer.PrintsFile(CapturePath("v4-mixed.list")));
        Assert.Equal(6, Read().Value.Services.Count);
        Assert.Equal(["ipvsadm -L -n"], _fakes.Lines());
    }

    [Fact]
    public void Words_of_modprobe_on_stderr_beside_a_whole_table_are_no_failure()
    {
        _ipvsadm.Always(new FakeAnswer { Output = Capture("fwm.list"), Error = "modprobe: WARNING: something is old\n" });
        Assert.Equal(4, Read().Value.Services.Count);
    }

    [Theory]
    [InlineData("err-not-root.err")]
    [InlineData("err-no-cap.err")]
    public void Without_the_permission_it_is_not_permitted(string capture)
    {
        _ipvsadm.Always(FakeAnswer.Fails(2, Capture(capture)));
        Expect(FailureKind.NotPermitted,
            "ipvsadm: exit status 2: Can't initialize ipvs: Permission denied (you must be root); run as root, or with CAP_NET_ADMIN");
    }

    [Fact]
    public void Without_the_kernel_module_it_is_unusable_and_modprobes_words_are_passed_over()
    {
        _ipvsadm.Always(FakeAnswer.Fails(2, Capture("err-no-module.err")));
        Expect(FailureKind.Unusable,
            "ipvsadm: exit status 2: Can't initialize ipvs: Protocol not available; the kernel has no IPVS, load it with modprobe ip_vs");
    }

    [Fact]
    public void A_service_that_vanishes_while_the_table_is_read_makes_the_table_unknown()
    {
        _ipvsadm.Always(FakeAnswer.Fails(1, Capture("single-missing.err"), Capture("v4-mixed.list")));
        Expect(FailureKind.Unusable, "ipvsadm: exit status 1: No such service");
    }

    [Fact]
    public void Status_0_with_nothing_printed_is_unknown_and_no_empty_table()
    {
        _ipvsadm.Always(FakeAnswer.Fails(int.Parse(Capture("err-devfull.rc"), provider: null), Capture("err-devfull.err")));
        Expect(FailureKind.Unusable, "ipvsadm -L -n: line 1 is missing: the table has no whole header");
    }

    [Fact]
    public void Status_0_with_a_table_cut_inside_a_line_is_unknown()
    {
        _ipvsadm.Always(FakeAnswer.Prints(Capture("v4-mixed.list")[..^5]));
        Expect(FailureKind.Unusable, "ipvsadm -L -n: line 16 is cut off: the table is not whole");
    }

    [Fact]
    public void A_whole_table_from_an_ipvsadm_that_a_signal_ended_is_unknown()
    {
        _ipvsadm.Always(new FakeAnswer { Output = Capture("v4-mixed.list"), DiesOf = "KILL" });
        Expect(FailureKind.Unusable, "ipvsadm: killed by signal 9: IP Virtual Server version 1.2.1 (size=4096)");
    }

    [Fact]
    public void A_whole_table_from_an_ipvsadm_that_hangs_is_unknown()
    {
        _ipvsadm.Always(FakeAnswer.HangsAfter(Capture("v4-mixed.list")));
        var failure = new Ipvsadm(new ToolRunner(), _ipvsadm.Path, TimeSpan.FromSeconds(0.3)).ReadTable().Failure;
        Assert.Equal("ipvsadm: timed out after 0.3 s", failure?.ToString());
    }

    [Fact]
    public void A_missing_ipvsadm_is_unusable_and_named()
    {
        var path = Path.Combine(_fakes.Folder, "no-ipvsadm");
        var failure = new Ipvsadm(new ToolRunner(), path).ReadTable().Failure;
        Assert.Equal(FailureKind.Unusable, failure?.Kind);
        Assert.StartsWith($"{path}: no such program", failure?.ToString(), StringComparison.Ordinal);
    }

    /// <summary>While a drain waits for the traffic to go, a rate that is unknown is no rate of 0.</summary>
    [Fact]
    public void Rates_are_asked_for_as_the_kernel_has_them_or_unknown()
    {
        _ipvsadm.Always(FakeAnswer.PrintsFile(CapturePath("v4-mixed.rate-exact")), FakeAnswer.Fails(2, Capture("err-not-root.err")), FakeAnswer.Prints(Capture("v4-mixed.rate-exact")[..^5]));
        var ipvsadm = new Ipvsadm(new ToolRunner(), _ipvsadm.Path);

        Assert.Equal(6, ipvsadm.ReadRates().Value.Count);
        Assert.Equal(FailureKind.NotPermitted, ipvsadm.ReadRates().Failure?.Kind);
        Assert.Equal(FailureKind.Unusable, ipvsadm.ReadRates().Failure?.Kind);
        Assert.Equal("ipvsadm -L -n --rate --exact", _fakes.Lines()[0]);
    }

    private void Expect(FailureKind kind, string words)
    {
        var failure = Read().Failure;
        Assert.Equal(words, failure?.ToString());
        Assert.Equal(kind, failure?.Kind);
    }

    private Reading<IpvsTable> Read() => new Ipvsadm(new ToolRunner(), _ipvsadm.Path).ReadTable();

    private static string Capture(string name) => Repository.Fixture($"ipvsadm/1.31/{name}");

    private static string CapturePath(string name) => Path.Combine(Repository.Root(), "tests", "Fixtures", "ipvsadm", "1.31", name);
}
