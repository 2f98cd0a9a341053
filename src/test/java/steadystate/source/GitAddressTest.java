package steadystate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.failure.FailureException;

class GitAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext::sh -c id",
        "ext::id",
        "EXT::id",
        "fd::17",
        "file:///",
        "file://host/x",
        "file:x",
        "-oProxyCommand=id",
        "--upload-pack=id",
        "ssh://-oProxyCommand=id/x",
        "ssh://git@-x/y",
        "ssh://a:b@host/y",
        "ssh://git@host/-x",
        "git@host:-x",
        "-x@host:y",
        "git://github.com/acme/envs",
        "http://github.com/acme/envs",
        "https://github.com",
        "https://github.com/",
        "https://token@github.com/acme/envs",
        "https://me:hunter2@github.com/acme/envs",
        "https://github.com/acme/envs?x=1",
        "https://github.com/acme/envs#x",
        "https:///acme",
        "https://github.com/a b",
        "https://github.com/a\nb",
        "jar:file:/x!/y",
        "environments",
        "C:\\envs",
        "/",
        ""
      })
  void se_20_what_is_no_plain_address_is_refused_and_not_repeated(String text) {
    assertThatThrownBy(() -> GitAddress.parse(text))
        .isInstanceOf(FailureException.class)
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--upload-pack=x", "a..b", "a b", "", "/", "a:b", "a*", "x.lock"})
  void se_20_a_branch_that_is_no_name_is_refused(String branch) {
    assertThatThrownBy(() -> settings(branch, "environments")).isInstanceOf(FailureException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "../x", "a/../../b", "a//b", "", "a\\b", "a\u0000b"})
  void a_path_that_leads_out_is_refused(String path) {
    assertThatThrownBy(() -> settings("main", path)).isInstanceOf(FailureException.class);
  }

  @Test
  void the_usual_forms_are_understood() {
    assertThat(GitAddress.parse("https://github.com/acme/envs.git").scheme()).isEqualTo("https");
    assertThat(GitAddress.parse("http://127.0.0.1:3000/acme/envs").scheme()).isEqualTo("http");
    assertThat(GitAddress.parse("git@github.com:acme/envs.git").scheme()).isEqualTo("ssh");
    assertThat(GitAddress.parse("ssh://git@github.com:22/acme/envs").host())
        .isEqualTo("github.com");
    assertThat(GitAddress.parse("file:///srv/envs.git").url()).isEqualTo("/srv/envs.git");
    assertThat(GitAddress.parse("/srv/x/../envs.git").path()).isEqualTo("/srv/envs.git");
    assertThat(GitAddress.parse("./envs.git").isLocal()).isTrue();
    assertThat(settings("feature/x", "./ops/envs/").path()).isEqualTo("ops/envs");
  }

  @Test
  void a_repository_is_known_by_each_of_its_addresses_and_by_no_other() {
    GitSettings ours = GitSettings.of(GitAddress.parse("git@github.com:Acme/envs.git"));

    for (String same :
        List.of(
            "https://github.com/acme/envs.git",
            "https://github.com/acme/envs",
            "git://github.com/acme/envs.git",
            "git@GitHub.com:acme/envs.git")) {
      assertThat(ours.concerns(List.of("nonsense", same), "refs/heads/main")).as(same).isTrue();
      assertThat(ours.concerns(List.of(same), "refs/heads/other")).isFalse();
      assertThat(ours.concerns(List.of(same), "main")).isFalse();
    }
    for (String other :
        List.of("https://github.com/acme/envs2", "https://evil.example/acme/envs", "")) {
      assertThat(ours.concerns(List.of(other), "refs/heads/main")).as(other).isFalse();
    }
    assertThat(ours.concerns(List.of(), "refs/heads/main")).isFalse();
  }

  private static GitSettings settings(String branch, String path) {
    return new GitSettings(
        GitAddress.parse("/srv/envs.git"),
        branch,
        path,
        GitSettings.INTERVAL,
        GitSettings.Login.NONE,
        GitLimits.USUAL);
  }
}
