package steadystate.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.failure.Failure;
import steadystate.observe.Sighting;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member.OnChange;
import steadystate.resource.Origin;
import steadystate.resource.Owner;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** What lives against what is wished, resource by resource. Pure. */
public final class Findings {
  private final Catalogue catalogue;
  private final Environment environment;
  private final Sighting sighting;
  private final String installation;
  private final Matching matching;
  private final Map<String, String> labels = new HashMap<>();

  /** Ids and ARNs of bodies that the spec does not wish for any more. */
  private final Set<String> left = new HashSet<>();

  public Findings(
      Catalogue catalogue, Environment environment, Sighting sighting, String installation) {
    this.catalogue = catalogue;
    this.environment = environment;
    this.sighting = sighting;
    this.installation = installation;
    this.matching = new Matching(catalogue, environment, sighting, installation);
    for (Live live : sighting.found()) {
      name(live, live.arn());
      live.attributes().get("id").ifPresent(id -> name(live, id));
    }
  }

  private void name(Live live, String name) {
    labels.putIfAbsent(name, live.id().toString());
    if (environment.find(live.id()).isEmpty()) {
      left.add(name);
    }
  }

  public Matching matching() {
    return matching;
  }

  /** One finding for each wished resource, in the order of the spec, then what is extra. */
  public List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    environment.declared().forEach(declared -> findings.add(wished(declared)));
    findings.addAll(extras());
    return findings;
  }

  private Finding wished(Declared declared) {
    Failure failure = sighting.unknown().get(declared.id());
    if (failure != null) {
      return unknown(declared, failure, failure.message());
    }
    for (ResourceId need : References.in(declared.model())) {
      if (sighting.unknown().containsKey(need)) {
        Failure cause = sighting.unknown().get(need);
        return unknown(declared, cause, "it names " + need + ", which is unknown");
      }
    }
    Matching.Match match = matching.of(declared.id());
    if (match.standing().isPresent()) {
      return compared(declared, match, match.standing().get());
    }
    for (ResourceId need : Order.needs(catalogue, declared)) {
      if (sighting.unknown().containsKey(need)) {
        Failure cause = sighting.unknown().get(need);
        return unknown(declared, cause, "it is made after " + need + ", which is unknown");
      }
    }
    return match.strangers().isEmpty() || !match.others().isEmpty()
        ? missing(declared, match)
        : conflict(declared, match.strangers().getFirst());
  }

  private Finding unknown(Declared declared, Failure failure, String message) {
    return new Finding(
        declared.id(),
        Status.UNKNOWN,
        Optional.of(declared),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.of(failure),
        message);
  }

  private Finding conflict(Declared declared, Live stranger) {
    String owner = stranger.tags().get(Owner.ENVIRONMENT);
    String whose = owner == null ? "is nobody's" : "belongs to environment " + owner;
    String help =
        owner == null
            ? "; write `adopt: matching` on it to take it over, or choose another name"
            : "; choose another name";
    return new Finding(
        declared.id(),
        Status.CONFLICT,
        Optional.of(declared),
        Optional.of(stranger),
        List.of(),
        List.of(),
        Optional.empty(),
        stranger.arn() + " has the wished name and " + whose + help);
  }

  private Finding missing(Declared declared, Matching.Match match) {
    Kind kind = catalogue.kind(declared.id());
    Wish wish = matching.wish(declared);
    Value.Entries before =
        match.others().isEmpty() ? Value.Entries.EMPTY : match.others().getFirst().model();
    List<FieldChange> fields = labelled(Comparison.of(kind.model(), before, wish.model()));
    String message =
        match.leaving().stream()
            .findFirst()
            .map(live -> live.health().reason())
            .map(reason -> "waits until the old one is gone: " + reason)
            .orElse("");
    return new Finding(
            declared.id(),
            match.others().isEmpty()
                ? Status.MISSING
                : changedStatus(wish, match.others().getFirst(), fields),
            Optional.of(declared),
            match.leaving().stream().findFirst(),
            match.others(),
            fields,
            Optional.empty(),
            message)
        .open(References.attributes(wish.model().without(kind.model().deferred())));
  }

  private Finding compared(Declared declared, Matching.Match match, Live live) {
    Kind kind = catalogue.kind(declared.id());
    Wish wish = matching.wish(declared);
    List<FieldChange> fields = new ArrayList<>();
    for (FieldChange change : Comparison.of(kind.model(), live.model(), wish.model())) {
      boolean waits = isTakenBack(kind, declared.id(), change.path());
      if (!waits && !isIgnored(declared.id(), change.path()) && !live.leavesAlone(change.path())) {
        fields.add(change);
      }
    }
    if (kind.tagged()) {
      fields.addAll(tags(declared, live, wish));
    }
    Status status =
        match.adopted()
            ? Status.PENDING
            : fields.isEmpty() ? Status.IN_SYNC : changedStatus(wish, live, fields);
    return new Finding(
        declared.id(),
        status,
        Optional.of(declared),
        Optional.of(live),
        match.others(),
        labelled(fields),
        Optional.empty(),
        match.adopted() ? "adopted: it is nobody's and has the wished name" : held(declared.id()),
        match.adopted(),
        fields.isEmpty() ? Set.of() : References.attributes(wish.model()));
  }

  /**
   * With today's hash on it, AWS was changed behind the spec's back; with an older one, the spec. A
   * neighbour that will be replaced, or that left the spec, changes what refers to it, and nobody's
   * hand did that.
   */
  private Status changedStatus(Wish wish, Live live, List<FieldChange> fields) {
    String applied = live.tags().get(Owner.SPEC);
    boolean todays = applied == null || applied.equals(wish.tags().get(Owner.SPEC));
    boolean follows =
        !fields.isEmpty()
            && fields.stream()
                .allMatch(f -> f.desired() instanceof Shown.KnownAfter || isLeft(f.live()));
    return todays && !follows ? Status.DRIFTED : Status.PENDING;
  }

  private boolean isLeft(Shown live) {
    return live instanceof Shown.Plain(Value value, Optional<String> _)
        && left.contains(value.toString());
  }

  /** While a person's rollback counts, what is written of that content waits. */
  private boolean isTakenBack(Kind kind, ResourceId id, FieldPath path) {
    return environment.terms().rolledBack().containsKey(id)
        && kind.revisions().filter(revisions -> revisions.isContent(path)).isPresent();
  }

  private String held(ResourceId id) {
    return Optional.ofNullable(environment.terms().rolledBack().get(id))
        .map(back -> "held: " + back.words())
        .orElse("");
  }

  private boolean isIgnored(ResourceId id, FieldPath path) {
    for (Settings.Ignore rule : environment.settings().ignore()) {
      if (rule.resource().equals(id.toString())
          && rule.fields().stream().anyMatch(path::isWithin)) {
        return true;
      }
    }
    return false;
  }

  /** Tags are additive: keys that others put there are theirs. */
  private static List<FieldChange> tags(Declared declared, Live live, Wish wish) {
    List<FieldChange> changes = new ArrayList<>();
    TreeSet<String> keys = new TreeSet<>(wish.tags().keySet());
    keys.add(Owner.DELETION);
    for (String key : keys) {
      Optional<String> there = Optional.ofNullable(live.tags().get(key));
      Optional<String> wished = Optional.ofNullable(wish.tags().get(key));
      boolean bookkeeping = key.equals(Owner.SPEC) && there.isPresent();
      if (!there.equals(wished) && !bookkeeping) {
        changes.add(
            new FieldChange(
                FieldPath.ROOT.name("tags").key(key),
                shown(there),
                shown(wished),
                OnChange.RETAG,
                origin(declared, key)));
      }
    }
    if (declared.lifecycle().timeToLive().isPresent() && TimesToLive.createdAt(live).isEmpty()) {
      changes.add(
          new FieldChange(
              FieldPath.ROOT.name("tags").key(Owner.CREATED),
              shown(Optional.ofNullable(live.tags().get(Owner.CREATED))),
              shown(Optional.of("now")),
              OnChange.RETAG,
              Origin.byDefault("its ttl runs from now: AWS does not tell its age")));
    }
    return changes;
  }

  private static Origin origin(Declared declared, String key) {
    return declared
        .model()
        .map("tags")
        .flatMap(tags -> tags.get(key))
        .map(Value::origin)
        .orElse(Origin.byDefault("every resource carries the controller's tags"));
  }

  private static Shown shown(Optional<String> tag) {
    return tag.<Shown>map(text -> new Shown.Plain(Value.text(text), Optional.empty()))
        .orElse(new Shown.Absent());
  }

  /** Bodies of ours that nobody wishes for, or that another body has taken the place of. */
  private List<Finding> extras() {
    List<Finding> extras = new ArrayList<>();
    for (Live live : sighting.found()) {
      Kind kind = catalogue.kind(live.id());
      boolean ours =
          (environment.name().equals(live.tags().get(Owner.ENVIRONMENT)) || !kind.tagged())
              && (!kind.tagged()
                  || Owner.isOurs(live.tags(), environment.name(), live.id(), installation));
      boolean wished = environment.find(live.id()).isPresent();
      boolean superseded = wished && isSuperseded(live);
      if (ours && (!wished || superseded)) {
        extras.add(extra(live, superseded));
      }
    }
    return extras;
  }

  /** Old bodies beside a standing one; those of a replacement belong to its finding. */
  private boolean isSuperseded(Live live) {
    Matching.Match match = matching.of(live.id());
    return match.standing().isPresent() && match.others().contains(live);
  }

  private Finding extra(Live live, boolean superseded) {
    boolean leaving = live.health() instanceof Health.Leaving;
    String message =
        leaving
            ? "being deleted: " + live.health().reason()
            : superseded
                ? "another one has taken its place"
                : environment.terms().ranOut().containsKey(live.id())
                    ? environment.terms().ranOut().getOrDefault(live.id(), "")
                    : environment.leftOut().contains(live.id())
                        ? Finding.LEFT_OUT
                        : "no longer in the spec";
    return new Finding(
        live.id(),
        Status.EXTRA,
        Optional.empty(),
        Optional.of(live),
        List.of(),
        List.of(),
        Optional.empty(),
        message);
  }

  /** Puts readable names beside AWS's ids. */
  private List<FieldChange> labelled(List<FieldChange> changes) {
    return changes.stream()
        .map(change ->
            new FieldChange(
                change.path(),
                labelled(change.live()),
                labelled(change.desired()),
                change.onChange(),
                change.origin()))
        .toList();
  }

  private Shown labelled(Shown shown) {
    return shown instanceof Shown.Plain(Value value, Optional<String> label)
            && labels.containsKey(value.toString())
        ? new Shown.Plain(value, Optional.ofNullable(labels.get(value.toString())))
        : shown;
  }
}
