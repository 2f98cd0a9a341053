package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.edited;
import static steadystate.cases.Ground.owner;
import static steadystate.cases.Ground.tcp;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.lab.Lab;
import steadystate.reconcile.Badges;
import steadystate.reconcile.Condition;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.SpecSource;
import steadystate.reconcile.TurnedByHand;

/** What the loop does when the folder of specs is not what it was. */
class SourceCasesTest {
  private static final Duration AWHILE = Duration.ofMinutes(5);

  private final Ground ground = new Ground();
  private final TurnedByHand loop = new TurnedByHand(ground.lab.engine(), ground.lab.clock());

  @Test
  void de_01_an_empty_folder_keeps_every_environment_and_says_so() {
    standing(3);
    for (int i = 1; i <= 3; i++) {
      loop.write("e" + i + ".yaml", "");
    }

    assertThat(ground.writes(() -> loop.run(AWHILE))).isEmpty();

    for (int i = 1; i <= 3; i++) {
      assertThat(ground.groups("e" + i + "-api")).hasSize(1);
      assertThat(loop.condition("e" + i, Type.READY).reason()).isEqualTo(SpecSource.Trouble.EMPTY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SpecSource.Trouble.EMPTY, SpecSource.Trouble.UNREADABLE, "CloneFailed"})
  void de_02_de_07_a_source_that_cannot_be_read_changes_nothing_until_it_can(String reason) {
    standing(2);
    loop.trouble(reason);

    assertThat(ground.writes(() -> loop.run(AWHILE))).isEmpty();
    assertThat(loop.condition("e1", Type.READY).reason()).isEqualTo(reason);

    loop.trouble("");
    assertThat(ground.writes(() -> loop.run(AWHILE))).isEmpty();
    assertThat(loop.condition("e1", Type.READY).status()).isEqualTo(Truth.TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion: [",
        "apiVersion: steadystate/v1\nkind: Environment\nmetadata: {name: e3}\nspec: {oops: 1}\n",
        "# nothing left\n"
      })
  void de_04_one_of_ten_files_that_does_not_parse_freezes_its_environment_and_no_other(String bad) {
    standing(10);
    ground.open("e3-api", tcp(22, "0.0.0.0/0"));
    ground.open("e4-api", tcp(22, "0.0.0.0/0"));
    loop.write("e3.yaml", bad);

    List<String> writes = ground.writes(() -> loop.run(AWHILE));

    assertThat(writes).containsExactly("ec2:RevokeSecurityGroupIngress");
    assertThat(ground.theGroup("e3-api").ipPermissions()).hasSize(2);
    assertThat(ground.theGroup("e4-api").ipPermissions()).hasSize(1);
    assertThat(loop.condition("e3", Type.READY).reason()).isEqualTo("SpecInvalid");
    assertThat(loop.status("e3").orphan()).isFalse();
    assertThat(loop.condition("e9", Type.READY).status()).isEqualTo(Truth.TRUE);
  }

  @Test
  void de_05_environments_that_leave_together_are_kept_and_wait_for_a_person() {
    standing(10);
    for (int i = 1; i <= 3; i++) {
      loop.write("e" + i + ".yaml", "");
    }

    assertThat(ground.writes(() -> loop.run(AWHILE))).isEmpty();

    assertThat(loop.condition("e2", Type.HELD).status()).isEqualTo(Truth.TRUE);
    assertThat(loop.condition("e2", Type.READY).reason()).isEqualTo("Orphaned");
    assertThat(loop.condition("e4", Type.READY).status()).isEqualTo(Truth.TRUE);
    assertThat(ground.groups("e2-api")).hasSize(1);
  }

  @Test
  void de_08_an_environment_with_another_name_is_another_one_and_the_old_one_stays() {
    standing(2);
    loop.write("e1.yaml", spec("renamed"));

    loop.run(AWHILE);

    assertThat(loop.status("e1").orphan()).isTrue();
    assertThat(owner(ground.theGroup("e1-api"))).isEqualTo("e1");
    assertThat(owner(ground.theGroup("renamed-api"))).isEqualTo("renamed");
  }

  @Test
  void de_11_another_region_makes_no_fresh_copy_while_the_old_one_stands() {
    standing(2);
    loop.write("e1.yaml", edited(spec("e1"), "eu-west-1", "eu-central-1"));

    List<String> writes = ground.writes(() -> loop.run(AWHILE));

    assertThat(writes).isEmpty();
    Condition ready = loop.condition("e1", Type.READY);
    assertThat(ready.status()).isEqualTo(Truth.FALSE);
    assertThat(ready.message()).contains("eu-west-1", "eu-central-1");
    loop.write("e1.yaml", spec("e1"));
    loop.run(AWHILE);
    assertThat(loop.condition("e1", Type.READY).status()).isEqualTo(Truth.TRUE);
  }

  @Test
  void de_26_an_environment_that_comes_back_is_as_it_was() {
    standing(2);
    String group = ground.theGroup("e1-api").groupId();
    loop.write("e1.yaml", "");
    loop.run(Duration.ofSeconds(30));
    loop.write("e1.yaml", spec("e1"));

    assertThat(ground.writes(() -> loop.run(AWHILE))).isEmpty();

    assertThat(ground.theGroup("e1-api").groupId()).isEqualTo(group);
    assertThat(loop.condition("e1", Type.READY).status()).isEqualTo(Truth.TRUE);
  }

  @Test
  void de_28_a_fix_that_always_comes_back_stops_and_names_the_field() {
    standing(1);
    int closed = 0;
    for (int i = 0; i < 20; i++) {
      if (ground.theGroup("e1-api").ipPermissions().size() == 1) {
        ground.open("e1-api", tcp(22, "0.0.0.0/0"));
      }
      closed += ground.writes(() -> loop.run(Duration.ofSeconds(150))).size();
    }

    assertThat(closed).isBetween(10, 11);
    Condition stalled = loop.condition("e1", Type.STALLED);
    assertThat(stalled.status()).isEqualTo(Truth.TRUE);
    assertThat(stalled.reason()).isEqualTo("Flapping");
    assertThat(stalled.message()).contains("securityGroup/api", "tcp/22 from 0.0.0.0/0");
  }

  @Test
  void ap_38_a_change_that_no_event_told_of_is_found_at_the_next_interval() {
    standing(1);
    ground.open("e1-api", tcp(22, "0.0.0.0/0"));

    assertThat(ground.writes(() -> loop.run(Duration.ofSeconds(70))))
        .containsExactly("ec2:RevokeSecurityGroupIngress");
    assertThat(loop.status("e1").badges().sync()).isEqualTo(Badges.Sync.IN_SYNC);
  }

  private void standing(int count) {
    for (int i = 1; i <= count; i++) {
      loop.write("e" + i + ".yaml", spec("e" + i));
    }
    loop.run(AWHILE);
    for (int i = 1; i <= count; i++) {
      assertThat(loop.condition("e" + i, Type.READY).status()).isEqualTo(Truth.TRUE);
    }
  }

  private static String spec(String name) {
    return edited(Lab.HEAD, "name: dev", "name: " + name)
        + """
          securityGroups:
            api:
              ingress:
                - {protocol: tcp, ports: 443, from: 10.0.0.0/8}
        """;
  }
}
