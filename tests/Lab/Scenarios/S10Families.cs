using static Lab.Expected;

namespace Lab.Scenarios;

[Collection(nameof(SitesGuest))]
public sealed class S10Families(SitesGuest lab)
{
    [LabFact]
    public void A_name_with_one_family_or_both_takes_out_just_that() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs1.Mgmt("-d six.tld");
        Shown(Six1);
        lab.Lvs1.Mgmt("-a six.tld");
        lab.Lvs1.Mgmt("-d four.tld");
        Shown(Four1);
        lab.Lvs1.Mgmt("-d one.tld");
        Shown(Four1, Six1);

        // one.tld goes, four.tld still claims the IPv4 VIP
        lab.Lvs1.Mgmt("-a one.tld", 1);
        Shown(Four1);
        lab.Lvs1.Mgmt("-a four.tld");
        Shown();
        lab.Lvs1.Logged(Lines.Bgp, Lines.Deleting(Six1), Lines.Adding(Six1), Lines.Deleting(Four1),
            Lines.Deleting(Six1), $"Route {Prefix(Four1)} already removed",
            Lines.Adding(Six1), $"Route {Prefix(Four1)} still held by root for four.tld", Lines.Adding(Four1));
    });

    private void Shown(params string[] withdrawn)
    {
        lab.RouterShows([.. withdrawn.Select(vip => (vip, "2*"))]);
        lab.ClientGets([.. withdrawn.Select(vip => (vip, "rs3"))]);
    }
}
