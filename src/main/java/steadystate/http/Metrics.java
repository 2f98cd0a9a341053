package steadystate.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import steadystate.drift.Status;
import steadystate.reconcile.Badges;
import steadystate.reconcile.Condition;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;

/** What Prometheus may ask for. Every metric has a description; labels have few values. */
final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Controller controller;
  private final Supplier<SortedMap<String, Long>> awsCalls;
  private final Set<String> operations = ConcurrentHashMap.newKeySet();
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final MultiGauge drifted;
  private final MultiGauge resources;
  private final MultiGauge inSync;
  private final MultiGauge conditions;
  private final MultiGauge lookedAt;
  private final MultiGauge generation;
  private final MultiGauge monthlyCost;

  Metrics(Controller controller, Stream stream, ServerParts parts) {
    this.controller = controller;
    this.awsCalls = parts.awsCalls();
    drifted = many("steadystate.drifted.resources", "Resources that somebody changed in AWS");
    resources = many("steadystate.resources", "Resources by how they stand against the spec");
    inSync = many("steadystate.environment.in.sync", "1 when AWS is as the spec says");
    conditions = many("steadystate.environment.condition", "1 when a condition is true");
    lookedAt =
        many("steadystate.environment.last.look.timestamp.seconds", "When AWS was last looked at");
    generation = many("steadystate.environment.generation", "Rises when the spec changes");
    monthlyCost =
        many("steadystate.monthly.cost.usd", "Estimate of what an environment costs a month");
    gauge("steadystate.queue.depth", "Environments that wait for a turn", Controller::queueDepth);
    gauge("steadystate.queue.working", "Environments whose turn it is", Controller::working);
    gauge(
        "steadystate.environments",
        "Environments that are known",
        one -> one.environments().size());
    Gauge.builder("steadystate.stream.readers", stream, Stream::readers)
        .description("Readers of the event stream")
        .register(registry);
    Gauge.builder("steadystate.build.info", () -> 1)
        .description("1, with the version as a label")
        .tag("version", parts.version())
        .register(registry);
    List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            garbage)
        .forEach(binder -> binder.bindTo(registry));
    controller.listen(this::turned);
  }

  private MultiGauge many(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  private void gauge(String name, String description, ToDoubleFunction<Controller> value) {
    Gauge.builder(name, controller, value).description(description).register(registry);
  }

  private void turned(String environment, String outcome, Duration took) {
    turns(environment, outcome).record(took);
  }

  private Timer turns(String environment, String outcome) {
    return Timer.builder("steadystate.reconcile")
        .description("Turns of an environment: a look, and the writes that followed it")
        .tags("environment", environment, "outcome", outcome)
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5))
        .register(registry);
  }

  void scrape(Context context) {
    refresh();
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
  }

  private void refresh() {
    List<EnvironmentStatus> all = controller.environments();
    all.forEach(one -> turns(one.name(), "steady"));
    drifted.register(rows(all, one -> one.drifted().size()), true);
    inSync.register(rows(all, one -> one.badges().sync() == Badges.Sync.IN_SYNC ? 1 : 0), true);
    generation.register(rows(all, EnvironmentStatus::generation), true);
    monthlyCost.register(
        rows(
            all.stream().filter(one -> Reading.bill(controller, one).isPresent()).toList(),
            one ->
                Reading.bill(controller, one)
                    .map(bill -> bill.now().monthly().doubleValue())
                    .orElse(0.0)),
        true);
    lookedAt.register(
        rows(
            all.stream().filter(one -> one.look().isPresent()).toList(),
            one -> one.look().map(look -> look.at()).map(Instant::getEpochSecond).orElse(0L)),
        true);
    List<MultiGauge.Row<?>> byStatus = new ArrayList<>();
    List<MultiGauge.Row<?>> byCondition = new ArrayList<>();
    for (EnvironmentStatus one : all) {
      for (Status status : Status.values()) {
        byStatus.add(
            MultiGauge.Row.of(
                Tags.of("environment", one.name(), "status", status.word()), count(one, status)));
      }
      for (Condition condition : one.conditions()) {
        byCondition.add(
            MultiGauge.Row.of(
                Tags.of("environment", one.name(), "condition", condition.type().word()),
                condition.status() == Condition.Truth.TRUE ? 1 : 0));
      }
    }
    resources.register(byStatus, true);
    conditions.register(byCondition, true);
    awsCalls.get().keySet().forEach(this::counted);
  }

  private static long count(EnvironmentStatus one, Status status) {
    return one.look().stream()
        .flatMap(look -> look.findings().stream())
        .filter(finding -> finding.status() == status)
        .count();
  }

  private static List<MultiGauge.Row<?>> rows(
      List<EnvironmentStatus> all, ToDoubleFunction<EnvironmentStatus> value) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (EnvironmentStatus one : all) {
      rows.add(MultiGauge.Row.of(Tags.of("environment", one.name()), value.applyAsDouble(one)));
    }
    return rows;
  }

  private void counted(String operation) {
    if (operations.add(operation)) {
      FunctionCounter.builder(
              "steadystate.aws.calls",
              awsCalls,
              calls -> calls.get().getOrDefault(operation, 0L).doubleValue())
          .description("Calls to AWS")
          .tag("operation", operation)
          .register(registry);
    }
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
