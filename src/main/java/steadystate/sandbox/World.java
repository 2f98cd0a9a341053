package steadystate.sandbox;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * All state of one region at one moment: tables of immutable rows. A draft copies a table when it
 * first changes it, so a failed call leaves nothing behind and an old world stays readable.
 */
public final class World {
  private static final Table<Long> COUNTERS = new Table<>("counters");

  private final Map<String, Map<String, Object>> tables;
  private final Map<String, Rows> drafts = new HashMap<>();
  private final Set<String> touched = new HashSet<>();
  private final Map<String, Set<String>> hidden;
  private boolean frozen;

  private World(Map<String, Map<String, Object>> tables, Map<String, Set<String>> hidden) {
    this.tables = tables;
    this.hidden = hidden;
  }

  static World empty() {
    return new World(new HashMap<>(), Map.of()).freeze();
  }

  /** A world that may be changed while this one stays as it is; frozen, it is one like this. */
  World draft() {
    return new World(new HashMap<>(tables), Map.of());
  }

  /** This world without some rows, as a replica that has not heard of them yet would show it. */
  World without(Map<String, Set<String>> rows) {
    return new World(tables, rows);
  }

  World freeze() {
    frozen = true;
    drafts.forEach((name, rows) -> tables.put(name, rows.content()));
    drafts.clear();
    return this;
  }

  /** The rows by key, in order of insertion. Writable in a draft, read-only otherwise. */
  public <V> Map<String, V> table(Table<V> key) {
    touched.add(key.name());
    if (frozen || !hidden.isEmpty()) {
      return Collections.unmodifiableMap(shown(key));
    }
    return cast(drafts.computeIfAbsent(key.name(), name -> new Rows(rows(name))));
  }

  /** The names of the tables that were asked for since this world was made. */
  Set<String> touched() {
    return touched;
  }

  Map<String, Object> rows(String name) {
    return tables.getOrDefault(name, Map.of());
  }

  /** A number that was not given before, so that ids and tokens are the same in every run. */
  public long next(String counter) {
    return table(COUNTERS).merge(counter, 1L, Long::sum);
  }

  private <V> Map<String, V> shown(Table<V> key) {
    Map<String, Object> rows = rows(key.name());
    Set<String> unseen = hidden.getOrDefault(key.name(), Set.of());
    if (unseen.isEmpty()) {
      return cast(rows);
    }
    Map<String, Object> rest = new LinkedHashMap<>(rows);
    rest.keySet().removeAll(unseen);
    return cast(rest);
  }

  /** A table's name says the type of its rows; only {@link Table} constants make the link. */
  @SuppressWarnings("unchecked")
  private static <V> Map<String, V> cast(Map<String, Object> rows) {
    return (Map<String, V>) (Map<String, ?>) rows;
  }
}
