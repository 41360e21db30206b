namespace Contract.Frr;

/// <summary>The start-up configurations of the test bed: two sites of one AS, and the router between them.</summary>
internal static class BgpConfigurations
{
    /// <summary>
    /// A site as its operators write it. The route-maps stand before the statements: where they come later, FRR 8.4.4
    /// originates nothing in the first 5 s of bgpd (its route-map delay timer), and Quagga never does (facts/vtysh.md).
    /// </summary>
    /// <param name="site">1 or 2; BGP1 makes a path the first choice, BGP2 the backup, reversed at the other site.</param>
    public static string OfSite(int site) => $"""
        hostname dc{site}
        !
        route-map BGP1 permit 10
         set as-path prepend 64699
        !
        route-map BGP2 permit 10
         set as-path prepend 64699 64699
        !
        route-map DRAIN permit 10
         set as-path prepend 64699 64699 64699
         set community graceful-shutdown additive
        !
        router bgp 64699
         bgp router-id 10.{site}.0.1
         no bgp ebgp-requires-policy
         no bgp network import-check
         {Timers}
         {Neighbor($"10.{site}.0.254", 64500)}
         {Neighbor($"2001:db8:{site}::fe", 64500)}
         !
         address-family ipv4 unicast
          network 192.0.2.1/32 route-map BGP{site}
          network 192.0.2.2/32 route-map BGP{3 - site}
          no neighbor 2001:db8:{site}::fe activate
         exit-address-family
         !
         address-family ipv6 unicast
          network 2001:db8::1/128 route-map BGP{site}
          network 2001:db8::2/128 route-map BGP{3 - site}
          neighbor 2001:db8:{site}::fe activate
         exit-address-family
        !

        """;

    public static string OfRouter() => $"""
        hostname router
        !
        router bgp 64500
         bgp router-id 10.9.0.254
         no bgp ebgp-requires-policy
         {Timers}
         {Neighbor("10.1.0.1", 64699)}
         {Neighbor("10.2.0.1", 64699)}
         {Neighbor("2001:db8:1::1", 64699)}
         {Neighbor("2001:db8:2::1", 64699)}
         !
         address-family ipv4 unicast
          no neighbor 2001:db8:1::1 activate
          no neighbor 2001:db8:2::1 activate
         exit-address-family
         !
         address-family ipv6 unicast
          neighbor 2001:db8:1::1 activate
          neighbor 2001:db8:2::1 activate
         exit-address-family
        !

        """;

    /// <summary>A hold time longer than any test keeps bgpd stopped; updates sent at once.</summary>
    private const string Timers = "coalesce-time 0\n timers bgp 20 60";

    private static string Neighbor(string address, int asNumber) =>
        $"neighbor {address} remote-as {asNumber}\n neighbor {address} timers connect 1\n neighbor {address} advertisement-interval 0";
}
