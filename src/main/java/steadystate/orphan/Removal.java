package steadystate.orphan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.plan.Hold;
import steadystate.resource.ResourceId;

/**
 * A plan that deletes orphans of one account and region, in the order in which they can go.
 *
 * @param fingerprint {@code sha256:…} over what goes and what is known of it; an approval and a
 *     saved plan are bound to it
 */
public record Removal(String account, String region, List<Line> lines, String fingerprint) {
  public Removal {
    lines = List.copyOf(lines);
  }

  /**
   * One thing that goes.
   *
   * @param held why not without a person; empty when it may
   */
  public record Line(Orphan orphan, Optional<Hold> held) {
    public ResourceId resource() {
      return orphan.thing().resource();
    }
  }

  /** All but those of other installations, which are not ours to delete. */
  public static Removal of(Orphans orphans, List<Environment> environments) {
    List<Orphan> going =
        orphans.all().stream()
            .filter(one -> one.whose().by() != Whose.By.ANOTHER)
            .sorted(
                Comparator.comparing((Orphan one) -> one.thing().sort())
                    .thenComparing(one -> one.thing().resource()))
            .toList();
    Map<String, Environment> byName =
        environments.stream()
            .collect(Collectors.toMap(Environment::name, Function.identity(), (a, b) -> a));
    boolean many = going.size() > Settings.MAX_DELETES;
    return new Removal(
        orphans.account(),
        orphans.region(),
        going.stream().map(one -> new Line(one, hold(one, byName, many))).toList(),
        fingerprint(orphans, going));
  }

  /** The same with those alone that an earlier plan had. */
  public static Removal of(
      Orphans orphans, List<Environment> environments, Set<ResourceId> wanted) {
    List<Orphan> some =
        orphans.all().stream().filter(one -> wanted.contains(one.thing().resource())).toList();
    return of(
        new Orphans(orphans.account(), orphans.region(), orphans.at(), some, orphans.unread()),
        environments);
  }

  private static Optional<Hold> hold(Orphan one, Map<String, Environment> byName, boolean many) {
    Optional<Environment> own = one.whose().environment().map(byName::get);
    if (own.filter(e -> e.settings().dryRun() || e.settings().suspended().isPresent())
        .isPresent()) {
      return Optional.of(new Hold.Waits("environment " + own.get().name() + " may not be written"));
    }
    if (one.thing().sort().stateful()) {
      return approval("it holds what cannot be made again");
    }
    if (one.whose().by() == Whose.By.UNKNOWN) {
      return approval("no tag says that it is ours");
    }
    return many ? approval("more deletes at once than " + Settings.MAX_DELETES) : Optional.empty();
  }

  private static Optional<Hold> approval(String reason) {
    return Optional.of(new Hold.NeedsApproval(reason));
  }

  /** What nobody has to let go, or what somebody has. */
  public List<Line> due(boolean approved) {
    return lines.stream()
        .filter(line ->
            line.held().isEmpty() || (approved && line.held().get() instanceof Hold.NeedsApproval))
        .toList();
  }

  private static String fingerprint(Orphans orphans, List<Orphan> going) {
    StringBuilder text = new StringBuilder(orphans.account()).append('\n').append(orphans.region());
    for (Orphan one : going) {
      Thing thing = one.thing();
      text.append('\n').append(thing.sort()).append(' ').append(thing.id());
      text.append(' ').append(thing.createdAt().map(Object::toString).orElse("-"));
      text.append(' ').append(new java.util.TreeMap<>(thing.tags()));
      text.append(' ').append(new java.util.TreeMap<>(thing.facts()));
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
