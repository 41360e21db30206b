using System.Text.Json;

namespace Contract.Frr;

/// <summary>Many commands in one vtysh (facts/vtysh.md "Batches"), and the contexts that they need.</summary>
[Collection(BgpCollectionDefinition.Name)]
public class BatchTests
{
    private readonly BgpTestBed _bed;

    public BatchTests(BgpTestBed bed)
    {
        _bed = bed;
        bed.Reset();
    }

    [FrrFact]
    public void A_command_that_does_not_parse_stops_the_batch_and_what_came_before_is_kept()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "network 192.0.2.7/32", "network 192.0.2.999/32", "network 192.0.2.8/32")
            .Failed(1, "% Unknown command: network 192.0.2.999/32");
        Assert.Equal([true, false], Configured("192.0.2.7/32", "192.0.2.8/32"));
    }

    [FrrFact]
    public void A_command_that_bgpd_refuses_stops_the_batch_and_what_came_before_is_kept()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "no network 192.0.2.1/32", "no network 192.0.2.77/32", "no network 192.0.2.2/32")
            .Failed(1, "% Can't find static route specified");
        Assert.Equal([false, true], Configured("192.0.2.1/32", "192.0.2.2/32"));
    }

    [FrrFact]
    public void With_E_each_command_is_echoed_after_a_prompt_and_before_its_output()
    {
        string[] commands =
            ["configure terminal", "router bgp 64699", "address-family ipv4 unicast", "network 192.0.2.7/32", "no network 192.0.2.77/32", "network 192.0.2.8/32"];
        var answer = VtyshAnswer.OfArguments(_bed.Dc1, ["-d", "bgpd", "-E", .. VtyshAnswer.Each(commands)]);

        Assert.Equal(1, answer.Status);
        var lines = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] prompts = ["# ", "(config)# ", "(config-router)# ", "(config-router-af)# ", "(config-router-af)# "];
        Assert.Equal(prompts.Length + 1, lines.Length);
        Assert.All(prompts.Select((prompt, at) => prompt + commands[at]).Zip(lines), pair =>
            Assert.EndsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal("% Can't find static route specified", lines[^1]);
    }

    [FrrFact]
    public void A_thousand_statements_go_in_and_out_in_one_vtysh_each()
    {
        string[] prefixes = [.. Enumerable.Range(0, 1000).Select(i => $"198.18.{i / 250}.{i % 250}/32")];
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", prefixes.Select(prefix => $"network {prefix} route-map BGP1")).IsSilentSuccess();
        Poll.Until(() => RouterCount(), count => count == 1002);

        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", prefixes.Select(prefix => $"no network {prefix}")).IsSilentSuccess();
        Poll.Until(() => RouterCount(), count => count == 2);
    }

    [FrrTheory]
    [InlineData("router bgp 64699", "address-family ipv4 unicast", "network 192.0.2.7/32")]
    [InlineData("router bgp 64699", "address-family ipv4", "network 192.0.2.7/32")]
    [InlineData("router bgp 64699", "network 192.0.2.7/32")]
    [InlineData("router bgp", "address-family ipv4 unicast", "network 192.0.2.7/32")]
    public void IPv4_statements_are_taken_in_each_of_these_contexts(params string[] commands)
    {
        VtyshAnswer.Of(_bed.Dc1, ["configure terminal", .. commands]).IsSilentSuccess();
        Assert.Equal([true], Configured("192.0.2.7/32"));
    }

    [FrrFact]
    public void Both_families_can_follow_each_other_in_one_batch()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4",
            "network 192.0.2.7/32", "exit-address-family", "address-family ipv6 unicast", "network 2001:db8::7/128").IsSilentSuccess();
        Assert.Equal([true, true], Configured("192.0.2.7/32", "2001:db8::7/128"));
    }

    [FrrFact]
    public void The_wrong_AS_is_refused_with_the_right_one_named_and_stops_the_batch()
    {
        var answer = VtyshAnswer.Of(_bed.Dc1, "configure terminal", "router bgp 64698", "address-family ipv4 unicast", "network 192.0.2.7/32");
        Assert.Equal(1, answer.Status);
        Assert.Contains("is already running; AS is 64699", answer.Output, StringComparison.Ordinal);
        Assert.Equal([false], Configured("192.0.2.7/32"));
    }

    [FrrFact]
    public void An_operator_in_configure_terminal_locks_nobody_out()
    {
        // `do` leaves the session inside the configuration while the other vtysh writes; bgpd sees both at once.
        var other = $"{BgpTestBed.VtyshProgram} {string.Join(' ', _bed.Dc1.VtyshOptions)} -d bgpd";
        var script = $"(printf 'configure terminal\\nrouter bgp 64699\\n'; sleep 1; printf 'network 192.0.2.8/32\\n') | {other} & sleep 0.3; "
            + $"{other} -c 'configure terminal' -c 'router bgp 64699' -c 'network 192.0.2.7/32'; echo status $?; wait";
        Assert.Contains("status 0", Host.Run("sh", ["-c", script]), StringComparison.Ordinal);
        Assert.Equal([true, true], Configured("192.0.2.7/32", "192.0.2.8/32"));
    }

    private bool[] Configured(params string[] prefixes)
    {
        var configuration = _bed.Dc1.RunningConfiguration();
        return [.. prefixes.Select(prefix => configuration.Contains($" network {prefix}\n", StringComparison.Ordinal)
            || configuration.Contains($" network {prefix} ", StringComparison.Ordinal))];
    }

    /// <summary>IPv4 prefixes that the router has from dc1.</summary>
    private int RouterCount()
    {
        using var summary = JsonDocument.Parse(_bed.Router.Ask("show bgp ipv4 unicast summary json"));
        return summary.RootElement.GetProperty("peers").GetProperty("10.1.0.1").GetProperty("pfxRcd").GetInt32();
    }
}
