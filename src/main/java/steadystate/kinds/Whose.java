package steadystate.kinds;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import steadystate.resource.Declared;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;

/** Which resource of the environment something in AWS stands for. */
public final class Whose {
  private Whose() {}

  /**
   * The id that its tags say, when they say this environment; else the wished resource whose name
   * it has. Empty for a stranger.
   *
   * @param named whether it has the name of a wished resource
   */
  public static Optional<ResourceId> id(
      Scope scope,
      String kind,
      Map<String, String> tags,
      List<Declared> wanted,
      Predicate<Declared> named) {
    Optional<ResourceId> byTag =
        Optional.ofNullable(tags.get(Owner.RESOURCE))
            .filter(text -> scope.environment().equals(tags.get(Owner.ENVIRONMENT)))
            .filter(text -> text.startsWith(kind + "/") && text.length() > kind.length() + 1)
            .map(ResourceId::parse);
    return byTag.or(() -> wanted.stream().filter(named).map(Declared::id).findFirst());
  }
}
