package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import steadystate.environment.Environment;
import steadystate.environment.mode.Moment;
import steadystate.resource.Catalogue;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;

/**
 * Reads a snapshot of spec files. Every mistake of every file is found in one go; a mistake costs
 * the environment it stands in, and no other.
 */
public final class SpecReader {
  private final SpecFiles files;
  private final Catalogue catalogue;
  private final EntryShapes shapes = new EntryShapes();
  private final Map<String, String> given;
  private final Moment moment;
  private final Problems problems = new Problems();
  private final List<Environment> environments = new ArrayList<>();
  private final SortedMap<String, List<Problem>> broken = new TreeMap<>();
  private final Set<String> variables = new TreeSet<>();

  private SpecReader(
      SpecFiles files, Catalogue catalogue, Map<String, String> given, Moment moment) {
    this.files = files;
    this.catalogue = catalogue;
    this.given = given;
    this.moment = moment;
  }

  /**
   * What the files say while nothing sleeps.
   *
   * @param given variables of the command line, which win over the files'
   */
  public static SpecReading read(SpecFiles files, Catalogue catalogue, Map<String, String> given) {
    return read(files, catalogue, given, Moment.AWAKE);
  }

  /**
   * @param given variables of the command line, which win over the files'
   * @param moment for when they are read
   */
  public static SpecReading read(
      SpecFiles files, Catalogue catalogue, Map<String, String> given, Moment moment) {
    if (files.failure().isPresent()) {
      return new SpecReading(List.of(), new TreeMap<>(), List.of(files.failure().get()), false);
    }
    return new SpecReader(files, catalogue, given, moment).read();
  }

  private SpecReading read() {
    SortedMap<String, ReadFile> read = new TreeMap<>();
    files
        .files()
        .forEach((path, file) -> read.put(path, ReadFile.of(path, files.shown(path), file)));
    read.values().forEach(file -> problems.addAll(file.problems()));
    List<Candidate> candidates = Discovery.among(files, read.values());
    Bases bases = new Bases(files, read);
    candidates.forEach(candidate -> environment(candidate, bases));
    read.values().forEach(file -> unusedBase(file, bases));
    environments.sort(Comparator.comparing(Environment::name));
    environments.forEach(environment -> broken.remove(environment.name()));
    if (candidates.isEmpty()) {
      problems.add(nothingThere());
    }
    if (broken.isEmpty()) {
      unknownVariables();
    }
    return new SpecReading(environments, broken, problems.all(), !candidates.isEmpty());
  }

  /** What nobody stands on is read all the same: its mistakes are mistakes. */
  private void unusedBase(ReadFile file, Bases bases) {
    List<Part> parts = file.parts(true);
    if (!parts.isEmpty() && !bases.used().contains(file.path())) {
      Candidate candidate = new Candidate(file.stem());
      parts.forEach(candidate::add);
      reader(candidate).checkBase(bases);
      problems.addAll(candidate.problems());
    }
  }

  private EnvironmentReader reader(Candidate candidate) {
    return new EnvironmentReader(files, catalogue, shapes, given, moment, candidate);
  }

  private Problem nothingThere() {
    String root = files.shown("");
    String message =
        files.files().isEmpty()
            ? "no spec file is in " + root
            : "no environment is in " + root + ", only bases";
    return SpecFiles.empty(root, message);
  }

  private void environment(Candidate candidate, Bases bases) {
    Problems found = candidate.problems();
    try {
      EnvironmentReader reader = reader(candidate);
      if (!candidate.parts().isEmpty()) {
        reader.read(bases).ifPresent(environments::add);
      }
      variables.addAll(reader.variables());
    } catch (StackOverflowError | OutOfMemoryError | RuntimeException defect) {
      found.add(defect(candidate, defect));
    }
    problems.addAll(found);
    if (!found.isEmpty()) {
      candidate.claims().forEach(name -> broken.put(name, found.all()));
    }
  }

  /** Whatever an environment does to its reader, the others must not feel it. */
  private Problem defect(Candidate candidate, Throwable defect) {
    SourceSpan at =
        candidate.parts().isEmpty()
            ? new SourceSpan(files.shown(""), 1, 1)
            : candidate.parts().getFirst().at();
    String message =
        "reading environment " + candidate.name() + " failed: " + defect.getClass().getSimpleName();
    return new Problem("defect", at, "", message);
  }

  private void unknownVariables() {
    for (String name : given.keySet()) {
      if (!variables.contains(name)) {
        problems.add(
            new Problem(
                "unknown-variable",
                VariableDefinition.commandLine(name),
                "",
                "no environment has a variable `" + name + "`",
                Suggestions.didYouMean(name, variables)));
      }
    }
  }
}
