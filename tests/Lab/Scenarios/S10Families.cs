using static Lab.Expected;

namespace Lab.Scenarios;

[Collection(nameof(ServicesGuest))]
public sealed class S10Families(ServicesGuest lab)
{
    [LabFact]
    public void A_name_with_one_family_or_both_takes_out_just_that() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        OutAndBack("six.tld", Six1);
        OutAndBack("four.tld", Four1);
        OutAndBack("one.tld", Four1, Six1);
    });

    private void OutAndBack(string name, params string[] vips)
    {
        lab.Lvs1.Mgmt($"-d {name}");
        lab.RouterShows([.. vips.Select(vip => (vip, "2*"))]);
        lab.ClientGets([.. vips.Select(vip => (vip, "rs3"))]);
        lab.Lvs1.Mgmt($"-a {name}");
        lab.RouterShows();
        lab.ClientGets();
    }
}
