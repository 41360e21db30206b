using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Policies;
using Vips.State;
using Vips.Verdicts;

namespace Vips.Tests.Model;

/// <summary>One prefix with what DESIGN section 2 calls it, and its verdict by section 5.</summary>
internal sealed class ModelVip
{
    private readonly Inputs _inputs;

    internal ModelVip(Prefix prefix, Inputs inputs, ModelGates gates)
    {
        _inputs = inputs;
        Prefix = prefix;
        var entry = inputs.Policy.Vips.FirstOrDefault(entry => entry.Prefixes.Contains(prefix));
        Rules = entry?.Rules ?? inputs.Policy.Default;
        History = inputs.State.Vips.GetValueOrDefault(prefix);
        Baseline = BaselineOf(inputs)?.GetValueOrDefault(prefix);
        Configured = inputs.Running.IsKnown ? inputs.Running.Value.Instance.Statements.GetValueOrDefault(prefix) : null;
        Kept = inputs.Kept.GetValueOrDefault(prefix);
        var claims = inputs.Holds.IsKnown && inputs.Holds.Value.ByPrefix.TryGetValue(prefix, out var hold) ? hold.Claims : [];
        var inForce = claims.Where(claim => claim.Until is null || claim.Until > inputs.Now.Wall).ToArray();
        IsHeld = inForce.Length > 0;
        IsDrainAlone = IsHeld && inForce.All(claim => claim.IsDraining);
        IsDrainOver = !IsHeld && claims.Any(claim => claim.IsDraining);
        var behind = inputs.Table.IsKnown ? inputs.Table.Value.Services.Where(service => IsBehind(service.Key, entry)).ToArray() : [];
        HasService = behind.Length > 0;
        var length = prefix.IsIPv6 ? inputs.Policy.MaskV6 : inputs.Policy.MaskV4;
        IsManaged = Baseline is not null && prefix.Length == length && (entry is not null || HasService || History is { SeenInIpvs: true });
        Services = [.. behind.Select(service => ModelService.Present(service, this, inputs, gates)), .. HasService ? AbsentOnes(behind) : []];
    }

    internal Prefix Prefix { get; }

    internal Rules Rules { get; }

    internal VipHistory? History { get; }

    internal NetworkStatement? Baseline { get; }

    internal NetworkStatement? Configured { get; }

    internal KeptStatement? Kept { get; }

    internal bool IsHeld { get; }

    /// <summary>Every claim in force is a drain's.</summary>
    internal bool IsDrainAlone { get; }

    internal bool IsDrainOver { get; }

    internal bool HasService { get; }

    internal bool IsManaged { get; }

    internal IReadOnlyList<ModelService> Services { get; }

    /// <summary>Any other statement is never touched.</summary>
    internal bool IsLookedAt => IsManaged || IsHeld || (HasService && (Configured is not null || Kept is not null));

    /// <summary>Nobody judges a VIP that is only held, or of a table that cannot be read.</summary>
    internal bool IsJudged => _inputs.Table.IsKnown && (HasService || IsManaged);

    internal bool IsMissing => !HasService && ModelTime.Observations(History?.Missing, _inputs, CanCount) >= Rules.MissingFall;

    internal bool IsDown => HasService ? Verdict == Verdict.Down : IsMissing;

    internal bool ServesInPart => Services.Any(service => service.Live > 0);

    /// <summary>Of a VIP with a service.</summary>
    internal Verdict Verdict => Services.All(service => service.Verdict == Verdict.Down) ? Verdict.Down : Chosen(service => service.Verdict);

    /// <summary>By this reading alone.</summary>
    internal Verdict AtOnce => !HasService || Services.All(service => service.AtOnce == Verdict.Down) ? Verdict.Down : Chosen(service => service.AtOnce);

    internal bool IsUp => HasService && Verdict == Verdict.Up;

    /// <summary>The live count of the deciding service: lowest live. Of a VIP that is down.</summary>
    internal int DecidingLive
    {
        get
        {
            var everyOne = Services.All(service => service.Verdict == Verdict.Down);
            return Services.Where(service => service.Verdict == Verdict.Down && (everyOne || Speaks(service))).Min(service => service.Live);
        }
    }

    private bool CanCount => _inputs.StateNotWritable is null && _inputs.WithoutLock is null;

    internal ServiceHistory? HistoryOf(ServiceKey key) =>
        _inputs.State.Services.GetValueOrDefault(new(key, key.Protocol == IpvsProtocol.FirewallMark ? Prefix : null));

    /// <summary>With the baseline unreadable, the last good one says what is managed.</summary>
    internal static IReadOnlyDictionary<Prefix, NetworkStatement>? BaselineOf(Inputs inputs) =>
        inputs.Baseline.IsKnown ? inputs.Baseline.Value.Statements : inputs.State.LastBaseline?.Statements;

    /// <summary>Firewall-mark services belong to the VIPs that the configuration lists for them, in their family.</summary>
    private bool IsBehind(ServiceKey key, VipEntry? entry) => key.Protocol == IpvsProtocol.FirewallMark
        ? entry is not null && entry.FirewallMarks.Contains(key.Mark) && key.Address.IsIPv6 == Prefix.IsIPv6
        : Prefix == Prefix.Containing(key.Address, key.Address.IsIPv6 ? _inputs.Policy.MaskV6 : _inputs.Policy.MaskV4);

    private IEnumerable<ModelService> AbsentOnes(VirtualService[] behind) => Rules.Listed
        .Where(name => !behind.Any(service => IsNamed(service.Key, name)))
        .Select(name => ModelService.Absent(
            name.Protocol == IpvsProtocol.FirewallMark
                ? new(name.Protocol, IpAddress.Unspecified(Prefix.IsIPv6), 0, name.Number)
                : new(name.Protocol, Prefix.Address, (int)name.Number, 0),
            this, _inputs));

    private static bool IsNamed(ServiceKey key, ServiceName name) =>
        key.Protocol == name.Protocol && (key.Protocol == IpvsProtocol.FirewallMark ? key.Mark : (uint)key.Port) == name.Number;

    /// <summary>Under `all` and a list, a service never yet seen above `drop` is left out; a list counts the listed alone.</summary>
    private bool Speaks(ModelService service) => Rules.Services == ServiceChoice.Any
        || (service.IsOrWasAlive && (Rules.Services == ServiceChoice.All || Rules.Listed.Any(name => IsNamed(service.Key, name))));

    /// <summary>down &lt; unchanged &lt; up: the lowest of those that speak, under `any` the highest; nobody: unchanged.</summary>
    private Verdict Chosen(Func<ModelService, Verdict> of)
    {
        var verdicts = Services.Where(Speaks).Select(of).ToArray();
        return verdicts.Length == 0 ? Verdict.Unchanged : Rules.Services == ServiceChoice.Any ? verdicts.Max() : verdicts.Min();
    }
}
