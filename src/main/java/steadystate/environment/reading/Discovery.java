package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlNode;

/**
 * Finds the environments among files: a folder is one, and in the root a file is one, or several
 * files with the same name. A file that cannot be read belongs to one too, as far as anybody can
 * tell.
 */
final class Discovery {
  private final SpecFiles files;
  private final List<Candidate> candidates = new ArrayList<>();

  private Discovery(SpecFiles files) {
    this.files = files;
  }

  static List<Candidate> among(SpecFiles files, Collection<ReadFile> read) {
    Discovery discovery = new Discovery(files);
    SortedMap<String, List<ReadFile>> folders = new TreeMap<>();
    for (ReadFile file : read) {
      folders.computeIfAbsent(Part.folder(file.path()), f -> new ArrayList<>()).add(file);
    }
    folders.forEach((folder, inside) -> {
      if (folder.isEmpty()) {
        discovery.root(inside);
      } else {
        discovery.folder(folder, inside);
      }
    });
    discovery.sameName();
    return discovery.candidates;
  }

  private void root(List<ReadFile> inside) {
    Map<String, Candidate> byName = new LinkedHashMap<>();
    for (ReadFile file : inside) {
      for (Part part : file.parts(false)) {
        String name = part.name().map(YamlNode.Scalar::text).orElse(file.stem());
        byName.computeIfAbsent(name, Candidate::new).add(part);
        byName.computeIfAbsent(name, Candidate::new).add(file);
      }
      if (isAtALoss(file) || file.isEmpty()) {
        String name = file.guess().name().orElse(file.stem());
        Candidate candidate = byName.computeIfAbsent(name, Candidate::new);
        candidate.add(file);
        if (file.isEmpty()) {
          candidate.problems().add(emptyFile(file));
        }
      }
    }
    candidates.addAll(byName.values());
  }

  /** Whether an environment may have been in a file, and cannot be seen. */
  private static boolean isAtALoss(ReadFile file) {
    return !file.whole() && file.parts().isEmpty() && !file.guess().isBase();
  }

  private Problem emptyFile(ReadFile file) {
    return new Problem(
        "empty-file",
        new SourceSpan(files.shown(file.path()), 1, 1),
        "",
        "nothing stands in " + files.shown(file.path()),
        "delete the file if the environment is to go");
  }

  private void folder(String folder, List<ReadFile> inside) {
    List<Part> parts = inside.stream().flatMap(file -> file.parts(false).stream()).toList();
    boolean bases = inside.stream().anyMatch(file -> !file.parts(true).isEmpty());
    boolean lost = inside.stream().anyMatch(file -> isLostHere(file, bases));
    boolean empty = inside.stream().allMatch(ReadFile::isEmpty);
    if (parts.isEmpty() && !lost && !empty) {
      return;
    }
    String last = folder.substring(folder.lastIndexOf('/') + 1);
    Candidate candidate = new Candidate(name(last, parts, inside));
    for (ReadFile file : inside) {
      if (!file.parts(false).isEmpty() || isLostHere(file, bases) || isAtALoss(file)) {
        candidate.add(file);
      }
    }
    parts.forEach(candidate::add);
    otherNames(candidate);
    if (empty) {
      candidate.problems().add(emptyFile(inside.getFirst()));
    }
    candidates.add(candidate);
  }

  /** Beside bases, a file of which nothing can be said is rather one of them. */
  private static boolean isLostHere(ReadFile file, boolean bases) {
    return isAtALoss(file) && (!bases || file.guess().kind().isPresent());
  }

  private static String name(String folder, List<Part> parts, List<ReadFile> inside) {
    List<String> names = new ArrayList<>();
    parts.forEach(part -> part.name().ifPresent(name -> names.add(name.text())));
    inside.forEach(file -> file.guess().name().filter(n -> isAtALoss(file)).ifPresent(names::add));
    return names.isEmpty() || names.contains(folder) ? folder : names.getFirst();
  }

  private static void otherNames(Candidate candidate) {
    Optional<YamlNode.Scalar> agreed =
        candidate.parts().stream()
            .flatMap(part -> part.name().stream())
            .filter(name -> name.text().equals(candidate.name()))
            .findFirst();
    for (Part part : candidate.parts()) {
      if (agreed.isPresent() && part.name().isPresent()) {
        YamlNode.Scalar name = part.name().get();
        if (!name.text().equals(candidate.name())) {
          candidate
              .problems()
              .add(
                  new Problem(
                      "name-mismatch",
                      name.at(),
                      "metadata.name",
                      "this part is called `%s`, others in its folder `%s` (%s)"
                          .formatted(name.text(), candidate.name(), agreed.get().at()),
                      "one folder holds one environment"));
        }
      }
    }
  }

  /** An environment that stands in two places is neither of them. */
  private void sameName() {
    Map<String, List<Candidate>> byName = new TreeMap<>();
    for (Candidate candidate : candidates) {
      if (!candidate.parts().isEmpty()) {
        byName.computeIfAbsent(candidate.name(), n -> new ArrayList<>()).add(candidate);
      }
    }
    byName.forEach((name, same) -> {
      for (Candidate candidate : same) {
        for (Candidate other : same) {
          if (candidate != other) {
            candidate.problems().add(duplicate(name, candidate, other));
          }
        }
      }
    });
  }

  private static Problem duplicate(String name, Candidate candidate, Candidate other) {
    return new Problem(
        "duplicate-environment",
        place(candidate),
        "metadata.name",
        "the environment `%s` is also in %s".formatted(name, place(other)),
        "give one of them another name, or put its parts into one folder");
  }

  private static SourceSpan place(Candidate candidate) {
    Part first = candidate.parts().getFirst();
    return first.name().map(YamlNode.Scalar::at).orElse(first.at());
  }
}
