package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import steadystate.failure.FailureException;
import steadystate.kinds.Arns;
import steadystate.kinds.TaggedResources;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;

/**
 * What all kinds of EC2 have in common whose things have no name but the tag {@code Name}: they are
 * found by our tags, in one call, and where a wished one is missing, by that name.
 *
 * @param <T> the SDK's description of one
 */
public abstract class Ec2Thing<T> implements Kind {
  static final String NAME_TAG = "Name";

  /** EC2's limit on the values of one filter. */
  private static final int FILTER_VALUES = 200;

  private final String name;
  private final String type;

  /**
   * @param name the kind
   * @param type the word in its ARNs, such as {@code internet-gateway}
   */
  protected Ec2Thing(String name, String type) {
    this.name = name;
    this.type = type;
  }

  @Override
  public final String name() {
    return name;
  }

  /** Everything that fits, all pages. */
  protected abstract List<T> describe(Scope scope, Filter filter);

  protected abstract String idOf(T thing);

  protected abstract List<Tag> tagsOf(T thing);

  /** Its state in the shape of the kind; members that are not in it are dropped. */
  protected abstract Value.Entries modelOf(Scope scope, T thing, Optional<Declared> wish);

  protected Health healthOf(T thing) {
    return Health.READY;
  }

  /** What others may refer to besides {@code id} and {@code arn}. */
  protected Attributes attributesOf(T thing, Attributes usual) {
    return usual;
  }

  protected Optional<java.time.Instant> createdAt(T thing) {
    return Optional.empty();
  }

  /** Sends the delete; an id that is gone may answer with an error. */
  protected abstract void remove(Scope scope, Live live);

  /** Codes that mean that it is gone already. */
  protected abstract Set<String> goneCodes();

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    if (wanted.isEmpty() && !TaggedResources.has(scope, ":ec2:")) {
      return new Observation(List.of());
    }
    Map<String, T> things = new LinkedHashMap<>();
    ours(scope).forEach(thing -> things.put(idOf(thing), thing));
    for (T thing : named(scope, unseen(scope, wanted, things.values().stream().toList()))) {
      things.putIfAbsent(idOf(thing), thing);
    }
    List<Live> found = new ArrayList<>();
    things.values().stream()
        .sorted(Comparator.comparing(this::idOf))
        .forEach(thing -> {
          Map<String, String> tags = tags(thing);
          Whose.id(scope, name, tags, wanted, d -> isNamed(d, tags))
              .map(id -> live(scope, id, thing, tags, wanted))
              .ifPresent(found::add);
        });
    return new Observation(found);
  }

  /** Everything of the kind that carries the environment's tag, asked once in a pass. */
  final List<T> ours(Scope scope) {
    return scope.once(
        "ec2 " + name + " by tag",
        () -> describe(scope, filter("tag:" + Owner.ENVIRONMENT, List.of(scope.environment()))));
  }

  /** The id of each of ours by the key in its tags. */
  final Map<ResourceId, T> byId(Scope scope) {
    Map<ResourceId, T> byId = new LinkedHashMap<>();
    ours(scope).stream()
        .sorted(Comparator.comparing(this::idOf))
        .forEach(thing ->
            Whose.id(scope, name, tags(thing), List.of(), d -> false)
                .ifPresent(id -> byId.putIfAbsent(id, thing)));
    return byId;
  }

  private List<Declared> unseen(Scope scope, List<Declared> wanted, List<T> ours) {
    Set<ResourceId> seen = new TreeSet<>();
    ours.forEach(
        thing -> Whose.id(scope, name, tags(thing), List.of(), d -> false).ifPresent(seen::add));
    return wanted.stream().filter(d -> !seen.contains(d.id())).toList();
  }

  private List<T> named(Scope scope, List<Declared> wanted) {
    List<String> names =
        wanted.stream().flatMap(d -> nameTag(d).stream()).distinct().sorted().toList();
    List<T> found = new ArrayList<>();
    for (int from = 0; from < names.size(); from += FILTER_VALUES) {
      List<String> batch = names.subList(from, Math.min(names.size(), from + FILTER_VALUES));
      found.addAll(describe(scope, filter("tag:" + NAME_TAG, batch)));
    }
    return found;
  }

  private static Optional<String> nameTag(Declared declared) {
    return declared.model().map("tags").flatMap(tags -> tags.text(NAME_TAG));
  }

  private static boolean isNamed(Declared declared, Map<String, String> tags) {
    return nameTag(declared).filter(wished -> wished.equals(tags.get(NAME_TAG))).isPresent();
  }

  private Live live(
      Scope scope, ResourceId id, T thing, Map<String, String> tags, List<Declared> wanted) {
    Optional<Declared> wish = wanted.stream().filter(d -> d.id().equals(id)).findFirst();
    Attributes attributes = attributesOf(thing, attributes(scope, idOf(thing)));
    return new Live(
        id,
        attributes.require("arn"),
        modelOf(scope, thing, wish),
        tags,
        attributes,
        healthOf(thing),
        createdAt(thing),
        Map.of());
  }

  protected final Attributes attributes(Scope scope, String id) {
    return Attributes.of("id", id).with("arn", Arns.of(scope, "ec2", type + "/" + id));
  }

  /** Its id, which ends its ARN. */
  static String idOf(Live live) {
    return live.arn().substring(live.arn().lastIndexOf('/') + 1);
  }

  private Map<String, String> tags(T thing) {
    return Ec2Tags.map(tagsOf(thing));
  }

  @Override
  public final void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    Ec2Tags.change(scope, idOf(live), put, remove);
  }

  @Override
  public void delete(Scope scope, Live live) {
    try {
      remove(scope, live);
    } catch (FailureException e) {
      if (goneCodes().stream().noneMatch(e::is)) {
        throw e;
      }
    }
  }

  protected static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
