package steadystate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.reconcile.Commit;
import steadystate.reconcile.SpecSource.Snapshot;
import steadystate.resource.Catalogue;

class FolderSourceTest {
  private static final String SOUND =
      """
      apiVersion: steadystate/v1
      kind: Environment
      metadata: {name: %s}
      spec: {account: "123456789012", region: eu-west-1}
      """;

  @TempDir Path temporary;
  private Path folder;
  private FolderSource source;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(temporary.resolve("environments"));
    source = new FolderSource(folder, new Catalogue(List.of(), List.of()), Map.of());
  }

  @Test
  void environments_are_read_and_an_unchanged_folder_is_not_read_again() throws IOException {
    write("dev", SOUND.formatted("dev"));

    Snapshot first = source.read();

    assertThat(first.sound()).containsOnlyKeys("dev");
    assertThat(first.trouble()).isEmpty();
    assertThat(source.read()).isSameAs(first);
  }

  @Test
  void a_change_counts_when_two_readings_agree_on_it() throws IOException {
    write("dev", SOUND.formatted("dev"));
    Snapshot first = source.read();

    write("dev", SOUND.formatted("dev") + "# half");
    assertThat(source.read()).isSameAs(first);
    write("dev", SOUND.formatted("dev") + "# half a line and the rest");
    assertThat(source.read()).isSameAs(first);

    assertThat(source.read().revision()).isNotEqualTo(first.revision());
  }

  @Test
  void a_broken_file_costs_its_environment_and_no_other() throws IOException {
    write("dev", SOUND.formatted("dev"));
    write("prod", SOUND.formatted("prod"));
    source.read();

    write("dev", SOUND.formatted("dev") + "  oops: [");
    Snapshot now = settled();

    assertThat(now.sound()).containsOnlyKeys("prod");
    assertThat(now.broken()).containsOnlyKeys("dev");
    assertThat(now.broken().get("dev")).isNotEmpty();
  }

  @Test
  void an_empty_a_missing_and_a_wrong_folder_are_trouble_and_never_no_environments()
      throws IOException {
    assertThat(source.read().trouble().orElseThrow().reason()).isEqualTo("SourceEmpty");

    write("dev", SOUND.formatted("dev"));
    assertThat(settled().trouble()).isEmpty();

    Files.delete(folder.resolve("dev.yaml"));
    assertThat(settled().trouble().orElseThrow().reason()).isEqualTo("SourceEmpty");

    Files.delete(folder);
    assertThat(settled().trouble().orElseThrow().reason()).isEqualTo("SourceEmpty");

    Files.writeString(folder, "a file");
    assertThat(settled().trouble().orElseThrow().reason()).isEqualTo("SourceEmpty");
  }

  @Test
  void a_folder_inside_a_repository_tells_its_commit() throws Exception {
    write("dev", SOUND.formatted("dev"));
    assertThat(CheckedOut.commitOf(folder)).isEmpty();

    try (Git git = Git.init().setDirectory(temporary.toFile()).call()) {
      git.add().addFilepattern(".").call();
      RevCommit commit =
          git.commit()
              .setMessage("specs")
              .setAuthor("ann", "ann@example.com")
              .setCommitter("ann", "ann@example.com")
              .setSign(false)
              .call();

      Commit read = source.read().commit().orElseThrow();
      assertThat(read.id()).isEqualTo(commit.name());
      assertThat(read.author()).isEqualTo("ann");
      assertThat(read.subject()).isEqualTo("specs");
    }
  }

  private Snapshot settled() {
    source.read();
    return source.read();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), text);
  }
}
