namespace Lab.Scenarios;

/// <summary>Site 1 with rs1 alone behind 192.0.2.1 and 2001:db8::1, rs2 behind the others: one can die without the other.</summary>
public static class Site1
{
    private const string First = "--vips 192.0.2.1,2001:db8::1 --servers 11";
    private const string Second = "--vips 192.0.2.2,2001:db8::2 --servers 12";

    /// <summary>The client's answers, as long as site 1 is announced.</summary>
    public static readonly (string, string)[] Answers = [(Expected.Four1, "rs1"), (Expected.Six1, "rs1")];

    /// <summary>Two virtual services a VIP, the first VIPs with more options of keepalived-conf, then the run that records it.</summary>
    public static void Split(LabGuest lab, string firstOptions = "")
    {
        lab.Lvs1.Services($"{First} {firstOptions} -- {Second}");
        lab.Lvs1.FirstRun();
    }

    /// <summary>rs1 dies, keepalived notices, the watchdog withdraws both its VIPs.</summary>
    public static void LoseFirst(LabGuest lab, string ports = "")
    {
        lab.Kill(ports, "rs1");
        string[] dead = ports.Length > 0 ? ports.Split(' ') : ["80", "443"];
        lab.Lvs1.WaitForLive(0, [.. dead.SelectMany(port => (string[])[$"TCP {Expected.Four1}:{port}", $"TCP [{Expected.Six1}]:{port}"])]);
    }

    public static void RegainFirst(LabGuest lab)
    {
        lab.Revive("rs1");
        lab.Lvs1.WaitForLive(1, "TCP");
    }
}
