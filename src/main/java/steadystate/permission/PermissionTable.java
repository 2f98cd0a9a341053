package steadystate.permission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What each kind asks AWS for; the file {@code actions.txt} says in which form it is written. */
public final class PermissionTable {
  /** Needed whatever a spec says. */
  static final String EVERY = "every";

  /** What is read to know how an account stands. */
  static final String FREE_TIER = "freeTier";

  /** What is read to find what nobody uses. */
  static final String ORPHANS = "orphans";

  private static final PermissionTable ONE = new PermissionTable(text());

  private final Map<String, List<Permission>> byKind = new LinkedHashMap<>();

  private PermissionTable(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
      if (line.startsWith(" ")) {
        lines.add(lines.removeLast() + " " + line.strip());
      } else {
        lines.add(line);
      }
    }
    List<Permission> open = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("[")) {
        open = new ArrayList<>();
        byKind.put(line.substring(1, line.length() - 1), open);
      } else {
        open.add(permission(line));
      }
    }
  }

  /** The one that comes with the program. */
  public static PermissionTable get() {
    return ONE;
  }

  /** The kinds it knows, and a few words that are none. */
  public Set<String> kinds() {
    return Set.copyOf(byKind.keySet());
  }

  /** Every action that the program itself calls. */
  public Set<String> called() {
    Set<String> called = new TreeSet<>();
    byKind.values().forEach(list -> list.forEach(one -> called.addAll(one.actions())));
    return called;
  }

  List<Permission> of(String kind) {
    return List.copyOf(byKind.getOrDefault(kind, List.of()));
  }

  private static Permission permission(String line) {
    String[] halves = line.split(" {2,}", 2);
    String[] where = halves[0].split(" ", 2);
    List<String> called = new ArrayList<>();
    List<String> looked = new ArrayList<>();
    for (String action : halves[1].strip().split(" +")) {
      if (action.startsWith("+")) {
        looked.add(action.substring(1));
      } else {
        called.add(action);
      }
    }
    Optional<String> condition = where.length == 1 ? Optional.empty() : Optional.of(where[1]);
    return new Permission(List.of(where[0].split(",")), condition, called, looked);
  }

  private static String text() {
    try (InputStream in =
        Objects.requireNonNull(
            PermissionTable.class.getResourceAsStream("/steadystate/permission/actions.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
