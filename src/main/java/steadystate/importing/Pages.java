package steadystate.importing;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import steadystate.environment.reading.SpecFile;
import steadystate.environment.reading.SpecFiles;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** The files of a spec: one for each part of AWS, as people split them. */
final class Pages {
  private static final String REST = "environment.yaml";

  private static final Map<String, String> HOMES =
      Map.ofEntries(
          Map.entry("network", "vpc.yaml"),
          Map.entry("securityGroups", "vpc.yaml"),
          Map.entry("loadBalancers", "alb.yaml"),
          Map.entry("cluster", "ecs.yaml"),
          Map.entry("services", "ecs.yaml"),
          Map.entry("logGroups", "ecs.yaml"),
          Map.entry("namespaces", "ecs.yaml"),
          Map.entry("scheduledTasks", "ecs.yaml"),
          Map.entry("databases", "rds.yaml"),
          Map.entry("repositories", "ecr.yaml"),
          Map.entry("buckets", "s3.yaml"),
          Map.entry("instances", "instances.yaml"),
          Map.entry("roles", "iam.yaml"),
          Map.entry("connections", "pipeline.yaml"),
          Map.entry("pipelines", "pipeline.yaml"));

  private final Drafts drafts;
  private final Preamble preamble;
  private final List<String> remarks;

  Pages(Drafts drafts, Preamble preamble, List<String> remarks) {
    this.drafts = drafts;
    this.preamble = preamble;
    this.remarks = remarks;
  }

  /** By their names in the folder of the environment. */
  SortedMap<String, String> texts() {
    SortedMap<String, StringBuilder> files = new TreeMap<>();
    files.put(REST, new StringBuilder(head(remarks)).append(preamble.text(drafts)));
    for (String section : drafts.sections()) {
      String written = section(section);
      if (!written.isEmpty()) {
        StringBuilder file =
            files.computeIfAbsent(
                HOMES.getOrDefault(section, REST), f -> new StringBuilder(head(List.of())));
        file.append(file.toString().endsWith("spec:\n") ? "" : "\n").append(written);
      }
    }
    SortedMap<String, String> texts = new TreeMap<>();
    files.forEach((name, text) -> texts.put(name, text.toString()));
    return texts;
  }

  /** As a reader takes them. */
  SpecFiles read() {
    SortedMap<String, SpecFile> read = new TreeMap<>();
    texts()
        .forEach(
            (name, text) -> read.put(drafts.environment() + "/" + name, new SpecFile.Text(text)));
    return new SpecFiles("", read);
  }

  private String head(List<String> comment) {
    return SpecText.comment(comment, 0)
        + "apiVersion: steadystate/v1\nkind: Environment\nmetadata: {name: "
        + SpecText.text(drafts.environment())
        + "}\nspec:\n";
  }

  private String section(String key) {
    List<Draft> entries = drafts.of(key);
    if (entries.getFirst().section().single()) {
      Entries only = written(entries.getFirst());
      return only.entries().isEmpty()
          ? ""
          : SpecText.member(shape(entries.getFirst()), key, only, 2);
    }
    StringBuilder text = new StringBuilder("  " + key + ":\n");
    TreeSet<String> keys = new TreeSet<>(entries.stream().map(Draft::key).toList());
    for (String name : keys) {
      Draft draft = drafts.find(key, name).orElseThrow();
      text.append(SpecText.member(shape(draft), name, written(draft), 4));
    }
    return text.toString();
  }

  /** The name first, then the members as people write them, and the tags. */
  private Entries written(Draft draft) {
    Entries out = Entries.EMPTY;
    if (draft.name().isPresent()) {
      out = out.with("name", Value.text(draft.name().get()));
    }
    Set<String> order = new LinkedHashSet<>(draft.importer().order());
    order.addAll(drafts.shapes().entry(draft.section()).members().keySet());
    for (String member : order) {
      if (draft.value().get(member).isPresent()) {
        out = out.with(member, draft.value().get(member).get());
      }
    }
    Map<String, Value> tags = new LinkedHashMap<>();
    draft.tags().forEach((key, text) -> tags.put(key, Value.text(text)));
    return tags.isEmpty() ? out : out.with("tags", Value.entries(tags));
  }

  private Shape.Structure shape(Draft draft) {
    Shape.Structure shape = drafts.shapes().entry(draft.section());
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return shape.with("name", Member.of(text)).with("tags", Member.of(Shape.EntriesOf.of(text)));
  }
}
