using Testing;
using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>A person takes a service out of site 1, and three minutes of real cron do not undo it.</summary>
[Collection(nameof(CronGuest))]
public sealed class S01Maintenance(CronGuest lab)
{
    [Fact]
    public void The_lab_runs_the_line_that_the_README_tells_operators_to_write()
    {
        var crontab = File.ReadAllText(Path.Combine(Repository.Root(), "lab", "config", "director", "crontab")).Trim();
        Assert.Contains(crontab, File.ReadAllLines(Path.Combine(Repository.Root(), "README.md")));
    }

    [LabFact]
    public void A_service_taken_out_by_its_name_stays_out_while_cron_runs_and_comes_back() => lab.Scenario(() =>
    {
        string[] deleting = [.. Vips.Select(Lines.Deleting)];
        string[] adding = [.. Vips.Select(Lines.Adding)];
        lab.Lvs1.FirstRun();
        lab.Lvs1.On("lvs cron on");

        var taken = lab.Lvs1.Mgmt("-d service.tld --yes --reason 'new disks'");
        Assert.Equal(deleting, MessagesOf(taken));
        lab.RouterShows(All("2*"));
        lab.ClientGets(All("rs3"));

        for (var runs = 1; runs <= 3; runs++)
        {
            WaitForCron(runs);
            Assert.Equal(Table(All("2*")), lab.RouterTable());
        }

        lab.ClientGets(All("rs3"));
        lab.Lvs1.Logged(Lines.Bgp, deleting);
        Assert.DoesNotContain(lab.Lvs1.Syslog(), line => line.Contains("No MTA installed", StringComparison.Ordinal));

        var back = lab.Lvs1.Mgmt("-a service.tld");
        Assert.Equal(adding, MessagesOf(back));
        lab.RouterShows();
        lab.ClientGets();
        lab.Lvs1.Logged(Lines.Bgp, [.. deleting, .. adding]);
    });

    private void WaitForCron(int runs) => lab.Lvs1.On(
        $"until [ $(grep -c 'CRON.*session closed' /var/log/syslog) -ge {runs} ]; do sleep 1; done", 100);

    private static string[] MessagesOf(LabResult run) => [.. run.Lines
        .Where(line => line.StartsWith("bgp_mgt: ", StringComparison.Ordinal)).Select(line => line["bgp_mgt: ".Length..])];
}
