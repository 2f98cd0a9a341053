package steadystate.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.drift.FieldChange;
import steadystate.drift.Finding;
import steadystate.drift.Order;
import steadystate.drift.Shown;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.environment.Leaving;
import steadystate.environment.mode.Hours;
import steadystate.observe.Sighting;
import steadystate.resource.Catalogue;
import steadystate.resource.Expiry;
import steadystate.resource.Health;
import steadystate.resource.Lifecycle;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** Turns findings into a plan. Pure. */
public final class Planner {
  private final Catalogue catalogue;
  private final Environment environment;
  private final List<Change> changes = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Unknown> unknown = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Unready unready;
  private int inSync;

  private Planner(Catalogue catalogue, Environment environment, List<Finding> findings) {
    this.catalogue = catalogue;
    this.environment = environment;
    this.unready = new Unready(catalogue, findings);
  }

  public static Plan of(
      Catalogue catalogue, Environment environment, Sighting sighting, List<Finding> findings) {
    Planner planner = new Planner(catalogue, environment, findings);
    findings.forEach(planner::consider);
    environment
        .remarks()
        .forEach(
            remark -> planner.notes.add(new Note(remark.resource(), "mode", remark.message())));
    planner.hours(sighting.at());
    environment
        .terms()
        .rolledBack()
        .forEach((id, back) -> planner.notes.add(new Note(id, "held", back.words())));
    environment
        .terms()
        .running()
        .forEach((id, words) -> planner.notes.add(new Note(id, "ttl", words)));
    environment
        .terms()
        .ranOut()
        .forEach((id, words) -> {
          boolean marked = environment.find(Expiry.idFor(id)).isPresent();
          if (marked && sighting.bodies(id).isEmpty()) {
            String rest = "; it is made again when the spec says something else";
            planner.notes.add(new Note(id, "ttl", words + rest));
          }
        });
    sighting
        .unseenKinds()
        .forEach((kind, failure) ->
            planner.notes.add(
                new Note(
                    new ResourceId(kind, "*"),
                    "unknown",
                    "what left the spec cannot be found: " + failure.message())));
    return planner.plan(sighting);
  }

  /** By day only what people asked is worth a word. */
  private void hours(Instant now) {
    Hours hours = environment.hours();
    if (hours.asleep() || hours.by().isPresent()) {
      ResourceId whole = new ResourceId("environment", environment.name());
      notes.add(new Note(whole, "hours", hours.words(now)));
    }
  }

  private Plan plan(Sighting sighting) {
    List<Change> sorted = sorted();
    return new Plan(
        environment.name(),
        environment.settings().mode(),
        environment.settings().account(),
        environment.settings().region(),
        sighting.at(),
        sorted,
        refusals,
        unknown,
        notes,
        inSync,
        Fingerprint.of(environment, sorted));
  }

  private void consider(Finding finding) {
    switch (finding.status()) {
      case IN_SYNC -> inSync(finding);
      case UNKNOWN -> unknown.add(new Unknown(finding.id(), finding.message()));
      case CONFLICT -> notes.add(new Note(finding.id(), "conflict", finding.message()));
      case MISSING -> missing(finding);
      case EXTRA -> extra(finding);
      case DRIFTED, PENDING -> differs(finding);
    }
  }

  private void inSync(Finding finding) {
    inSync++;
    finding.live().ifPresent(live -> health(finding.id(), live));
  }

  private void health(ResourceId id, Live live) {
    switch (live.health()) {
      case Health.Ready ready -> {}
      case Health.Settling(String reason) -> notes.add(new Note(id, "waiting", reason));
      case Health.Broken(String reason) -> notes.add(new Note(id, "broken", reason));
      case Health.Awaiting(String reason) -> notes.add(new Note(id, "pending", reason));
      case Health.Leaving(String reason) -> notes.add(new Note(id, "waiting", reason));
    }
    live.notOurs()
        .forEach((path, who) -> notes.add(new Note(id, "not-ours", path + " is not ours: " + who)));
    live.news().ifPresent(news -> notes.add(new Note(id, "news", news)));
    live.later().forEach((path, why) -> notes.add(new Note(id, "later", path + ": " + why)));
  }

  private void missing(Finding finding) {
    if (finding.live().isPresent()) {
      notes.add(new Note(finding.id(), "waiting", finding.message()));
    }
    add(finding, Action.CREATE);
  }

  private void differs(Finding finding) {
    for (FieldChange field : finding.refused()) {
      refusals.add(
          new Refusal(
              "immutable-field",
              finding.id(),
              field.path()
                  + " cannot be changed in place and a replacement would lose what it holds; "
                  + back(field)
                  + ", or give the entry another key",
              field.origin().at()));
    }
    objections(finding);
    add(
        finding,
        finding.replaces() ? Action.REPLACE : finding.adopts() ? Action.ADOPT : Action.UPDATE);
    finding.live().ifPresent(live -> health(finding.id(), live));
  }

  private static String back(FieldChange field) {
    return switch (field.live()) {
      case Shown.Plain(Value.Text old, Optional<String> label) -> "write `" + old + "` back";
      case Shown.Plain(Value.Number old, Optional<String> label) -> "write `" + old + "` back";
      case Shown.Plain(Value.Flag old, Optional<String> label) -> "write `" + old + "` back";
      case Shown.Absent() -> "leave it out";
      case Shown.Plain plain -> "write the old value back";
      case Shown.Masked() -> "write the old value back";
      case Shown.KnownAfter known -> "write the old value back";
    };
  }

  /** A replacement has no body that would have to change. */
  private void objections(Finding finding) {
    if (finding.live().isEmpty() || finding.replaces()) {
      return;
    }
    Live live = finding.live().get();
    Value.Entries wish = finding.declared().orElseThrow().model();
    for (FieldChange field : finding.fields()) {
      catalogue
          .kind(finding.id())
          .objection(live, wish, field.path())
          .map(why -> new Refusal("impossible-change", finding.id(), why, field.origin().at()))
          .ifPresent(refusals::add);
    }
  }

  private void extra(Finding finding) {
    Live live = finding.live().orElseThrow();
    if (live.health() instanceof Health.Leaving) {
      notes.add(new Note(finding.id(), "waiting", finding.message()));
      return;
    }
    if (!environment.settings().prune()) {
      notes.add(new Note(finding.id(), "held", finding.message() + "; prune is off"));
      return;
    }
    Optional<String> kept = catalogue.kind(finding.id()).protection(live);
    boolean retained =
        Owner.deletionPolicy(live.tags()) == Lifecycle.DeletionPolicy.RETAIN
            || environment.terms().leaving() == Leaving.LET_GO;
    Change change = change(finding, retained ? Action.RELEASE : Action.DELETE);
    changes.add(retained ? change : kept.map(Hold.Waits::new).map(change::held).orElse(change));
  }

  private String reason(Finding finding) {
    return finding.message().equals(Finding.LEFT_OUT)
            || environment.terms().ranOut().containsKey(finding.id())
        ? finding.message()
        : "";
  }

  private void add(Finding finding, Action action) {
    changes.add(change(finding, action));
    if (action == Action.CREATE || action == Action.REPLACE) {
      Value.Entries wish = finding.declared().orElseThrow().model();
      catalogue
          .kind(finding.id())
          .unwritten(wish)
          .forEach((member, what) ->
              notes.add(new Note(finding.id(), "default", member + " is not written: " + what)));
    }
  }

  private Change change(Finding finding, Action action) {
    return new Change(
        finding.id(),
        action,
        finding.status(),
        finding.declared(),
        finding.live(),
        finding.superseded(),
        finding.fields(),
        reason(finding),
        waitsFor(finding));
  }

  /**
   * A name that a leaving body still holds cannot be given again; and content that was applied as
   * it is wished today, and that AWS or a person took back, is not forced on them once more. What
   * needs a neighbour that is not ready is made after that.
   */
  private Optional<Hold> waitsFor(Finding finding) {
    Optional<Health> health = finding.live().map(Live::health);
    if (health.isPresent() && health.get() instanceof Health.Leaving) {
      return Optional.of(new Hold.Waits(finding.message()));
    }
    Optional<Hold> before =
        finding.declared().flatMap(unused -> unready.before(finding)).map(Hold.class::cast);
    if (before.isPresent() || finding.status() == Status.MISSING) {
      return before;
    }
    return health.isPresent()
            && health.get() instanceof Health.Broken(String reason)
            && finding.status() == Status.DRIFTED
        ? Optional.of(new Hold.TakenBack(reason))
        : Optional.empty();
  }

  /** Destructive changes first, because they matter most to a reader; then the order of work. */
  private List<Change> sorted() {
    Map<ResourceId, Integer> position = new HashMap<>();
    Order.of(catalogue, environment.declared())
        .forEach(declared -> position.put(declared.id(), position.size()));
    Comparator<Change> byDanger = Comparator.comparing(change -> danger(change.action()));
    Comparator<Change> byWork =
        Comparator.comparing(change -> position.getOrDefault(change.resource(), Integer.MAX_VALUE));
    Comparator<Change> byRank =
        Comparator.comparing(change -> -catalogue.rank(change.resource().kind()));
    return changes.stream()
        .sorted(
            byDanger.thenComparing(byWork).thenComparing(byRank).thenComparing(Change::resource))
        .toList();
  }

  private static int danger(Action action) {
    return switch (action) {
      case DELETE, RELEASE -> 0;
      case REPLACE -> 1;
      case CREATE, UPDATE, ADOPT -> 2;
    };
  }
}
