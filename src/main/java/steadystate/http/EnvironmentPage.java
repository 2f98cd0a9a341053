package steadystate.http;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.cost.Bill;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.reconcile.Condition;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.Event;
import steadystate.reconcile.HeldChanges;
import steadystate.reconcile.SpecSource;
import steadystate.reconcile.pass.Look;
import steadystate.report.PlanReport;
import steadystate.resource.Health;
import tools.jackson.databind.node.ObjectNode;

/**
 * An environment in full, as its page shows it.
 *
 * @param problems mistakes in what is written now, with their places
 * @param different resources that differ or are on their way
 * @param same the others
 * @param suspended whether a person can resume it
 * @param heldBack whether a person can release it
 * @param approval what waits for an approval
 * @param cost what it costs a month; empty before its spec was read
 * @param deeds what a visitor of the sandbox may do by hand
 */
public record EnvironmentPage(
    Card card,
    List<ConditionLine> conditions,
    List<String> problems,
    List<ResourceRow> different,
    List<ResourceRow> same,
    List<EventLine> events,
    List<Past> history,
    SortedMap<String, String> outputs,
    boolean suspended,
    boolean heldBack,
    Optional<Approval> approval,
    Optional<CostBox> cost,
    List<ByHand.Deed> deeds) {
  public EnvironmentPage {
    conditions = List.copyOf(conditions);
    problems = List.copyOf(problems);
    different = List.copyOf(different);
    same = List.copyOf(same);
    events = List.copyOf(events);
    history = List.copyOf(history);
    outputs = new TreeMap<>(outputs);
    deeds = List.copyOf(deeds);
  }

  /** A condition with its colour. */
  public record ConditionLine(
      String type, Pill status, String reason, String message, String since) {}

  /** An event as one line. */
  public record EventLine(
      String at,
      String environment,
      boolean warning,
      String reason,
      String resource,
      String message,
      int count) {
    static EventLine of(Event event) {
      return new EventLine(
          Card.time(event.at()),
          event.environment(),
          event.type() == Event.Type.WARNING,
          event.reason(),
          event.resource(),
          event.message(),
          event.count());
    }
  }

  /**
   * What waits for a person.
   *
   * @param counts what the whole plan does, in a line
   * @param body what is sent with the approval
   */
  public record Approval(String fingerprint, String body, String counts, List<String> held) {
    public Approval {
      held = List.copyOf(held);
    }
  }

  static EnvironmentPage of(
      EnvironmentStatus status,
      List<Event> events,
      List<ObjectNode> history,
      Optional<Bill> bill,
      List<ByHand.Deed> deeds) {
    String held = heldReason(status);
    return new EnvironmentPage(
        Card.of(status),
        status.conditions().stream().map(EnvironmentPage::line).toList(),
        status.problems().stream().map(p -> p.at() + ": " + p.message()).toList(),
        rows(status, false),
        rows(status, true),
        events.stream().limit(25).map(EventLine::of).toList(),
        history.stream().limit(10).map(Past::of).toList(),
        Reading.outputs(status),
        held.equals("Suspended"),
        held.equals("HeldByPerson")
            || held.equals("RolledBack")
            || held.equals(SpecSource.Trouble.REWRITTEN),
        approval(status),
        bill.map(CostBox::of),
        deeds);
  }

  private static String heldReason(EnvironmentStatus status) {
    Condition held = status.condition(Condition.Type.HELD);
    return held.status() == Condition.Truth.TRUE ? held.reason() : "";
  }

  private static ConditionLine line(Condition condition) {
    return new ConditionLine(
        condition.type().word(),
        Pill.of(condition),
        condition.reason(),
        condition.message(),
        Card.time(condition.lastTransitionTime()));
  }

  private static List<ResourceRow> rows(EnvironmentStatus status, boolean calm) {
    return status.look().stream()
        .flatMap(look ->
            look.findings().stream()
                .filter(finding -> isCalm(finding) == calm)
                .map(finding -> ResourceRow.of(status.name(), look, finding)))
        .toList();
  }

  /** Nothing to see: as wished, and at work. */
  private static boolean isCalm(Finding finding) {
    return finding.status() == Status.IN_SYNC
        && finding.live().map(live -> live.health() instanceof Health.Ready).orElse(true);
  }

  private static Optional<Approval> approval(EnvironmentStatus status) {
    return status
        .look()
        .map(Look::plan)
        .map(plan ->
            new Approval(
                plan.fingerprint(),
                "{\"fingerprint\":\"" + plan.fingerprint() + "\"}",
                PlanReport.counts(plan),
                HeldChanges.forApproval(plan).stream()
                    .map(change -> status.orphan() ? what(change) : words(change))
                    .toList()))
        .filter(approval -> !approval.held().isEmpty());
  }

  private static String words(Change change) {
    return what(change) + ": " + change.held().map(Hold::toString).orElse("");
  }

  private static String what(Change change) {
    return change.action().word() + " " + change.resource();
  }
}
