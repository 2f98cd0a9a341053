import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The modules of the JDK that jars name: {@code Modules.java JAR...} prints them as {@code jlink
 * --add-modules} takes them.
 */
final class Modules {

  /** Reached by name alone, where jdeps does not see it: archives as file systems. */
  private static final Set<String> BY_NAME = Set.of("jdk.zipfs");

  private Modules() {}

  public static void main(String[] arguments) {
    System.out.println(of(Stream.of(arguments).map(Path::of).toList()));
  }

  static String of(List<Path> jars) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--multi-release", "25", "--ignore-missing-deps", "--print-module-deps"));
    jars.forEach(jar -> arguments.add(jar.toString()));
    Set<String> modules = new TreeSet<>(BY_NAME);
    // Warnings about split packages stand above the list.
    String list = tool("jdeps", arguments).lines().toList().getLast();
    modules.addAll(List.of(list.split(",")));
    return String.join(",", modules);
  }

  /** Runs a tool of the JDK; what it says. */
  static String tool(String name, List<String> arguments) {
    StringWriter told = new StringWriter();
    PrintWriter out = new PrintWriter(told);
    int exit =
        ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException(name + " failed: " + told);
    }
    return told.toString();
  }
}
