package steadystate.environment.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.environment.Specs.environmentText;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.environment.Environment;
import steadystate.environment.Toys;
import steadystate.yaml.Problem;

class SpecFolderTest {
  @TempDir Path work;
  private Path root;

  @BeforeEach
  void makeTheFolder() throws IOException {
    root = Files.createDirectory(work.resolve("environments"));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private SpecReading read() {
    return SpecReader.read(SpecFolder.read(root), Toys.CATALOGUE, Map.of());
  }

  /** Codes and messages, the temporary folder left out. */
  private List<String> said(SpecReading reading) {
    return reading.problems().stream()
        .map(p -> p.at() + " [" + p.code() + "] " + p.message())
        .map(line -> line.replace(work + "/", ""))
        .toList();
  }

  @Test
  void a_folder_on_disk_is_read_with_all_that_is_below() throws IOException {
    write("dev/environment.yaml", environmentText("dev"));
    write("prod.yml", environmentText("prod"));
    write("team/qa/environment.yaml", environmentText("qa"));
    write("schema.json", "{}");
    write("README.md", "not a spec");
    write(".hidden/x.yaml", "][");
    write("dev/.swp.yaml", "][");

    SpecReading reading = read();

    assertThat(said(reading)).isEmpty();
    assertThat(reading.names()).containsExactly("dev", "prod", "qa");
  }

  @Test
  void a_missing_folder_and_an_empty_one_are_mistakes_with_the_same_code() {
    SpecReading empty = read();
    SpecReading missing =
        SpecReader.read(SpecFolder.read(work.resolve("gone")), Toys.CATALOGUE, Map.of());

    assertThat(said(empty))
        .containsExactly("environments:1:1 [source-empty] no spec file is in environments");
    assertThat(said(missing)).containsExactly("gone:1:1 [source-empty] the folder gone is missing");
    assertThat(missing.complete()).isFalse();
  }

  @Test
  void a_file_is_no_folder() throws IOException {
    write("dev.yaml", environmentText("dev"));

    SpecFiles files = SpecFolder.read(root.resolve("dev.yaml"));

    assertThat(files.failure().map(Problem::code)).contains("source-empty");
  }

  @Test
  void a_link_to_a_file_elsewhere_is_refused_and_its_content_not_shown() throws IOException {
    Path secret = Files.writeString(work.resolve("secret.yaml"), "root:x:0:0:hunter2: [");
    write("dev.yaml", environmentText("dev"));
    Files.createSymbolicLink(root.resolve("prod.yaml"), secret);

    SpecReading reading = read();

    assertThat(said(reading))
        .containsExactly(
            "environments/prod.yaml:1:1 [symbolic-link] environments/prod.yaml is a symbolic link,"
                + " and links are not followed");
    assertThat(reading.toString()).doesNotContain("hunter2");
    assertThat(reading.broken()).containsOnlyKeys("prod");
    assertThat(reading.find("dev")).isPresent();
  }

  @Test
  void a_link_to_another_environment_is_refused() throws IOException {
    write("prod.yaml", environmentText("prod"));
    Files.createSymbolicLink(root.resolve("dev.yaml"), Path.of("prod.yaml"));

    SpecReading reading = read();

    assertThat(reading.broken()).containsOnlyKeys("dev");
    assertThat(reading.find("prod")).isPresent();
  }

  @Test
  void a_link_to_a_folder_is_refused_and_so_is_a_base_in_it() throws IOException {
    Path elsewhere = Files.createDirectory(work.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("base.yaml"), "kind: Base\nspec: {region: hunter2}");
    Files.createSymbolicLink(root.resolve("base"), elsewhere);
    write("dev/environment.yaml", environmentText("dev", "extends: [../base]"));

    SpecReading reading = read();

    assertThat(said(reading))
        .containsExactly(
            "environments/base:1:1 [symbolic-link] environments/base is a symbolic link, and links"
                + " are not followed");
    assertThat(reading.broken()).containsOnlyKeys("base", "dev");
    assertThat(reading.toString()).doesNotContain("hunter2");
  }

  @Test
  void a_mounted_config_map_is_read_through_its_links() throws IOException {
    write("..2026_01_01/dev.yaml", environmentText("dev"));
    Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026_01_01"));
    Files.createSymbolicLink(root.resolve("dev.yaml"), Path.of("..data/dev.yaml"));

    SpecReading reading = read();

    assertThat(said(reading)).isEmpty();
    assertThat(reading.names()).containsExactly("dev");
  }

  @Test
  void the_folder_itself_may_be_a_link() throws IOException {
    write("dev.yaml", environmentText("dev"));
    Path link = Files.createSymbolicLink(work.resolve("link"), root);

    SpecReading reading = SpecReader.read(SpecFolder.read(link), Toys.CATALOGUE, Map.of());

    assertThat(reading.names()).containsExactly("dev");
  }

  @Test
  void a_file_that_is_not_utf_8_is_refused() throws IOException {
    Files.write(root.resolve("a.yaml"), environmentText("a").getBytes(StandardCharsets.UTF_16));
    Files.write(root.resolve("b.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
    write("dev.yaml", environmentText("dev"));

    SpecReading reading = read();

    assertThat(said(reading))
        .containsExactly(
            "environments/a.yaml:1:1 [bad-encoding] this file is not UTF-8",
            "environments/b.yaml:1:1 [bad-encoding] this file is not UTF-8");
    assertThat(reading.find("dev")).isPresent();
  }

  @Test
  void a_file_of_fifty_megabytes_is_not_even_loaded() throws IOException {
    try (RandomAccessFile large = new RandomAccessFile(root.resolve("big.yaml").toFile(), "rw")) {
      large.setLength(50L * 1024 * 1024);
    }
    write("dev.yaml", environmentText("dev"));

    SpecReading reading = read();

    assertThat(said(reading))
        .containsExactly("environments/big.yaml:1:1 [yaml-limit] this file is larger than 3 MB");
    assertThat(reading.find("dev")).isPresent();
  }

  @Test
  void hostile_files_harm_themselves_alone() throws IOException {
    write("deep.yaml", "a: " + "[".repeat(10_000));
    write("self.yaml", environmentText("self", "tags: &t {a: *t}"));
    write("java.yaml", environmentText("java", "tags: !!javax.script.ScriptEngineManager {}"));
    write("dev.yaml", environmentText("dev"));

    SpecReading reading = read();

    assertThat(reading.environments()).extracting(Environment::name).containsExactly("dev");
    assertThat(reading.broken()).containsOnlyKeys("deep", "self", "java");
    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsExactlyInAnyOrder("yaml-limit", "alias-cycle", "unknown-tag");
  }

  @Test
  void a_line_can_be_shown_again() throws IOException {
    write("dev.yaml", environmentText("dev", "mod: strict"));

    SpecFiles files = SpecFolder.read(root);
    Problem only = SpecReader.read(files, Toys.CATALOGUE, Map.of()).problems().getFirst();

    assertThat(files.line(only.at())).contains("  mod: strict");
  }
}
