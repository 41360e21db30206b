namespace Lab;

/// <summary>Scenarios about what is served, and by whom.</summary>
public sealed class ServicesGuest() : LabGuest("services");

/// <summary>Scenarios about both sites, both families, and many VIPs.</summary>
public sealed class SitesGuest() : LabGuest("sites");

/// <summary>Scenarios about what breaks on a director. A guest has one processor: several fill two cores.</summary>
public sealed class FaultsGuest() : LabGuest("faults");

/// <summary>The scenario that waits for three minutes of cron and so costs little, those of bgpd, and services of one family.</summary>
public sealed class CronGuest() : LabGuest("cron");

/// <summary>Maintenance windows: drains, whole directors, freezes, and starts of bgpd.</summary>
public sealed class WindowsGuest() : LabGuest("windows");

/// <summary>The guest whose clock is stepped and which is restarted; its directors' state lies on this machine.</summary>
public sealed class RestartedGuest() : LabGuest("restarted", keepsState: true);

[CollectionDefinition(nameof(ServicesGuest))]
public sealed class ServicesScenarios : ICollectionFixture<ServicesGuest>;

[CollectionDefinition(nameof(SitesGuest))]
public sealed class SitesScenarios : ICollectionFixture<SitesGuest>;

[CollectionDefinition(nameof(FaultsGuest))]
public sealed class FaultsScenarios : ICollectionFixture<FaultsGuest>;

[CollectionDefinition(nameof(CronGuest))]
public sealed class CronScenarios : ICollectionFixture<CronGuest>;

[CollectionDefinition(nameof(WindowsGuest))]
public sealed class WindowsScenarios : ICollectionFixture<WindowsGuest>;

[CollectionDefinition(nameof(RestartedGuest))]
public sealed class RestartedScenarios : ICollectionFixture<RestartedGuest>;
