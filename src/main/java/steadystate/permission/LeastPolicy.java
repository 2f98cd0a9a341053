package steadystate.permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.resource.Declared;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;

/** The least that AWS must allow so that environments can be kept true to their specs. */
public final class LeastPolicy {
  private static final PermissionTable TABLE = PermissionTable.get();

  private static final String READS = "ReadEverything";

  private final List<String> kinds;
  private final SortedSet<String> reads = new TreeSet<>();
  private final SequencedMap<String, Statement> statements = new LinkedHashMap<>();

  private LeastPolicy(List<String> kinds) {
    this.kinds = kinds;
  }

  /**
   * Policies for the role of a controller, account by account.
   *
   * @param kinds every kind there is, in the order of building: what left a spec is looked for too
   */
  public static List<AccessPolicy> of(List<Environment> environments, List<String> kinds) {
    SortedMap<String, List<Environment>> byAccount = new TreeMap<>();
    environments.forEach(one ->
        byAccount.computeIfAbsent(one.settings().account(), a -> new ArrayList<>()).add(one));
    List<AccessPolicy> policies = new ArrayList<>();
    byAccount.forEach((account, those) -> {
      String name = byAccount.size() == 1 ? "steadystate" : "steadystate-" + account;
      policies.addAll(AccessPolicy.of(name, account, new LeastPolicy(kinds).statements(those)));
    });
    return policies;
  }

  /**
   * What must be allowed so that resources of these kinds can be written, apart from reading.
   *
   * @param kinds those that are written
   */
  public static List<Statement> writes(Environment environment, List<String> kinds) {
    return new LeastPolicy(kinds)
        .statements(List.of(environment)).stream()
            .filter(statement -> !statement.sid().equals(READS))
            .toList();
  }

  private List<Statement> statements(List<Environment> environments) {
    read(PermissionTable.EVERY);
    read(PermissionTable.ORPHANS);
    read(PermissionTable.FREE_TIER);
    kinds.forEach(this::read);
    environments.forEach(this::add);
    List<Statement> all = new ArrayList<>();
    all.add(new Statement(READS, reads, new TreeSet<>(List.of("*")), new TreeMap<>()));
    all.addAll(statements.values());
    return all;
  }

  /** Describing cannot be narrowed in most of AWS, and nothing is sure to be gone unread. */
  private void read(String kind) {
    TABLE.of(kind).stream()
        .filter(one -> one.everywhere() && one.condition().isEmpty())
        .forEach(one -> reads.addAll(one.all()));
  }

  private void add(Environment environment) {
    Openings openings = new Openings(environment);
    // What the mode leaves out is deleted when the mode changes, and made again.
    Set<String> there =
        Stream.concat(
                environment.declared().stream().map(Declared::id), environment.leftOut().stream())
            .map(ResourceId::kind)
            .collect(Collectors.toSet());
    List<String> wanted = kinds.stream().filter(there::contains).toList();
    for (String kind : wanted) {
      int number = 0;
      for (Permission permission : TABLE.of(kind)) {
        if (!permission.everywhere() || permission.condition().isPresent()) {
          number++;
          add(
              sid(kind, number, permission),
              permission,
              environment.name(),
              openings.of(kind, permission));
        }
      }
    }
    passed(environment);
  }

  private void passed(Environment environment) {
    for (Declared declared : environment.declared()) {
      if (!kinds.contains(declared.id().kind())) {
        continue;
      }
      PassedRoles.of(environment, declared)
          .forEach((service, roles) -> {
            SortedMap<String, SortedSet<String>> condition = new TreeMap<>();
            condition.put("iam:PassedToService", new TreeSet<>(List.of(service)));
            merge(
                "PassRolesTo" + word(service.replace(".amazonaws.com", "")),
                List.of("iam:PassRole"),
                roles,
                condition);
          });
    }
  }

  private void add(
      String sid, Permission permission, String environment, SortedSet<String> resources) {
    if (resources.isEmpty()) {
      return;
    }
    SortedMap<String, SortedSet<String>> conditions = new TreeMap<>();
    permission
        .condition()
        .map(word -> condition(word, environment))
        .ifPresent(one -> conditions.put(one.getKey(), new TreeSet<>(List.of(one.getValue()))));
    merge(sid, permission.all(), resources, conditions);
  }

  private static Map.Entry<String, String> condition(String word, String environment) {
    return switch (word) {
      case "requested" -> Map.entry("aws:RequestTag/" + Owner.ENVIRONMENT, environment);
      case "ours" -> Map.entry("aws:ResourceTag/" + Owner.ENVIRONMENT, environment);
      default ->
          Map.entry("iam:AWSServiceName", word.substring("for ".length()) + ".amazonaws.com");
    };
  }

  /** Two environments ask for the same on other things: one statement. */
  private void merge(
      String sid,
      List<String> actions,
      SortedSet<String> resources,
      SortedMap<String, SortedSet<String>> conditions) {
    Statement now = new Statement(sid, new TreeSet<>(actions), resources, conditions);
    statements.merge(
        sid,
        now,
        (before, more) -> {
          SortedSet<String> both = new TreeSet<>(before.resources());
          both.addAll(more.resources());
          SortedMap<String, SortedSet<String>> values = new TreeMap<>();
          Stream.of(before.conditions(), more.conditions())
              .forEach(c ->
                  c.forEach(
                      (key, set) -> values.computeIfAbsent(key, k -> new TreeSet<>()).addAll(set)));
          return new Statement(sid, before.actions(), both, values);
        });
  }

  /** {@code SecurityGroupMake}, {@code SecurityGroupChange}. */
  private static String sid(String kind, int number, Permission permission) {
    Optional<String> condition = permission.condition();
    String what =
        condition.filter(word -> word.startsWith("for ")).isPresent()
            ? "ServiceRole"
            : condition.map(word -> word.equals("requested") ? "Make" : "Change").orElse("Use");
    return word(kind) + what + number;
  }

  private static String word(String name) {
    StringBuilder out = new StringBuilder();
    for (String piece : name.split("[^A-Za-z0-9]+")) {
      out.append(Character.toUpperCase(piece.charAt(0))).append(piece.substring(1));
    }
    return out.toString();
  }
}
