package steadystate.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import steadystate.environment.SpecFile;
import steadystate.environment.SpecFiles;
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
          Map.entry("scheduledTasks", "ecs.yaml"),
          Map.entry("databases", "rds.yaml"),
          Map.entry("repositories", "ecr.yaml"),
          Map.entry("buckets", "s3.yaml"),
          Map.entry("instances", "instances.yaml"),
          Map.entry("roles", "iam.yaml"),
          Map.entry("connections", "pipeline.yaml"),
          Map.entry("pipelines", "pipeline.yaml"));

  private final Drafts drafts;
  private final List<Ignored> ignored;
  private final List<String> remarks;

  /** A field that the environment leaves alone, and why. */
  record Ignored(String resource, String field, String reason) {}

  Pages(Drafts drafts, List<Ignored> ignored, List<String> remarks) {
    this.drafts = drafts;
    this.ignored = ignored;
    this.remarks = remarks;
  }

  /** By their names in the folder of the environment. */
  SortedMap<String, String> texts() {
    SortedMap<String, StringBuilder> files = new TreeMap<>();
    files.put(REST, new StringBuilder(head(remarks)).append(settings()));
    List<String> done = new ArrayList<>();
    for (Draft draft : drafts.all()) {
      String section = draft.section().key();
      String written = done.contains(section) ? "" : section(section);
      done.add(section);
      if (!written.isEmpty()) {
        files
            .computeIfAbsent(
                HOMES.getOrDefault(section, REST), f -> new StringBuilder(head(List.of())))
            .append(written);
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

  private String settings() {
    StringBuilder text = new StringBuilder();
    text.append("  account: \"").append(drafts.account()).append("\"\n");
    text.append("  region: ").append(SpecText.text(drafts.region())).append('\n');
    text.append("  reconcile:\n");
    text.append("    adopt: matching # take over what has the written name and is nobody's\n");
    if (!ignored.isEmpty()) {
      text.append("  ignore:\n");
    }
    for (Ignored one : ignored) {
      text.append("    - resource: ").append(SpecText.text(one.resource())).append('\n');
      text.append("      fields: [").append(SpecText.text(one.field())).append("]\n");
      text.append("      reason: ").append(SpecText.text(one.reason())).append('\n');
    }
    return text.toString();
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

  /** The name first, then the members in the order of the documentation. */
  private Entries written(Draft draft) {
    Entries out = Entries.EMPTY;
    if (draft.name().isPresent()) {
      out = out.with("name", Value.text(draft.name().get()));
    }
    for (String member : drafts.shapes().entry(draft.section()).members().keySet()) {
      if (draft.value().get(member).isPresent()) {
        out = out.with(member, draft.value().get(member).get());
      }
    }
    return out;
  }

  private Shape.Structure shape(Draft draft) {
    Shape.Structure shape = drafts.shapes().entry(draft.section());
    return shape.with("name", Member.of(Shape.Scalar.of(Shape.Type.TEXT)));
  }
}
