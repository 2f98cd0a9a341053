package steadystate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.reconcile.Commit;
import steadystate.reconcile.SpecSource.Snapshot;
import steadystate.reconcile.SpecSource.Trouble;
import steadystate.resource.Catalogue;
import steadystate.yaml.Problem;

class GitSourceTest {
  private static final String SOUND =
      """
      apiVersion: steadystate/v1
      kind: Environment
      metadata: {name: %s}
      spec: {account: "123456789012", region: eu-west-1}
      """;
  private static final GitLimits SMALL =
      new GitLimits(2_000_000, 60, 1_000_000, 40, 20, 100_000, Duration.ofSeconds(30));

  @TempDir Path temporary;
  private BareRepository home;
  private GitSource source;
  private Instant now = Instant.parse("2026-03-02T12:00:00Z");

  @BeforeEach
  void prepare() {
    home = new BareRepository(temporary.resolve("home.git"));
    source = source("environments", GitLimits.USUAL);
  }

  @AfterEach
  void close() {
    source.close();
    home.close();
  }

  @Test
  void a_commit_is_read_with_its_author_and_a_push_is_followed_after_the_interval() {
    String first = home.push("Begin", files("dev"));

    Snapshot before = source.read();
    String second = home.author("Béa").push("Add prod\n\nand why", files("dev", "prod"));
    assertThat(source.read()).isSameAs(before);
    now = now.plusSeconds(40);
    Snapshot after = source.read();

    assertThat(before.sound()).containsOnlyKeys("dev");
    assertThat(before.commit().map(Commit::id)).contains(first);
    assertThat(after.sound()).containsOnlyKeys("dev", "prod");
    Commit commit = after.commit().orElseThrow();
    assertThat(commit.id()).isEqualTo(second);
    assertThat(commit.author()).isEqualTo("Béa");
    assertThat(commit.subject()).isEqualTo("Add prod");
    assertThat(after.doubt()).isEmpty();
    assertThat(after.stale()).isEmpty();
  }

  @Test
  void a_hint_is_followed_at_once_and_a_thousand_of_them_once() {
    home.push("Begin", files("dev"));
    source.read();
    home.push("Next", files("dev", "prod"));
    now = now.plusSeconds(2);

    for (int i = 0; i < 1_000; i++) {
      source.hint();
    }
    Snapshot after = source.read();

    assertThat(after.sound()).containsOnlyKeys("dev", "prod");
    assertThat(source.read()).isSameAs(after);
  }

  @Test
  void several_commits_and_a_merge_of_an_old_branch_go_on_from_the_last_one() {
    String root = home.push("Begin", files("dev"));
    for (int i = 0; i < 5; i++) {
      home.push("Step " + i, files("dev", "e" + i));
    }
    source.read();
    ObjectId side = home.commit("Side", home.tree(files("dev", "side")), ObjectId.fromString(root));
    for (int i = 0; i < 5; i++) {
      home.push("More " + i, files("dev", "f" + i));
    }
    home.pushMerge("Merge", home.tree(files("dev", "side")), side);

    Snapshot after = later();

    assertThat(after.doubt()).isEmpty();
    assertThat(after.sound()).containsOnlyKeys("dev", "side");
  }

  @Test
  void what_was_followed_before_this_process_is_doubted_unless_the_branch_goes_on_from_it() {
    String first = home.push("Begin", files("dev"));
    String second = home.push("Next", files("dev", "prod"));
    source.read();

    assertThat(source.doubt(second)).isEmpty();
    assertThat(source.doubt(first)).isEmpty();
    assertThat(source.doubt("no commit")).isEmpty();
    assertThat(source.doubt("0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"))
        .map(Trouble::reason)
        .contains(Trouble.REWRITTEN);

    home.move(first);
    try (GitSource next = source("environments", GitLimits.USUAL)) {
      next.read();
      assertThat(next.doubt(second)).isPresent();
    }
  }

  @Test
  void a_branch_that_was_moved_back_or_rewritten_is_doubtful() {
    String old = home.push("Begin", files("dev"));
    home.push("Next", files("dev", "prod"));
    source.read();

    home.move(old);
    Snapshot back = later();
    assertThat(back.doubt().map(Trouble::reason)).contains(Trouble.REWRITTEN);
    assertThat(back.doubt().orElseThrow().message()).contains(old.substring(0, 7), "main");

    home.move(home.commit("Alone", home.tree(files("dev")), ObjectId.zeroId()).name());
    assertThat(later().doubt().map(Trouble::reason)).contains(Trouble.REWRITTEN);

    home.push("Goes on", files("dev"));
    assertThat(later().doubt()).isEmpty();
  }

  @Test
  void what_is_emptied_or_missing_is_trouble_and_no_new_ground_to_stand_on() {
    home.push("Begin", files("dev"));
    source.read();

    home.push("Clear", Map.of("README.md", "gone"));
    assertThat(later().trouble().map(Trouble::reason)).contains(Trouble.EMPTY);
    home.move(home.commit("Rewritten", home.tree(files("x")), ObjectId.zeroId()).name());
    assertThat(later().doubt()).isPresent();
    home.push("Only a base", Map.of("environments/note.txt", "x"));
    assertThat(later().trouble().map(Trouble::reason)).contains(Trouble.EMPTY);
  }

  @Test
  void a_branch_that_is_gone_leaves_the_last_commit_with_its_age_until_it_is_back() {
    String commit = home.push("Begin", files("dev"));
    source.read();

    home.deleteBranch();
    Snapshot gone = later();

    assertThat(gone.sound()).containsOnlyKeys("dev");
    assertThat(gone.trouble()).isEmpty();
    assertThat(gone.stale().map(Trouble::reason)).contains("BranchGone");
    assertThat(gone.stale().orElseThrow().message())
        .contains(commit.substring(0, 12), "last confirmed at 2026-03-02T12:00:00Z");
    home.move(commit);
    assertThat(later().stale()).isEmpty();
  }

  @Test
  void a_repository_that_never_was_there_is_trouble() {
    try (GitSource lost =
        source(GitSettings.of(GitAddress.parse(temporary.resolve("no.git").toString())))) {
      Snapshot nothing = lost.read();

      assertThat(nothing.sound()).isEmpty();
      assertThat(nothing.trouble().map(Trouble::reason)).contains("RepositoryNotFound");
    }
  }

  @Test
  void links_submodules_and_odd_names_are_refused_and_lead_nowhere() {
    ObjectId good = home.blob(SOUND.formatted("dev"));
    TreeFormatter folder = new TreeFormatter();
    folder.append(".git", FileMode.TREE, home.tree(Map.of("config.yaml", "x: 1")));
    folder.append("..", FileMode.TREE, home.tree(files("up")));
    folder.append("a\\b.yaml", FileMode.REGULAR_FILE, good);
    folder.append("c/d.yaml", FileMode.REGULAR_FILE, good);
    folder.append("dev.yaml", FileMode.REGULAR_FILE, good);
    folder.append("etc", FileMode.SYMLINK, home.blob("/etc"));
    folder.append("host.yaml", FileMode.SYMLINK, home.blob("/etc/passwd"));
    folder.append("module.yaml", FileMode.GITLINK, good);
    folder.append("twice.yaml", FileMode.REGULAR_FILE, home.blob(SOUND.formatted("twice")));
    folder.append("twice.yaml", FileMode.SYMLINK, home.blob("/etc/passwd"));
    TreeFormatter top = new TreeFormatter();
    top.append("environments", FileMode.TREE, home.insert(folder));
    home.push("Mischief", home.insert(top));

    Snapshot read = source.read();

    assertThat(read.sound()).containsKey("dev").doesNotContainKeys("up", "a\\b");
    List<String> codes =
        Stream.concat(
                read.broken().values().stream().flatMap(List::stream), read.elsewhere().stream())
            .map(Problem::code)
            .distinct()
            .toList();
    assertThat(codes).contains("symbolic-link", "submodule", "odd-name");
    assertThat(read.toString()).doesNotContain("root:x");
    assertThat(temporary.resolve("environments")).doesNotExist();
  }

  @Test
  void too_much_of_anything_is_refused_the_last_commit_stays_and_the_disk_is_freed() {
    source.close();
    source = source("environments", SMALL);
    home.push("Begin", files("dev"));
    source.read();
    byte[] large = new byte[3_000_000];
    TreeFormatter top = new TreeFormatter();
    top.append(
        "environments", FileMode.TREE, home.tree(Map.of("dev.yaml", SOUND.formatted("dev"))));
    top.append("large", FileMode.REGULAR_FILE, home.blob(large));
    home.push("Large blob of nothing", home.insert(top));
    assertThat(later().stale().map(Trouble::reason)).contains("SourceTooLarge");

    new Random(1).nextBytes(large);
    home.push("Large on the wire", Map.of("noise", new String(large, StandardCharsets.ISO_8859_1)));
    assertThat(later().stale().map(Trouble::reason)).contains("SourceTooLarge");

    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 80; i++) {
      many.put("elsewhere/" + i + ".txt", "file " + i);
    }
    home.push("Many objects", many);
    assertThat(later().stale().map(Trouble::reason)).contains("SourceTooLarge");

    many.clear();
    for (int i = 0; i < 45; i++) {
      many.put("environments/" + i + ".txt", "the same");
    }
    home.push("Many names of one object", many);
    Snapshot names = later();
    assertThat(names.trouble().map(Trouble::reason)).contains(Trouble.EMPTY);
  }

  @Test
  void a_blob_that_no_spec_could_be_costs_its_own_environment_alone() {
    Map<String, String> files = new TreeMap<>(files("dev"));
    files.put("environments/big.yaml", "#".repeat(13 * 1024 * 1024));
    home.push("Big", files);

    Snapshot read = source.read();

    assertThat(read.sound()).containsOnlyKeys("dev");
    assertThat(read.trouble()).isEmpty();
    assertThat(read.broken()).containsKey("big");
  }

  @Test
  void where_the_other_side_can_leave_things_out_less_is_sent() throws IOException {
    home.repository().getConfig().setBoolean("uploadpack", null, "allowFilter", true);
    home.repository().getConfig().save();
    source.close();
    source = source("environments", SMALL);
    Map<String, String> files = new TreeMap<>(files("dev"));
    files.put("film", "#".repeat(17 * 1024 * 1024));
    home.push("Begin", files);
    assertThat(source.read().sound()).containsOnlyKeys("dev");
    files.put("environments/prod.yaml", SOUND.formatted("prod"));
    home.push("One", files);
    home.push("Two", files);

    Snapshot after = later();

    assertThat(after.sound()).containsOnlyKeys("dev", "prod");
    assertThat(after.doubt()).isEmpty();
  }

  @Test
  void a_path_below_and_the_whole_repository_can_be_followed() {
    home.push(
        "Begin",
        Map.of("ops/envs/dev.yaml", SOUND.formatted("dev"), "a.yaml", SOUND.formatted("a")));

    try (GitSource below = source("./ops/envs/", GitLimits.USUAL);
        GitSource whole = source(".", GitLimits.USUAL);
        GitSource file = source("a.yaml", GitLimits.USUAL)) {
      assertThat(below.read().sound()).containsOnlyKeys("dev");
      assertThat(whole.read().sound()).containsKeys("a");
      assertThat(file.read().trouble().map(Trouble::reason)).contains(Trouble.EMPTY);
    }
  }

  private Snapshot later() {
    now = now.plus(Duration.ofMinutes(10));
    return source.read();
  }

  private GitSource source(String path, GitLimits limits) {
    return source(
        new GitSettings(
            GitAddress.parse(home.folder().toString()),
            "main",
            path,
            GitSettings.INTERVAL,
            GitSettings.Login.NONE,
            limits));
  }

  private GitSource source(GitSettings settings) {
    return new GitSource(
        settings, new Catalogue(List.of(), List.of()), Map.of(), () -> now, new Random(7));
  }

  static Map<String, String> files(String... names) {
    Map<String, String> files = new TreeMap<>();
    for (String name : names) {
      files.put("environments/" + name + ".yaml", SOUND.formatted(name));
    }
    return files;
  }
}
