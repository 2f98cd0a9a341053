package steadystate.environment;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steadystate.environment.reading.SpecFile;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.yaml.Problem;

/** Spec files in memory, and what is said of them. */
public final class Specs {
  private final SortedMap<String, SpecFile> files = new TreeMap<>();
  private final Map<String, String> given = new TreeMap<>();

  /** A file, by its path below {@code environments}. */
  public Specs file(String path, String text) {
    files.put(path, new SpecFile.Text(text));
    return this;
  }

  public Specs refused(String path, Problem problem) {
    files.put(path, new SpecFile.Refused(problem));
    return this;
  }

  /** An environment of one file that starts as most do; {@code spec} begins at line 5. */
  public Specs environment(String name, String... spec) {
    return file(name + ".yaml", environmentText(name, spec));
  }

  public static String environmentText(String name, String... spec) {
    return head("Environment", name)
        + "  account: '123456789012'\n  region: eu-west-1\n"
        + body(spec);
  }

  public Specs part(String path, String name, String... spec) {
    return file(path, head("Environment", name) + body(spec));
  }

  public Specs base(String path, String... spec) {
    return file(path, head("Base", "shared") + body(spec));
  }

  private static String head(String kind, String name) {
    return "apiVersion: steadystate/v1\nkind: %s\nmetadata: {name: %s}\nspec:\n"
        .formatted(kind, name);
  }

  private static String body(String... lines) {
    return List.of(lines).stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }

  /** A variable of the command line. */
  public Specs given(String name, String value) {
    given.put(name, value);
    return this;
  }

  public SpecReading read() {
    return SpecReader.read(new SpecFiles("environments", files), Toys.CATALOGUE, given);
  }

  /** Reads a single environment {@code dev}, which must be sound. */
  public static Environment dev(String... spec) {
    return new Specs().environment("dev", spec).sound("dev");
  }

  public Environment sound(String name) {
    SpecReading reading = read();
    if (!reading.isSound()) {
      throw new AssertionError(said(reading).toString());
    }
    return reading.find(name).orElseThrow();
  }

  /** What is said of a single environment {@code dev}, without the name of its file. */
  public static List<String> said(String... spec) {
    return new Specs()
        .environment("dev", spec).read().problems().stream()
            .map(problem -> line(problem).replace("environments/dev.yaml:", ""))
            .toList();
  }

  public static List<String> said(SpecReading reading) {
    return reading.problems().stream().map(Specs::line).toList();
  }

  private static String line(Problem problem) {
    String path = problem.path().isEmpty() ? "" : " " + problem.path();
    String help = problem.help().map(text -> " | " + text).orElse("");
    return problem.at() + " [" + problem.code() + "]" + path + ": " + problem.message() + help;
  }

  public static Value.Entries model(Environment environment, String id) {
    return environment.find(ResourceId.parse(id)).map(Declared::model).orElseThrow();
  }
}
