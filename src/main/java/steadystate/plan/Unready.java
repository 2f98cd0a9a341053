package steadystate.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.drift.Finding;
import steadystate.drift.Order;
import steadystate.drift.Status;
import steadystate.resource.Catalogue;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/**
 * What cannot be done yet because a neighbour is not ready: a person has to confirm it first, or
 * AWS has not told yet what is needed of it, such as the address of a database that is being made.
 * Pure.
 */
final class Unready {
  private final Catalogue catalogue;
  private final Map<ResourceId, Finding> wished = new HashMap<>();
  private final Map<ResourceId, Optional<Hold.Waits>> answers = new HashMap<>();

  Unready(Catalogue catalogue, List<Finding> findings) {
    this.catalogue = catalogue;
    findings.stream()
        .filter(finding -> finding.declared().isPresent())
        .forEach(finding -> wished.put(finding.id(), finding));
  }

  /** What a change of this has to wait for. Those who wait for each other wait for nobody. */
  Optional<Hold.Waits> before(Finding finding) {
    Optional<Hold.Waits> known = answers.putIfAbsent(finding.id(), Optional.empty());
    if (known == null) {
      answers.put(finding.id(), found(finding));
    }
    return answers.getOrDefault(finding.id(), Optional.empty());
  }

  private Optional<Hold.Waits> found(Finding finding) {
    boolean asks = finding.status() == Status.MISSING || !finding.open().isEmpty();
    Stream<Hold.Waits> confirmed = needs(finding).filter(one -> asks).flatMap(this::confirmation);
    Stream<Hold.Waits> told = finding.open().stream().flatMap(this::untold);
    Stream<Hold.Waits> made = needs(finding).flatMap(this::standstill);
    return Stream.of(confirmed, told, made).flatMap(one -> one).findFirst();
  }

  private Stream<Finding> needs(Finding finding) {
    return Order.needs(catalogue, finding.declared().orElseThrow()).stream()
        .map(wished::get)
        .filter(other -> other != null);
  }

  private Stream<Hold.Waits> confirmation(Finding need) {
    boolean later =
        need.status() == Status.MISSING && catalogue.kind(need.id()).confirmedByPerson();
    return later
        ? Stream.of(unconfirmed(need.id(), "a person has to, after it is made"))
        : need.live().map(Live::health).stream()
            .filter(Health.Awaiting.class::isInstance)
            .map(health -> unconfirmed(need.id(), health.reason()));
  }

  private static Hold.Waits unconfirmed(ResourceId id, String reason) {
    return new Hold.Waits("waits until " + id + " is confirmed: " + reason, true);
  }

  /** Why the steps of this plan will not tell an attribute that is not known. */
  private Stream<Hold.Waits> untold(Value.Part.Attribute open) {
    Finding other = wished.get(open.resource());
    if (other == null) {
      return Stream.empty();
    }
    Optional<Live> live = other.live().filter(one -> other.status() != Status.MISSING);
    if (live.isEmpty() || live.get().attributes().get(open.name()).isPresent()) {
      return before(other).stream();
    }
    if (other.status() == Status.CONFLICT) {
      return Stream.of(new Hold.Waits("waits for " + other.id() + ", which is not ours", true));
    }
    Health health = live.get().health();
    if (health instanceof Health.Ready && other.status() != Status.IN_SYNC) {
      return before(other).stream();
    }
    String reason =
        health instanceof Health.Ready
            ? "AWS does not tell its %s yet".formatted(open.name())
            : health.reason();
    return Stream.of(new Hold.Waits("waits for " + other.id() + ": " + reason, false));
  }

  /** What is not made, or leads others and is not changed, keeps what needs it waiting. */
  private Stream<Hold.Waits> standstill(Finding need) {
    return switch (need.status()) {
      case IN_SYNC -> needs(need).flatMap(this::standstill);
      case MISSING, DRIFTED, PENDING ->
          makes(need) || catalogue.kind(need.id()).leadsOthers()
              ? before(need).stream()
              : Stream.empty();
      case EXTRA, CONFLICT, UNKNOWN -> Stream.empty();
    };
  }

  private static boolean makes(Finding finding) {
    return finding.status() == Status.MISSING || finding.replaces();
  }
}
