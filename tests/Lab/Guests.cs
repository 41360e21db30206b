namespace Lab;

/// <summary>Scenarios about what is served, and by whom.</summary>
public sealed class ServicesGuest() : LabGuest("services");

/// <summary>Scenarios about what breaks on a director. Beside the services, because two cores carry two guests.</summary>
public sealed class FaultsGuest() : LabGuest("faults");

/// <summary>The scenario that waits for three minutes of cron, beside the others.</summary>
public sealed class CronGuest() : LabGuest("cron");

/// <summary>The guest whose clock is stepped and which is restarted; its directors' state lies on this machine.</summary>
public sealed class RestartedGuest() : LabGuest("restarted", keepsState: true);

[CollectionDefinition(nameof(ServicesGuest))]
public sealed class ServicesScenarios : ICollectionFixture<ServicesGuest>;

[CollectionDefinition(nameof(FaultsGuest))]
public sealed class FaultsScenarios : ICollectionFixture<FaultsGuest>;

[CollectionDefinition(nameof(CronGuest))]
public sealed class CronScenarios : ICollectionFixture<CronGuest>;

[CollectionDefinition(nameof(RestartedGuest))]
public sealed class RestartedScenarios : ICollectionFixture<RestartedGuest>;
