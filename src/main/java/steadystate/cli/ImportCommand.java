package steadystate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import steadystate.importing.Import;
import steadystate.importing.Imported;

/** Writes the YAML of what lives in AWS. */
@Command(
    name = "import",
    description = {
      "Writes the YAML of what lives in AWS; a plan of it is empty. Changes nothing.",
      "",
      "With --cluster: its services, the scheduled tasks that run there, the pipelines that"
          + " deploy there, and what they need. With --vpc: what stands in that VPC besides. With"
          + " neither: what carries this environment's tags, else everything in the region, and"
          + " the services of the cluster that is called like the environment or is the only one.",
      ""
    })
final class ImportCommand implements Callable<Integer> {
  private final Desk desk;

  @Option(
      names = "--env",
      required = true,
      paramLabel = "NAME",
      description = "what the environment is to be called")
  String environment = "";

  @Option(names = "--cluster", paramLabel = "C", description = "an ECS cluster")
  Optional<String> cluster = Optional.empty();

  @Option(names = "--vpc", paramLabel = "V", description = "the id of a VPC")
  Optional<String> vpc = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "R",
      description = "where to look (default: AWS_REGION, or the profile's)")
  Optional<String> region = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "writes files there, and never over others (default: all on stdout)")
  Optional<Path> out = Optional.empty();

  ImportCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws IOException {
    String where = region.orElseGet(() -> desk.program().region());
    Imported imported =
        desk.program().imported(new Import.Request(environment, where, cluster, vpc));
    if (!imported.unproven().isEmpty()) {
      desk.error(
          "not-provable",
          "a plan of what was written would not be empty: "
              + String.join("; ", imported.unproven()),
          "narrow it with --cluster or --vpc; nothing was written");
      return Exit.FAILED;
    }
    if (imported.taken().isEmpty()) {
      desk.error("nothing-there", "nothing in " + where + " can be taken", "see import --help");
      return Exit.FAILED;
    }
    return out.isPresent() ? written(imported, out.get()) : shown(imported);
  }

  private int shown(Imported imported) {
    if (desk.options().format == Format.TEXT || desk.options().format == Format.YAML) {
      desk.terminal().out().print(stream(imported));
      desk.terminal().out().flush();
      new ImportReport(imported, Optional.empty())
          .text(desk.terminal().remarks())
          .lines()
          .forEach(desk::say);
    } else {
      desk.print(new ImportReport(imported, Optional.empty()));
    }
    return Exit.OK;
  }

  /** The settings of the environment first, then its parts. */
  private static String stream(Imported imported) {
    SortedMap<String, String> parts = new TreeMap<>(imported.files());
    String first = Optional.ofNullable(parts.remove("environment.yaml")).orElse("");
    return first
        + parts.values().stream().map(part -> "---\n" + part).collect(Collectors.joining());
  }

  /** All files or none: one that is there already is somebody's. */
  private int written(Imported imported, Path folder) throws IOException {
    List<String> there =
        imported.files().keySet().stream()
            .filter(name -> Files.exists(folder.resolve(name)))
            .toList();
    if (!there.isEmpty()) {
      desk.error(
          "file-exists",
          folder + " holds " + String.join(", ", there) + " already",
          "name another folder with --out; nothing was written");
      return Exit.FAILED;
    }
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : imported.files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    desk.print(new ImportReport(imported, Optional.of(folder.toString())));
    return Exit.OK;
  }
}
