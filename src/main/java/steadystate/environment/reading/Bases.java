package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;
import steadystate.yaml.YamlNode;

/** Follows {@code extends}, inside the root and nowhere else. */
final class Bases {
  private static final String EXTENDS = "extends";
  private static final int DEEPEST = 20;

  /**
   * A spec with its bases underneath.
   *
   * @param complete whether every base could be read, so that what is absent is not wished
   */
  record Effective(YamlNode.Mapping spec, boolean complete) {}

  /** What stands in one base, with the bases below it, and the mistakes on the way. */
  private record Base(Optional<YamlNode.Mapping> spec, boolean complete, Problems problems) {
    static final Base NONE = new Base(Optional.empty(), false, new Problems());
  }

  private final SpecFiles files;
  private final SortedMap<String, ReadFile> read;
  private final Map<String, Base> known = new HashMap<>();
  private final Set<String> used = new TreeSet<>();

  Bases(SpecFiles files, SortedMap<String, ReadFile> read) {
    this.files = files;
    this.read = read;
  }

  /** Files that some environment stands on. */
  Set<String> used() {
    return used;
  }

  /** The spec of several parts with all their bases underneath. */
  Effective effective(List<Part> parts, Problems problems) {
    return effective(parts, new LinkedHashSet<>(), problems);
  }

  private Effective effective(List<Part> parts, SequencedSet<String> way, Problems problems) {
    YamlNode.Mapping own = Merging.sideBySide(parts, problems);
    int before = problems.count();
    List<Target> targets = targets(parts, problems);
    boolean complete = problems.count() == before;
    Optional<YamlNode.Mapping> below = Optional.empty();
    for (Target target : targets) {
      Base base = base(target, way, problems);
      complete &= base.complete();
      if (base.spec().isPresent()) {
        YamlNode.Mapping spec = base.spec().get();
        below = Optional.of(below.map(b -> Merging.over(spec, b)).orElse(spec));
      }
    }
    YamlNode.Mapping rest = without(own);
    return new Effective(below.map(under -> Merging.over(rest, under)).orElse(rest), complete);
  }

  /**
   * @param path below the root, a file or a folder; the root itself is empty
   */
  private record Target(String path, YamlNode.Scalar written, String field) {}

  private List<Target> targets(List<Part> parts, Problems problems) {
    List<Target> targets = new ArrayList<>();
    for (Part part : parts) {
      Optional<YamlNode> written = PartReader.child(part.spec(), EXTENDS);
      if (written.isPresent() && written.get() instanceof YamlNode.Sequence list) {
        for (int i = 0; i < list.items().size(); i++) {
          target(part, list.items().get(i), Paths.index("spec.extends", i), problems)
              .ifPresent(targets::add);
        }
      } else if (written.isPresent() && !ShapeReader.isNull(written.get())) {
        YamlNode node = written.get();
        String message = ShapeReader.expected("a list", node, new Spot("", node.at()));
        problems.add(
            new Problem(
                "wrong-type", node.at(), "spec.extends", message, "write `extends: [../base]`"));
      }
    }
    return targets;
  }

  private Optional<Target> target(Part part, YamlNode item, String field, Problems problems) {
    if (!(item instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      String message = ShapeReader.expected("a path", item, new Spot("", item.at()));
      problems.add(new Problem("wrong-type", item.at(), field, message));
      return Optional.empty();
    }
    Optional<String> path = resolve(part.folder(), scalar.text());
    if (path.isEmpty()) {
      problems.add(
          new Problem(
              "outside-root",
              scalar.at(),
              field,
              Quoted.of(scalar.text()) + " leaves the folder " + files.shown(""),
              "bases are named relative to this file, and live in the same folder of"
                  + " environments"));
    }
    return path.map(p -> new Target(p, scalar, field));
  }

  /** Empty when the way leads out of the root. */
  private static Optional<String> resolve(String folder, String written) {
    boolean absolute = written.startsWith("/") || written.matches("[A-Za-z]:.*");
    if (absolute || written.contains("\\") || written.contains("\0")) {
      return Optional.empty();
    }
    List<String> way = new ArrayList<>(folder.isEmpty() ? List.of() : List.of(folder.split("/")));
    for (String step : written.split("/")) {
      if (step.equals("..")) {
        if (way.isEmpty()) {
          return Optional.empty();
        }
        way.removeLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        way.add(step);
      }
    }
    return Optional.of(String.join("/", way));
  }

  private Base base(Target target, SequencedSet<String> way, Problems problems) {
    if (way.contains(target.path())) {
      String shown = String.join(" → ", way.stream().map(files::shown).toList());
      problems.add(
          problem(
              "extends-cycle",
              target,
              "these bases extend each other: " + shown + " → " + files.shown(target.path()),
              "put what they share into one base"));
      return Base.NONE;
    }
    if (way.size() >= DEEPEST) {
      problems.add(problem("extends-depth", target, "more than 20 bases on top of each other", ""));
      return Base.NONE;
    }
    Base base = known.get(target.path());
    if (base == null) {
      way.add(target.path());
      base = load(target, way);
      way.remove(target.path());
      known.put(target.path(), base);
    }
    problems.addAll(base.problems());
    return base;
  }

  private Base load(Target target, SequencedSet<String> way) {
    Problems problems = new Problems();
    List<ReadFile> found = filesOf(target.path());
    found.forEach(file -> used.add(file.path()));
    List<Part> parts = new ArrayList<>();
    for (ReadFile file : found) {
      parts.addAll(file.parts(true));
      if (!file.parts(true).isEmpty() || (!file.whole() && file.parts(false).isEmpty())) {
        problems.addAll(file.problems());
      }
    }
    if (!parts.isEmpty()) {
      boolean whole = found.stream().allMatch(ReadFile::whole);
      Effective effective = effective(parts, way, problems);
      return new Base(Optional.of(effective.spec()), whole && effective.complete(), problems);
    }
    if (problems.isEmpty()) {
      problems.add(found.isEmpty() ? missing(target) : notABase(target));
    }
    return new Base(Optional.empty(), false, problems);
  }

  /**
   * One file, or what stands in a folder; a folder that is refused as a whole counts as its file.
   */
  private List<ReadFile> filesOf(String path) {
    for (String up = path; !up.isEmpty(); up = Part.folder(up)) {
      Optional<ReadFile> file = Optional.ofNullable(read.get(up));
      if (file.isPresent() && (up.equals(path) || !file.get().whole())) {
        return List.of(file.get());
      }
    }
    return read.values().stream()
        .filter(file -> Part.folder(file.path()).equals(path))
        .filter(file -> !file.isEmpty())
        .toList();
  }

  private Problem missing(Target target) {
    Set<String> there = new TreeSet<>();
    read.keySet().forEach(path -> there.add(path.contains("/") ? Part.folder(path) : path));
    String help =
        Suggestions.nearest(target.path(), there)
            .map(near -> "did you mean " + files.shown(near) + "?")
            .orElse("a path is relative to the file it is written in");
    String message = "no spec file is at " + files.shown(target.path());
    return problem("unknown-base", target, message, help);
  }

  private Problem notABase(Target target) {
    return problem(
        "not-a-base",
        target,
        files.shown(target.path()) + " holds no `kind: Base`",
        "only bases can be extended; move what is shared into one");
  }

  private static Problem problem(String code, Target target, String message, String help) {
    SourceSpan at = target.written().at();
    return help.isEmpty()
        ? new Problem(code, at, target.field(), message)
        : new Problem(code, at, target.field(), message, help);
  }

  private static YamlNode.Mapping without(YamlNode.Mapping spec) {
    SequencedMap<String, YamlNode.Entry> rest = new LinkedHashMap<>(spec.entries());
    rest.remove(EXTENDS);
    return new YamlNode.Mapping(rest, spec.at());
  }
}
