package steadystate.environment.mode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import steadystate.environment.Remark;
import steadystate.environment.reading.SpecBody;
import steadystate.environment.reading.WrittenEntry;
import steadystate.resource.Because;
import steadystate.resource.Catalogue;
import steadystate.resource.Lifecycle;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;

/** The mode cost-save: an environment in its cheapest working form. */
final class CostSaving {
  /** What CloudWatch Logs takes as retention, in days. */
  private static final List<Integer> RETENTIONS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private static final String SERVICES = "services";
  private static final String RETENTION = "retentionInDays";

  private final Catalogue catalogue;
  private final String environment;
  private final SpecBody written;
  private final CostSave settings;
  private final boolean asleep;
  private final SourceSpan place;
  private final ByMode byMode;
  private final LeavingBalancers leaving;
  private final SequencedMap<String, SequencedMap<String, WrittenEntry>> sections =
      new LinkedHashMap<>();

  /**
   * @param asleep whether this is outside the awake hours
   */
  CostSaving(
      Catalogue catalogue,
      String environment,
      SpecBody written,
      CostSave settings,
      boolean asleep,
      SourceSpan place) {
    this.catalogue = catalogue;
    this.environment = environment;
    this.written = written;
    this.settings = settings;
    this.asleep = asleep;
    this.place = place;
    this.byMode = ByMode.of(written);
    this.leaving = new LeavingBalancers(catalogue, written, settings, byMode);
    written.sections().forEach((key, entries) -> sections.put(key, new LinkedHashMap<>(entries)));
    change();
  }

  SpecBody body() {
    return new SpecBody(leaving.told(written.values()), sections);
  }

  List<Remark> remarks() {
    return leaving.remarks();
  }

  private void change() {
    Optional.ofNullable(sections.get(LeavingBalancers.SECTION))
        .ifPresent(balancers -> balancers.keySet().removeIf(leaving::leaves));
    boolean noWayOut = withoutNat();
    each(
        SERVICES,
        entry -> {
          LeanService service = new LeanService(entry, settings, asleep, byMode);
          Value.Entries lean = service.lean(leaving.detached(entry));
          return cappedLogs(noWayOut ? leaving.reachable(lean) : lean, "logRetentionDays");
        });
    each("instances", this::atNight);
    each("databases", entry -> new LeanDatabase(settings, asleep, byMode).lean(entry.value()));
    each("securityGroups", leaving::opened);
    each("logGroups", entry -> forgetful(entry.value()));
    each("scheduledTasks", entry -> RestingTask.of(entry.value(), asleep, byMode));
    cluster();
    sections.replaceAll((key, entries) -> withoutWaiting(entries));
  }

  private void each(String section, Function<Section.Entry, Value.Entries> change) {
    Optional.ofNullable(sections.get(section))
        .ifPresent(entries ->
            entries.replaceAll(
                (key, one) -> one.sound() ? with(one, change.apply(one.entry())) : one));
  }

  private static WrittenEntry with(WrittenEntry one, Value.Entries value) {
    Section.Entry entry = one.entry();
    return one.entry(
        new Section.Entry(entry.key(), entry.name(), entry.named(), value, entry.at()));
  }

  /** Nobody waits for a load balancer that does not come. */
  private SequencedMap<String, WrittenEntry> withoutWaiting(
      SequencedMap<String, WrittenEntry> entries) {
    UnaryOperator<List<ResourceId>> rest =
        ids -> ids.stream().filter(id -> !leaving.leaves(id)).toList();
    entries.replaceAll((key, one) ->
        new WrittenEntry(
            one.entry(),
            one.read(),
            one.tags(),
            one.adopt(),
            one.lifecycle(),
            rest.apply(one.dependsOn()),
            one.sound()));
    return entries;
  }

  /** Whether tasks lost their way out of private subnets. */
  private boolean withoutNat() {
    Value none = Value.number(0);
    boolean has =
        settings.removeNat()
            && written.entries("network").values().stream()
                .map(network -> network.entry().value())
                .filter(network -> network.has("cidrBlock"))
                .anyMatch(network -> !network.get("natGateways").equals(Optional.of(none)));
    if (has) {
      each("network", entry -> byMode.set(entry.value(), "natGateways", none));
    }
    return has;
  }

  /** Outside the awake hours a machine stands still and keeps its disks. */
  private Value.Entries atNight(Section.Entry instance) {
    Value.Entries entry = instance.value();
    return asleep
        ? entry.with(
            "state",
            Value.text("stopped")
                .from(
                    byMode
                        .insteadOf(entry.get("state"))
                        .because(Because.MODE, ByMode.REASON + ", asleep")))
        : entry;
  }

  private Value.Entries cappedLogs(Value.Entries entry, String member) {
    Optional<Integer> days =
        entry
            .get(member)
            .map(
                value -> value instanceof Value.Number(var number, var at) ? number.intValue() : 0);
    return days.filter(kept -> kept > settings.maxLogRetentionDays()).isPresent()
        ? byMode.set(entry, member, Value.number(retention()))
        : entry;
  }

  /** A log group without a retention keeps everything for ever. */
  private Value.Entries forgetful(Value.Entries group) {
    if (group.text("logGroupClass").orElse("").equals("DELIVERY")) {
      return group;
    }
    return group.has(RETENTION)
        ? cappedLogs(group, RETENTION)
        : byMode.set(group, RETENTION, Value.number(retention()));
  }

  private long retention() {
    return RETENTIONS.stream()
        .filter(days -> days <= settings.maxLogRetentionDays())
        .reduce(1, Math::max);
  }

  /** Container insights off, and spot capacity at hand for services that run on it. */
  private void cluster() {
    Optional<Section> section =
        catalogue.sections().stream()
            .filter(s -> s.key().equals("cluster") && s.entry().member("settings").isPresent())
            .findFirst();
    if (section.isEmpty() || written.entries(SERVICES).isEmpty()) {
      return;
    }
    SequencedMap<String, WrittenEntry> clusters =
        sections.computeIfAbsent("cluster", key -> new LinkedHashMap<>());
    WrittenEntry main = Optional.ofNullable(clusters.get("main")).orElseGet(this::unwritten);
    if (!main.sound()) {
      return;
    }
    Value.Entries value = main.entry().value();
    Value.Entries lean = withSpot(withoutInsights(value));
    if (!lean.equals(value)) {
      clusters.put("main", with(main, lean));
    }
  }

  private WrittenEntry unwritten() {
    Section.Entry entry =
        new Section.Entry("main", environment + "-main", false, Value.Entries.EMPTY, place);
    return new WrittenEntry(
        entry,
        Value.Entries.EMPTY,
        new TreeMap<>(),
        Optional.empty(),
        Lifecycle.DEFAULT,
        List.of(),
        true);
  }

  private Value.Entries withoutInsights(Value.Entries cluster) {
    if (!settings.insightsOff()) {
      return cluster;
    }
    Optional<Value> settingsWritten = cluster.get("settings");
    Value.Entries all =
        settingsWritten.orElse(byMode.entries(new TreeMap<>())) instanceof Value.Entries map
            ? map
            : byMode.entries(new TreeMap<>());
    return cluster.with("settings", byMode.set(all, "containerInsights", Value.text("disabled")));
  }

  /** AWS runs tasks on spot capacity only in clusters that were told of it. */
  private Value.Entries withSpot(Value.Entries cluster) {
    boolean used =
        sections.getOrDefault(SERVICES, new LinkedHashMap<>()).values().stream()
            .map(one -> one.entry().value())
            .filter(service -> !(service.get("cluster").orElse(cluster) instanceof Value.Text))
            .anyMatch(LeanService::isOnSpot);
    if (!used) {
      return cluster;
    }
    List<Value> providers = new ArrayList<>(cluster.list("capacityProviders"));
    for (String provider : List.of("FARGATE", LeanService.SPOT)) {
      if (!providers.contains(Value.text(provider))) {
        providers.add(byMode.text(provider));
      }
    }
    return byMode.set(cluster, "capacityProviders", Value.items(providers));
  }
}
