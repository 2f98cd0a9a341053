package steadystate.kinds.balancing;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import steadystate.apply.Progress;
import steadystate.aws.AwsAccess;
import steadystate.aws.CallLog;
import steadystate.aws.GuardedAccess;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.kinds.network.NetworkKind;
import steadystate.kinds.network.NetworkSection;
import steadystate.observe.Surroundings;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Receipt;
import steadystate.reconcile.pass.Reconciler;
import steadystate.resource.Canonical;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.sandbox.ManualClock;
import steadystate.yaml.SourceSpan;

/** The environment {@code shop} with balancers and exposed services, on some AWS. */
final class BalancerStage implements Surroundings {
  static final String REGION = "eu-west-1";

  final ElasticLoadBalancingV2Client elb;
  private final ManualClock clock;
  private final AwsAccess access;
  private final CallLog log = new CallLog();
  private final Catalogue catalogue =
      new Catalogue(
          List.of(
              new NetworkKind(),
              new LoadBalancerKind(),
              new TargetGroupKind(),
              new ListenerKind(),
              new ListenerRuleKind()),
          List.of(new NetworkSection(), new LoadBalancersSection()));
  private final Reconciler engine = new Reconciler(catalogue, this, 1);
  private final String account;

  BalancerStage(AwsAccess raw, ManualClock clock, String account) {
    this.clock = clock;
    this.account = account;
    this.access = new GuardedAccess(raw, log);
    this.elb = raw.client(ElasticLoadBalancingV2Client.class, REGION);
  }

  /** The wished environment; services become their target groups and rules alone. */
  Environment environment(Balanced written) {
    List<Declared> declared = new ArrayList<>();
    Section.Entry network =
        new Section.Entry(
            "main", "shop-main", false, Value.Entries.EMPTY, new SourceSpan("shop.yaml", 1, 1));
    declared.addAll(new NetworkSection().expand(network, written));
    LoadBalancersSection section = new LoadBalancersSection();
    written
        .entries("loadBalancers")
        .values()
        .forEach(entry -> declared.addAll(section.expand(entry, written)));
    written
        .entries("services")
        .values()
        .forEach(entry -> declared.addAll(Exposure.of(entry, written).resources()));
    if (!written.problems.isEmpty()) {
      throw new AssertionError(written.problems);
    }
    List<Declared> canonical =
        declared.stream()
            .map(d -> d.model(Canonical.form(catalogue.kind(d.id()).model(), d.model())))
            .toList();
    return new Environment(
        "shop",
        Settings.of(account, REGION),
        Value.Entries.EMPTY,
        canonical,
        Map.of(),
        canonical.size() + 20);
  }

  Receipt apply(Balanced written) {
    return engine.apply(environment(written), Engine.Options.DEFAULT, Progress.SILENT);
  }

  /** What differs, as {@code id path: live -> desired}. */
  List<String> differences(Balanced written) {
    List<String> all = new ArrayList<>();
    for (Finding finding : engine.look(environment(written)).findings()) {
      if (finding.status() != Status.IN_SYNC && finding.fields().isEmpty()) {
        all.add(finding.id() + " " + finding.status() + " " + finding.message());
      }
      finding
          .fields()
          .forEach(
              f -> all.add(finding.id() + " " + f.path() + ": " + f.live() + " -> " + f.desired()));
    }
    return all;
  }

  Finding finding(Balanced written, String id) {
    return engine.look(environment(written)).findings().stream()
        .filter(f -> f.id().equals(ResourceId.parse(id)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no finding for " + id));
  }

  @Override
  public <C> C client(Class<C> type, String region) {
    return access.client(type, region);
  }

  @Override
  public String callerAccount(String region) {
    return account;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public void pause(Duration time) {
    clock.advance(time);
  }

  @Override
  public String installation() {
    return "default";
  }

  @Override
  public SortedMap<String, Long> calls() {
    return log.counts();
  }
}
