package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.edited;
import static steadystate.cases.Ground.tcp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.kinds.Kinds;
import steadystate.lab.Lab;
import steadystate.reconcile.Commit;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.SpecSource.Trouble;
import steadystate.reconcile.TurnedByHand;
import steadystate.reconcile.asked.Ask;
import steadystate.source.BareRepository;
import steadystate.source.GitAddress;
import steadystate.source.GitSettings;
import steadystate.source.GitSource;

/** What the loop does when a real repository is not what it was. */
class GitCasesTest {
  private static final Duration AWHILE = Duration.ofMinutes(2);

  @TempDir Path temporary;
  private final Ground ground = new Ground();
  private BareRepository home;
  private GitSource source;
  private TurnedByHand loop;

  @BeforeEach
  void prepare() {
    home = new BareRepository(temporary.resolve("home.git"));
    source =
        new GitSource(
            GitSettings.of(GitAddress.parse(home.folder().toString())),
            Kinds.catalogue(),
            Map.of(),
            ground.lab.clock(),
            new Random(7));
    loop = new TurnedByHand(source, ground.lab.engine(), ground.lab.clock());
  }

  @AfterEach
  void close() {
    source.close();
    home.close();
  }

  @Test
  void a_push_is_followed_and_everything_names_its_commit() {
    home.push("Begin", files(2, 443));
    loop.run(AWHILE);
    String commit = home.author("Bob").push("Open <img onerror=x>", files(2, 8443));

    assertThat(ground.writes(() -> loop.run(AWHILE))).isNotEmpty();

    assertThat(ground.theGroup("e1-api").ipPermissions().getFirst().fromPort()).isEqualTo(8443);
    assertThat(loop.status("e1").commit().map(Commit::id)).contains(commit);
    assertThat(loop.controller().history("e1").getFirst().at("/commitDetails/subject").asString())
        .isEqualTo("Open <img onerror=x>");
    assertThat(loop.controller().events("e1"))
        .anyMatch(event -> event.message().contains("by Bob: Open <img onerror=x>"));
  }

  @Test
  void de_01_de_02_a_commit_that_empties_or_moves_the_folder_keeps_every_environment() {
    home.push("Begin", files(2, 443));
    loop.run(AWHILE);

    for (Map<String, String> emptied :
        List.of(Map.of("README.md", "x"), Map.of("elsewhere/e1.yaml", spec("e1", 443)))) {
      home.push("Clear", emptied);
      assertThat(ground.writes(() -> loop.run(AWHILE))).isEmpty();
      assertThat(loop.condition("e1", Type.READY).reason()).isEqualTo(Trouble.EMPTY);
      assertThat(ground.groups("e2-api")).hasSize(1);
    }
  }

  @Test
  void de_04_one_broken_file_of_ten_in_a_commit_freezes_its_environment_alone() {
    home.push("Begin", files(10, 443));
    loop.run(AWHILE);
    Map<String, String> files = files(10, 8443);
    files.put("environments/e3.yaml", "apiVersion: [");
    home.push("Break one", files);

    loop.run(AWHILE);

    assertThat(loop.condition("e3", Type.READY).reason()).isEqualTo("SpecInvalid");
    assertThat(ground.theGroup("e3-api").ipPermissions().getFirst().fromPort()).isEqualTo(443);
    assertThat(ground.theGroup("e4-api").ipPermissions().getFirst().fromPort()).isEqualTo(8443);
  }

  @Test
  void de_07_a_branch_that_is_gone_keeps_the_last_commit_in_force_and_tells_its_age() {
    home.push("Begin", files(1, 443));
    loop.run(AWHILE);
    home.deleteBranch();
    loop.run(AWHILE);
    ground.open("e1-api", tcp(22, "0.0.0.0/0"));

    assertThat(ground.writes(() -> loop.run(AWHILE)))
        .containsExactly("ec2:RevokeSecurityGroupIngress");

    assertThat(loop.status("e1").source().map(Trouble::reason)).contains("BranchGone");
    assertThat(loop.status("e1").source().orElseThrow().message()).contains("last confirmed at");
  }

  @Test
  void de_07_a_force_push_to_an_older_commit_is_held_until_somebody_releases_it() {
    String old = home.push("Begin", files(1, 443));
    home.push("Open 8443", files(1, 8443));
    loop.run(AWHILE);
    home.move(old);

    assertThat(ground.writes(() -> loop.run(AWHILE))).isEmpty();
    assertThat(loop.condition("e1", Type.HELD).reason()).isEqualTo(Trouble.REWRITTEN);
    assertThat(loop.condition("e1", Type.READY).status()).isEqualTo(Truth.FALSE);

    loop.controller().ask("e1", new Ask.Release(), "ann");
    loop.run(AWHILE);
    assertThat(ground.theGroup("e1-api").ipPermissions().getFirst().fromPort()).isEqualTo(443);
  }

  private static Map<String, String> files(int count, int port) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 1; i <= count; i++) {
      files.put("environments/e" + i + ".yaml", spec("e" + i, port));
    }
    return files;
  }

  private static String spec(String name, int port) {
    return edited(Lab.HEAD, "name: dev", "name: " + name)
        + """
          securityGroups:
            api:
              ingress:
                - {protocol: tcp, ports: %d, from: 10.0.0.0/8}
        """
            .formatted(port);
  }
}
