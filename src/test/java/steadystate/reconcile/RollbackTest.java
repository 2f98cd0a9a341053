package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.lab.Lab;
import steadystate.plan.Note;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.asked.Notes;
import steadystate.reconcile.asked.NotesJson;
import steadystate.resource.Health;

/** A person takes a service back, and the loop leaves it there. */
class RollbackTest {
  private static final String API =
      Lab.HEAD
          + """
          services:
            api:
              image: app:1
              desiredCount: 2
              rollout: {circuitBreaker: true, rollback: true, timeout: 15m}
          """
              .indent(2);

  private final Lab lab = Lab.inMemory();
  private final TurnedByHand loop = new TurnedByHand(lab.engine(), lab.clock());
  private final EcsClient ecs = lab.byHand(EcsClient.class);

  private void deploy(String image) {
    write(API.replace("app:1", image));
  }

  private void write(String yaml) {
    loop.write("dev.yaml", yaml).run(Duration.ofMinutes(12));
  }

  private Answer back(String to) {
    return loop.controller()
        .rollBack("dev", "api", Optional.of(to).filter(text -> !text.isEmpty()), "it leaks", "ops");
  }

  private String runs() {
    String arn =
        ecs.describeServices(r -> r.cluster("dev").services("api"))
            .services()
            .getFirst()
            .taskDefinition();
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private List<UpdateServiceRequest> updates() {
    return lab.sandbox().recording().calls().stream()
        .map(call -> (Object) call.request())
        .filter(UpdateServiceRequest.class::isInstance)
        .map(UpdateServiceRequest.class::cast)
        .toList();
  }

  private List<String> notes() {
    return loop.status("dev").look().orElseThrow().plan().notes().stream()
        .filter(note -> note.about().equals("held"))
        .map(Note::message)
        .toList();
  }

  @Test
  void it_goes_back_to_the_last_good_revision_and_stays_there() {
    deploy("app:1");
    deploy("app:2");
    assertThat(runs()).isEqualTo("2");
    lab.sandbox().recording().clear();

    assertThat(back("")).isInstanceOf(Answer.Accepted.class);
    loop.run(Duration.ofHours(2));

    assertThat(runs()).isEqualTo("1");
    assertThat(updates()).hasSize(1);
    assertThat(notes()).containsExactly("rolled back to :1 by ops: it leaks");
    assertThat(loop.condition("dev", Type.HELD).status()).isEqualTo(Truth.TRUE);
    assertThat(loop.condition("dev", Type.HELD).reason()).isEqualTo("RolledBack");
    assertThat(loop.condition("dev", Type.READY).reason()).isEqualTo("RolledBack");
    assertThat(lab.sandbox().recording().count("ecs:RegisterTaskDefinition")).isZero();
  }

  @Test
  void what_is_not_content_is_healed_meanwhile_and_so_is_the_revision() {
    deploy("app:1");
    deploy("app:2");
    back("1");
    loop.run(Duration.ofMinutes(10));

    ecs.updateService(
        r -> r.cluster("dev").service("api").desiredCount(5).taskDefinition("dev-api:2"));
    loop.run(Duration.ofMinutes(20));

    assertThat(runs()).isEqualTo("1");
    assertThat(
            ecs.describeServices(r -> r.cluster("dev").services("api"))
                .services()
                .getFirst()
                .desiredCount())
        .isEqualTo(2);
  }

  @Test
  void a_release_goes_on_with_what_is_written() {
    deploy("app:1");
    deploy("app:2");
    back("");
    loop.run(Duration.ofMinutes(10));

    loop.controller().ask("dev", new Ask.Release(), "ops");
    loop.run(Duration.ofMinutes(10));

    assertThat(runs()).isEqualTo("2");
    assertThat(notes()).isEmpty();
    assertThat(loop.condition("dev", Type.READY).status()).isEqualTo(Truth.TRUE);
  }

  @Test
  void a_commit_that_changes_the_content_ends_it_and_another_one_does_not() {
    deploy("app:1");
    deploy("app:2");
    back("");
    loop.run(Duration.ofMinutes(10));

    write(API.replace("app:1", "app:2").replace("desiredCount: 2", "desiredCount: 3"));
    assertThat(runs()).isEqualTo("1");
    assertThat(notes()).hasSize(1);

    deploy("app:3");
    assertThat(runs()).isEqualTo("3");
    assertThat(notes()).isEmpty();
    assertThat(loop.controller().events("dev"))
        .anySatisfy(event -> assertThat(event.reason()).isEqualTo("RollbackOver"));
  }

  @Test
  void after_ecs_rolled_back_it_keeps_what_runs_and_no_release_starts_a_second_fight() {
    deploy("app:1");
    lab.sandbox().breaks("app:2");
    deploy("app:2");
    loop.run(Duration.ofHours(1));
    assertThat(runs()).isEqualTo("1");
    assertThat(loop.condition("dev", Type.READY).reason()).isEqualTo("RolledBack");
    lab.sandbox().recording().clear();

    back("");
    loop.run(Duration.ofHours(1));

    assertThat(runs()).isEqualTo("1");
    assertThat(updates()).isEmpty();
    assertThat(notes()).containsExactly("rolled back to :1 by ops: it leaks");
    assertThat(
            loop.status("dev").look().orElseThrow().findings().stream()
                .filter(finding -> finding.id().kind().equals("service"))
                .map(finding -> finding.live().orElseThrow().health()))
        .containsExactly(Health.READY);

    loop.controller().ask("dev", new Ask.Release(), "ops");
    loop.run(Duration.ofHours(1));
    assertThat(updates()).isEmpty();
  }

  @Test
  void a_new_process_that_reads_the_notes_leaves_it_there() {
    deploy("app:1");
    deploy("app:2");
    back("");
    loop.run(Duration.ofMinutes(10));
    Notes kept = NotesJson.notes(NotesJson.text(noted()));
    lab.restarted();
    lab.sandbox().recording().clear();

    Notebook notebook = Notebook.inMemory();
    notebook.edit("dev", before -> kept);
    TurnedByHand next = new TurnedByHand(lab.engine(), lab.clock(), notebook);
    next.write("dev.yaml", API.replace("app:1", "app:2")).run(Duration.ofMinutes(30));

    assertThat(runs()).isEqualTo("1");
    assertThat(updates()).isEmpty();
    assertThat(next.condition("dev", Type.HELD).reason()).isEqualTo("RolledBack");
  }

  private Notes noted() {
    return loop.notebook().read("dev");
  }

  @Test
  void what_cannot_be_gone_back_to_is_refused_with_the_reason() {
    deploy("app:1");
    assertRefused(back(""), "NoEarlierRevision", "--to 7");
    deploy("app:2");

    assertRefused(back("9"), "NoSuchRevision", "dev-api:9");
    assertRefused(back("other:1"), "OtherFamily", "dev-api");
    assertRefused(back("--x"), "NoSuchRevision", "7 or dev-api:7");
    assertRefused(
        loop.controller().rollBack("dev", "web", Optional.empty(), "", "ops"),
        "no-such-service",
        "no service");
    assertThat(loop.controller().rollBack("nobody", "web", Optional.empty(), "", "ops"))
        .isInstanceOf(Answer.Nobody.class);
    loop.controller().ask("dev", new Ask.Suspend("works"), "ops");
    loop.run(Duration.ofMinutes(1));
    assertRefused(back("1"), "writes-nothing", "Suspended");
    assertThat(runs()).isEqualTo("2");
  }

  private static void assertRefused(Answer answer, String code, String words) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.message()).contains(words);
            });
  }
}
