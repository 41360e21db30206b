using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Vips.Verdicts;

/// <summary>Counts the real servers that serve: in the table, weight above 0, not a sorry server (DESIGN section 2).</summary>
public static class LiveServers
{
    public static int Count(VirtualService service, IReadOnlySet<IpAddress> sorryServers)
    {
        var live = 0;
        foreach (var server in service.RealServers)
        {
            if (server.Weight > 0 && !sorryServers.Contains(server.Address))
            {
                live++;
            }
        }

        return live;
    }
}
