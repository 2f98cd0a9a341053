package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import steadystate.lab.Lab;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Notebook;
import steadystate.resource.Live;
import steadystate.sandbox.Call;

/** An environment whose files are gone, and the three ways on. */
class DepartureTest {
  private static final Duration AWHILE = Duration.ofMinutes(4);

  private static final String SHOP =
      Lab.HEAD
          + """
          network: {cidrBlock: 10.0.0.0/16, natGateways: 0}
          securityGroups:
            alb: {ingress: [{protocol: tcp, ports: 80, from: 0.0.0.0/0}]}
            api: {ingress: [{protocol: tcp, ports: 8000, from: securityGroup/alb}]}
          loadBalancers:
            public: {securityGroups: [securityGroup/alb], listeners: {http: {port: 80, protocol: HTTP}}}
          services:
            api:
              image: repo/api:1.4.2
              port: 8000
              assignPublicIp: true
              securityGroups: [securityGroup/api]
              expose: [{loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10}]
          databases:
            main: {engine: postgres, dbInstanceClass: db.t4g.micro, allocatedStorage: 20}
          scheduledTasks:
            nightly: {schedule: cron(0 3 * * ? *), image: "repo/job:1.4.2", cpu: 256, memory: 512}
          buckets: {uploads: {}}
          repositories: {api: {}}
          outputs: {url: {value: "${loadBalancer.public.dnsName}", ssm: /dev/url}}
          """
              .indent(2);

  private static final String OTHER =
      Lab.HEAD.replace("name: dev", "name: other") + "  securityGroups: {a: {ingress: []}}\n";

  private final Lab lab = Lab.inMemory();
  private TurnedByHand loop = new TurnedByHand(lab.engine(), lab.clock());

  private void standing() {
    lab.sandbox().nature().database(Duration.ofSeconds(10));
    loop.write("dev.yaml", SHOP).write("other.yaml", OTHER).run(AWHILE);
    assertThat(loop.condition("dev", Type.READY).message())
        .isEqualTo("everything is as the spec says");
    lab.sandbox().recording().clear();
  }

  private void restarted() {
    Notebook kept = loop.notebook();
    lab.restarted();
    loop = new TurnedByHand(lab.engine(), lab.clock(), kept);
    loop.write("other.yaml", OTHER);
  }

  private Answer approve() {
    return ask(new Ask.Approve(loop.status("dev").look().orElseThrow().plan().fingerprint()));
  }

  private Answer ask(Ask ask) {
    return loop.controller().ask("dev", ask, "ops");
  }

  private List<String> lives() {
    return lab.everything().stream().map(Live::id).map(Object::toString).toList();
  }

  private List<String> writes() {
    return lab.sandbox().recording().writes().stream().map(Call::action).toList();
  }

  @Test
  void nothing_is_touched_until_somebody_decides_and_all_ways_are_told() {
    standing();
    int before = lives().size();

    loop.write("dev.yaml", "").run(AWHILE);

    assertThat(writes()).isEmpty();
    assertThat(lives()).hasSize(before);
    Condition held = loop.condition("dev", Type.HELD);
    assertThat(held.status()).isEqualTo(Truth.TRUE);
    assertThat(held.reason()).isEqualTo("Orphaned");
    assertThat(held.message())
        .contains(
            "resources of it are left",
            "put its files back",
            "`steadystate approve dev --gone`",
            "`steadystate forget dev`");
    assertThat(loop.condition("other", Type.READY).status()).isEqualTo(Truth.TRUE);
  }

  @Test
  void an_approval_of_its_plan_deletes_all_of_it_and_nothing_else() {
    standing();
    loop.write("dev.yaml", "").run(Duration.ofSeconds(10));

    assertThat(approve()).isInstanceOf(Answer.Accepted.class);
    loop.run(AWHILE);

    assertThat(lives()).isEmpty();
    assertThat(loop.condition("other", Type.READY).status()).isEqualTo(Truth.TRUE);
    assertThat(loop.condition("dev", Type.HELD).reason()).isEqualTo("Gone");
    List<String> writes = writes();
    assertThat(writes.indexOf("ecs:DeleteService"))
        .isLessThan(writes.indexOf("ec2:DeleteSecurityGroup"));
    assertThat(writes.indexOf("ec2:DeleteSubnet")).isLessThan(writes.indexOf("ec2:DeleteVpc"));
    assertThat(lab.byHand(RdsClient.class).describeDBSnapshots().dbSnapshots())
        .extracting(DBSnapshot::dbInstanceIdentifier)
        .contains("dev-main");
    int done = writes.size();
    loop.run(AWHILE);
    assertThat(writes()).hasSize(done);
    restarted();
    loop.run(Duration.ofSeconds(10));
    assertThat(loop.controller().environment("dev")).isEmpty();
  }

  /** Seconds after the approval: before the first write, among them, and while the last settle. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 20, 60})
  void another_process_goes_on_where_the_first_one_ended(int seconds) {
    standing();
    loop.write("dev.yaml", "").run(Duration.ofSeconds(10));
    approve();
    loop.run(Duration.ofSeconds(seconds));

    restarted();
    loop.run(Duration.ofSeconds(2));
    assertThat(loop.condition("dev", Type.HELD).reason()).isNotEqualTo("Orphaned");
    loop.run(AWHILE);

    assertThat(lives()).isEmpty();
    assertThat(writes()).filteredOn("rds:DeleteDbInstance"::equals).hasSize(1);
  }

  @Test
  void an_environment_that_left_while_nobody_watched_is_held_too() {
    standing();
    int before = lives().size();

    restarted();
    loop.run(AWHILE);

    assertThat(writes()).isEmpty();
    assertThat(loop.condition("dev", Type.HELD).reason()).isEqualTo("Orphaned");
    assertThat(loop.status("dev").spec().orElseThrow().settings().region()).isEqualTo(Lab.REGION);
    approve();
    loop.run(AWHILE);
    assertThat(before).isPositive();
    assertThat(lives()).isEmpty();
  }

  @Test
  void to_forget_lets_everything_live_without_a_tag_of_ours() {
    standing();
    loop.write("dev.yaml", "").run(Duration.ofSeconds(10));

    assertThat(ask(new Ask.Forget())).isInstanceOf(Answer.Accepted.class);
    loop.run(AWHILE);

    assertThat(lives()).isEmpty();
    assertThat(writes())
        .isNotEmpty()
        .noneMatch(call -> call.matches("\\w+:(Delete|Terminate|Stop|Revoke)(?!.*Tag).*"));
    assertThat(loop.condition("dev", Type.HELD).reason()).isEqualTo("Gone");
    assertThat(lab.byHand(RdsClient.class).describeDBInstances().dbInstances()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void files_that_come_back_end_the_departure_and_what_was_deleted_is_made_again(boolean restart) {
    standing();
    loop.write("dev.yaml", "").run(Duration.ofSeconds(10));
    approve();
    loop.run(Duration.ofSeconds(30));
    assertThat(writes()).isNotEmpty();

    if (restart) {
      restarted();
    }
    loop.write("dev.yaml", SHOP).run(AWHILE);

    assertThat(loop.condition("dev", Type.READY).message())
        .isEqualTo("everything is as the spec says");
    // The approval is used up: leaving once more waits for a person once more.
    lab.sandbox().recording().clear();
    loop.write("dev.yaml", "").run(AWHILE);
    assertThat(writes()).isEmpty();
    assertThat(loop.condition("dev", Type.HELD).reason()).isEqualTo("Orphaned");
  }

  @Test
  void an_approval_before_the_files_came_back_counts_for_nothing_afterwards() {
    standing();
    loop.write("dev.yaml", "").run(Duration.ofSeconds(10));
    Answer approved = approve();
    loop.write("dev.yaml", SHOP.replaceAll("(?m)^  databases:\\n.*\\n", ""));

    loop.run(AWHILE);

    assertThat(approved).isInstanceOf(Answer.Accepted.class);
    assertThat(lives()).contains("database/main");
    assertThat(writes()).doesNotContain("rds:DeleteDbInstance");
    assertThat(loop.condition("dev", Type.HELD).reason()).isEqualTo("NeedsApproval");
  }

  @Test
  void a_protected_database_stays_whatever_is_approved() {
    loop.write("dev.yaml", SHOP.replace("allocatedStorage: 20", "deletionProtection: true"))
        .write("other.yaml", OTHER)
        .run(AWHILE);
    loop.write("dev.yaml", "").run(Duration.ofSeconds(10));
    approve();
    loop.run(AWHILE);

    assertThat(lives()).contains("database/main").doesNotContain("service/api");
    assertThat(loop.condition("dev", Type.READY).status()).isEqualTo(Truth.FALSE);
  }

  @Test
  void what_is_written_cannot_be_forgotten_and_another_plan_is_not_approved() {
    standing();

    assertThat(ask(new Ask.Forget()))
        .isEqualTo(
            new Answer.Refused(
                "still-written",
                "only an environment that no file mentions can be forgotten; take its files away"
                    + " first"));
    loop.write("dev.yaml", "").run(Duration.ofSeconds(10));
    assertThat(ask(new Ask.Approve("sha256:other"))).isInstanceOf(Answer.Refused.class);
    assertThat(loop.controller().ask("nobody", new Ask.Forget(), "ops"))
        .isEqualTo(new Answer.Nobody());
    assertThat(Optional.of(writes())).contains(List.of());
  }
}
