package steadystate.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import steadystate.orphan.Sort;
import steadystate.orphan.Warehouse.Place;
import steadystate.resource.ResourceId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans about orphans, kept in a file: what goes, and the fingerprint of what was known of it. */
final class SavedRemovals {
  static final String KIND = "OrphanPlan";

  private SavedRemovals() {}

  /** What one plan is bound to. */
  record Bound(Place place, String fingerprint, Set<ResourceId> resources) {
    Bound {
      resources = Set.copyOf(resources);
    }

    /** What has to be looked at to carry it out. */
    Set<Sort> sorts() {
      Set<Sort> sorts = EnumSet.noneOf(Sort.class);
      resources.forEach(id -> Sort.of(id.kind()).ifPresent(sorts::add));
      return sorts;
    }
  }

  /** Whether a file holds such plans, and not those of environments. */
  static boolean holds(Path file) throws IOException {
    return documents(file).stream().anyMatch(one -> one.path("kind").asString("").equals(KIND));
  }

  static List<Bound> read(Path file) throws IOException {
    List<Bound> all = new ArrayList<>();
    for (JsonNode plan : documents(file)) {
      Set<ResourceId> resources = new TreeSet<>();
      plan.path("changes")
          .forEach(change ->
              resources.add(
                  new ResourceId(
                      change.path("kind").asString(""),
                      change.path("resource").asString("").replaceFirst("^[^/]*/", ""))));
      all.add(
          new Bound(
              new Place(plan.path("account").asString(""), plan.path("region").asString("")),
              plan.path("fingerprint").asString(""),
              resources));
    }
    return all;
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try {
      JsonNode content =
          JsonMapper.shared().readTree(Files.readString(file, StandardCharsets.UTF_8));
      List<JsonNode> all = new ArrayList<>();
      if (content.path("kind").asString("").equals("List")) {
        content.path("items").forEach(all::add);
      } else {
        all.add(content);
      }
      return all;
    } catch (JacksonException broken) {
      throw new IOException(file + " is no JSON", broken);
    }
  }
}
