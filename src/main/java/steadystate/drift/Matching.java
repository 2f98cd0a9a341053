package steadystate.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.observe.Sighting;
import steadystate.resource.Attributes;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Lifecycle;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Owner;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** Finds for every wished resource the body that stands for it. Pure. */
public final class Matching {
  private final Catalogue catalogue;
  private final Environment environment;
  private final Sighting sighting;
  private final String installation;
  private final Map<ResourceId, Attributes> known = new HashMap<>();
  private final Map<ResourceId, Match> matches = new LinkedHashMap<>();

  /**
   * What was found for one wish.
   *
   * @param standing the body that is compared with the wish
   * @param adopted whether that body is not ours yet
   * @param others bodies of ours that must go
   * @param strangers bodies of the wished name that are not ours
   * @param leaving bodies of ours that are being deleted
   */
  public record Match(
      Optional<Live> standing,
      boolean adopted,
      List<Live> others,
      List<Live> strangers,
      List<Live> leaving) {}

  public Matching(
      Catalogue catalogue, Environment environment, Sighting sighting, String installation) {
    this.catalogue = catalogue;
    this.environment = environment;
    this.sighting = sighting;
    this.installation = installation;
    for (Declared declared : Order.of(catalogue, environment.declared())) {
      Match match = match(declared);
      matches.put(declared.id(), match);
      Kind kind = catalogue.kind(declared.id());
      match
          .standing()
          .ifPresent(live -> known.put(declared.id(), kind.offers(live, wish(declared))));
    }
  }

  public Match of(ResourceId id) {
    return matches.getOrDefault(
        id, new Match(Optional.empty(), false, List.of(), List.of(), List.of()));
  }

  /** Attributes of what stands; others become known when they are made. */
  public Map<ResourceId, Attributes> known() {
    return Map.copyOf(known);
  }

  /** The body that stands for each wished resource. */
  public Map<ResourceId, Live> standing() {
    Map<ResourceId, Live> standing = new LinkedHashMap<>();
    matches.forEach((id, match) -> match.standing().ifPresent(live -> standing.put(id, live)));
    return standing;
  }

  /** The wish with everything in place that is known, and the tags it is sent with. */
  public Wish wish(Declared declared) {
    return wish(
        catalogue.kind(declared.id()), declared, environment.name(), installation, this::lookUp);
  }

  /** As {@link #wish(Declared)}, with what a running apply has learned meanwhile. */
  public static Wish wish(
      Kind kind,
      Declared declared,
      String environment,
      String installation,
      References.Known known) {
    Value.Entries resolved = References.resolve(kind.model(), declared.model(), known);
    Map<String, String> tags = new LinkedHashMap<>();
    declared
        .model()
        .map("tags")
        .ifPresent(written -> written.entries().forEach((k, v) -> tags.put(k, v.toString())));
    tags.putAll(
        Owner.tags(
            environment,
            declared.id(),
            installation,
            References.hash(References.content(declared.model(), known))));
    if (declared.lifecycle().deletionPolicy() != Lifecycle.DeletionPolicy.DELETE) {
      tags.put(Owner.DELETION, declared.lifecycle().deletionPolicy().word());
    }
    return new Wish(
        declared,
        steadystate.resource.Canonical.form(kind.model(), resolved).without("tags"),
        tags);
  }

  private Optional<String> lookUp(ResourceId id, String attribute) {
    return Optional.ofNullable(known.get(id)).flatMap(a -> a.get(attribute));
  }

  private Match match(Declared declared) {
    Kind kind = catalogue.kind(declared.id());
    Wish wish = wish(declared);
    List<Live> others = new ArrayList<>();
    List<Live> strangers = new ArrayList<>();
    List<Live> leaving = new ArrayList<>();
    Optional<Live> standing = Optional.empty();
    for (Live live : sighting.bodies(declared.id())) {
      if (!isOurs(kind, live)) {
        strangers.add(live);
      } else if (live.health() instanceof Health.Leaving) {
        leaving.add(live);
      } else if (standing.isEmpty() && stands(kind, live, wish)) {
        standing = Optional.of(live);
      } else {
        others.add(live);
      }
    }
    Optional<Live> adopted =
        standing.isEmpty() && others.isEmpty()
            ? strangers.stream()
                .filter(live -> mayAdopt(declared, live) && stands(kind, live, wish))
                .findFirst()
            : Optional.empty();
    return new Match(standing.or(() -> adopted), adopted.isPresent(), others, strangers, leaving);
  }

  /** Without tags there is no owner to see: such a thing is ours when its parent is. */
  private boolean isOurs(Kind kind, Live live) {
    return !kind.tagged() || Owner.isOurs(live.tags(), environment.name(), live.id(), installation);
  }

  /** Somebody else's tags of ownership are never overwritten. */
  private boolean mayAdopt(Declared declared, Live live) {
    boolean wanted = declared.lifecycle().adopt() || environment.settings().adopt();
    boolean foreign =
        live.tags().containsKey(Owner.ENVIRONMENT) || live.tags().containsKey(Owner.INSTALLATION);
    return wanted && !foreign && !(live.health() instanceof Health.Leaving);
  }

  private static boolean stands(Kind kind, Live live, Wish wish) {
    Shape.Structure replacing = Shape.Structure.empty();
    for (Map.Entry<String, Member> member : kind.model().members().entrySet()) {
      if (!member.getValue().deferred()) {
        replacing = replacing.with(member.getKey(), member.getValue());
      }
    }
    boolean same =
        Comparison.of(replacing, live.model(), wish.model()).stream()
            .noneMatch(change -> change.onChange() == Member.OnChange.REPLACE);
    return same && kind.standsFor(live, wish);
  }
}
