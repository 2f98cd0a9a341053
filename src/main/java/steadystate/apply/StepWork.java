package steadystate.apply;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import steadystate.drift.Comparison;
import steadystate.drift.FieldChange;
import steadystate.drift.Matching;
import steadystate.drift.TimesToLive;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Step;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Owner;
import steadystate.resource.Patch;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** Turns one step into calls of its kind, with what the steps before have learned. */
public final class StepWork implements Executor.Work {
  private final Catalogue catalogue;
  private final Environment environment;
  private final Scope scope;
  private final Supplier<Scope> freshScope;
  private final InstantSource clock;
  private final ConcurrentMap<ResourceId, Attributes> known;
  private final ConcurrentMap<String, List<Live>> reread = new ConcurrentHashMap<>();

  /**
   * @param known attributes of what stands; creates add theirs
   * @param freshScope a scope that remembers nothing, for a look just before a delete
   */
  public StepWork(
      Catalogue catalogue,
      Environment environment,
      Scope scope,
      Supplier<Scope> freshScope,
      InstantSource clock,
      Map<ResourceId, Attributes> known) {
    this.catalogue = catalogue;
    this.environment = environment;
    this.scope = scope;
    this.freshScope = freshScope;
    this.clock = clock;
    this.known = new ConcurrentHashMap<>(known);
  }

  @Override
  public void carryOut(Step step) {
    try {
      switch (step.verb()) {
        case CREATE -> create(step);
        case COMPLETE -> complete(step);
        case UPDATE, ADOPT -> update(step);
        case DETACH -> catalogue.kind(step.resource()).detach(scope, step.live().orElseThrow());
        case RELEASE -> release(step);
        case DELETE -> delete(step);
      }
    } finally {
      scope.forget();
    }
  }

  private void create(Step step) {
    Declared declared = step.declared().orElseThrow();
    Kind kind = catalogue.kind(declared.id());
    Value.Entries first = declared.model().without(kind.model().deferred());
    Wish wish = resolved(kind, declared.model(first), declared);
    known.put(declared.id(), kind.create(scope, dated(wish), step.change().superseded()));
  }

  /**
   * What has a time to live carries the moment of its making, for AWS does not tell all of them.
   */
  private Wish dated(Wish wish) {
    if (wish.declared().lifecycle().timeToLive().isEmpty()) {
      return wish;
    }
    Map<String, String> tags = new HashMap<>(wish.tags());
    tags.put(Owner.CREATED, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    return new Wish(wish.declared(), wish.model(), tags);
  }

  /** The body is read back first, because AWS gives a new one members of its own. */
  private void complete(Step step) {
    Declared declared = step.declared().orElseThrow();
    Kind kind = catalogue.kind(declared.id());
    Wish wish = resolved(kind, declared);
    Live body =
        kind.observe(freshScope.get(), List.of(declared)).found().stream()
            .filter(live -> isNew(step, live))
            .findFirst()
            .orElseThrow(() -> notVisible(declared.id()));
    Live live = canonical(kind, body);
    Set<FieldPath> changed = new TreeSet<>();
    for (FieldChange change : Comparison.of(kind.model(), live.model(), wish.model())) {
      boolean deferred =
          kind.model().member(change.path().head()).map(Member::deferred).orElse(false);
      if (deferred) {
        changed.add(change.path());
      }
    }
    if (!changed.isEmpty()) {
      kind.update(scope, live, wish, changed);
    }
  }

  private boolean isNew(Step step, Live live) {
    boolean old = step.change().superseded().stream().anyMatch(o -> o.arn().equals(live.arn()));
    return live.id().equals(step.resource()) && isOurs(live) && !old;
  }

  private boolean isOurs(Live live) {
    return Owner.isOurs(live.tags(), environment.name(), live.id(), scope.installation());
  }

  private static FailureException notVisible(ResourceId id) {
    return new FailureException(
        new Failure.Busy("NotVisibleYet", id + " was made and AWS does not show it yet"));
  }

  private void update(Step step) {
    Declared declared = step.declared().orElseThrow();
    Kind kind = catalogue.kind(declared.id());
    Live live = step.live().orElseThrow();
    Wish wish = leavingAlone(kind, live, resolved(kind, declared));
    Set<FieldPath> changed = new TreeSet<>();
    step.change().fields().stream()
        .map(FieldChange::path)
        .filter(path -> !path.head().equals("tags"))
        .filter(path -> !step.lingering().contains(path))
        .forEach(changed::add);
    if (!changed.isEmpty()) {
      kind.update(scope, live, wish, changed);
    }
    known.put(declared.id(), kind.offers(live, wish));
    if (kind.tagged()) {
      tag(kind, live, step.lingering().isEmpty() ? wish : unfinished(live, wish));
    }
  }

  /** Until what lingers has gone, the hash stays the old one: the spec was not applied whole. */
  private static Wish unfinished(Live live, Wish wish) {
    Map<String, String> tags = new HashMap<>(wish.tags());
    Optional.ofNullable(live.tags().get(Owner.SPEC)).ifPresent(hash -> tags.put(Owner.SPEC, hash));
    return new Wish(wish.declared(), wish.model(), tags);
  }

  /** Tags come last: the hash on a resource says that its content has been applied. */
  private void tag(Kind kind, Live live, Wish wish) {
    boolean dateless = TimesToLive.createdAt(live).isEmpty();
    Map<String, String> put = new HashMap<>((dateless ? dated(wish) : wish).tags());
    put.entrySet().removeIf(tag -> tag.getValue().equals(live.tags().get(tag.getKey())));
    Set<String> remove =
        live.tags().containsKey(Owner.DELETION) && !wish.tags().containsKey(Owner.DELETION)
            ? Set.of(Owner.DELETION)
            : Set.of();
    if (!put.isEmpty() || !remove.isEmpty()) {
      kind.tag(scope, live, put, remove);
    }
  }

  private void release(Step step) {
    Live live = step.live().orElseThrow();
    Set<String> ours = new TreeSet<>();
    live.tags().keySet().stream().filter(Owner::isOurKey).forEach(ours::add);
    catalogue.kind(live.id()).tag(scope, live, Map.of(), ours);
  }

  /** Looks once more, because what was true when the plan was made may have changed. */
  private void delete(Step step) {
    Live planned = step.live().orElseThrow();
    Kind kind = catalogue.kind(planned.id());
    Optional<Live> now =
        reread.computeIfAbsent(kind.name(), unused -> look(kind)).stream()
            .filter(live -> live.arn().equals(planned.arn()))
            .findFirst();
    if (now.isEmpty()) {
      return;
    }
    boolean same =
        now.get().id().equals(planned.id())
            && (!kind.tagged() || isOurs(now.get()))
            && java.util.Objects.equals(
                now.get().tags().get(Owner.SPEC), planned.tags().get(Owner.SPEC))
            && (!kind.losesNothing(planned) || kind.losesNothing(now.get()));
    if (!same) {
      throw new FailureException(
          new Failure.Rejected(
              "ChangedSincePlanned",
              planned.id() + " was changed by somebody since the plan was made; not deleted"));
    }
    kind.delete(scope, now.get());
  }

  private List<Live> look(Kind kind) {
    List<Declared> wanted =
        environment.declared().stream().filter(d -> d.id().kind().equals(kind.name())).toList();
    return kind.observe(freshScope.get(), wanted).found().stream()
        .map(live -> canonical(kind, live))
        .toList();
  }

  private static Live canonical(Kind kind, Live live) {
    return live.model(Canonical.form(kind.model(), live.model()));
  }

  private Wish resolved(Kind kind, Declared declared) {
    return resolved(kind, declared, declared);
  }

  /**
   * @param part what is sent, perhaps without some members
   * @param whole what the tags speak of
   */
  private Wish resolved(Kind kind, Declared part, Declared whole) {
    Map<String, String> tags = wish(kind, whole).tags();
    Wish wish = new Wish(whole, wish(kind, part).model(), tags);
    Set<Value.Part.Attribute> open = References.attributes(wish.model());
    if (!open.isEmpty()) {
      throw new Untried(
          open.stream()
              .map(attribute -> "the %s of %s".formatted(attribute.name(), attribute.resource()))
              .collect(Collectors.joining(", ", "it waits for ", "")));
    }
    return wish;
  }

  private Wish wish(Kind kind, Declared declared) {
    return Matching.wish(kind, declared, environment.name(), scope.installation(), this::lookUp);
  }

  private Optional<String> lookUp(ResourceId id, String attribute) {
    return Optional.ofNullable(known.get(id)).flatMap(a -> a.get(attribute));
  }

  /** Fields under an ignore rule, of another owner, or that have to wait are sent as they live. */
  private Wish leavingAlone(Kind kind, Live live, Wish wish) {
    Value model = wish.model();
    for (FieldChange change : Comparison.of(kind.model(), live.model(), wish.model())) {
      boolean ignored =
          environment.settings().ignore().stream()
              .filter(rule -> rule.resource().equals(wish.id().toString()))
              .map(Settings.Ignore::fields)
              .anyMatch(fields -> fields.stream().anyMatch(change.path()::isWithin));
      if (ignored || live.leavesAlone(change.path())) {
        Optional<Value> there = Patch.at(kind.model(), live.model(), change.path());
        model = Patch.put(kind.model(), model, change.path(), there);
      }
    }
    return new Wish(wish.declared(), (Value.Entries) model, wish.tags());
  }
}
