package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import steadystate.lab.Lab;
import steadystate.plan.Note;
import steadystate.plan.Refusal;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Call;
import steadystate.sandbox.rds.Rds;
import steadystate.sandbox.rds.RdsInstance;
import steadystate.yaml.Problem;

/** The ground under the rows about databases: a lab, one shop database, and eyes beside ours. */
class Data {
  static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  /** One PostgreSQL database. */
  static final String SHOP =
      """
      databases:
        shop:
          engine: postgres
          engineVersion: "16.3"
          dbInstanceClass: db.t4g.micro
          allocatedStorage: 35
          storageType: gp3
      """;

  final Lab lab = Lab.inMemory();
  final RdsClient rds = lab.byHand(RdsClient.class);

  /** The shop with more fields of its database. */
  static String shop(String... lines) {
    StringBuilder yaml = new StringBuilder(SHOP);
    for (String line : lines) {
      yaml.append("    ").append(line).append('\n');
    }
    return yaml.toString();
  }

  static String edited(String yaml, String... pairs) {
    String text = yaml;
    for (int i = 0; i < pairs.length; i += 2) {
      assertThat(text).contains(pairs[i]);
      text = text.replace(pairs[i], pairs[i + 1]);
    }
    return text;
  }

  /** Brings a spec to life, and lets a day go by. */
  Data given(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    lab.clock().advance(Duration.ofDays(1));
    lab.restarted();
    return this;
  }

  /** Applies to the end; then nothing differs and further passes write nothing. */
  List<Call> steady(String yaml) {
    List<Call> written = written(() -> assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY));
    still(yaml);
    return written;
  }

  /** Nothing differs, twenty passes write nothing, and the order of answers means nothing. */
  void still(String yaml) {
    assertThat(lab.differences(yaml)).isEmpty();
    assertThat(
            written(() -> {
              for (int pass = 0; pass < 20; pass++) {
                lab.pass(yaml);
              }
            }))
        .isEmpty();
    for (int seed = 1; seed <= 3; seed++) {
      lab.sandbox().conditions().shuffle(seed);
      assertThat(lab.differences(yaml)).isEmpty();
    }
    lab.sandbox().conditions().clear();
    lab.restarted();
    assertThat(lab.differences(yaml)).isEmpty();
  }

  List<Call> written(Runnable work) {
    int before = lab.sandbox().recording().writes().size();
    work.run();
    List<Call> all = lab.sandbox().recording().writes();
    return List.copyOf(all.subList(before, all.size()));
  }

  List<String> writes(Runnable work) {
    return names(written(work));
  }

  static List<String> names(List<Call> calls) {
    return calls.stream().map(Call::operation).toList();
  }

  static <R extends AwsRequest> List<R> requests(List<Call> calls, Class<R> type) {
    return calls.stream().map(Call::request).filter(type::isInstance).map(type::cast).toList();
  }

  /** The only call, which must be a ModifyDBInstance. */
  static ModifyDbInstanceRequest modify(List<Call> calls) {
    assertThat(names(calls)).containsOnlyOnce("ModifyDbInstance");
    return requests(calls, ModifyDbInstanceRequest.class).getFirst();
  }

  /** A plan refuses with these words, and nothing is written. */
  void refused(String yaml, String words) {
    List<Refusal> refusals = lab.look(yaml).plan().refusals();
    assertThat(refusals).as("%s", lab.differences(yaml)).isNotEmpty();
    assertThat(refusals.getFirst().message()).contains(words);
    assertThat(
            writes(() ->
                assertThat(lab.apply(yaml).outcome()).isEqualTo(new Receipt.Outcome.Refused())))
        .isEmpty();
  }

  /** The spec has this mistake, which is found without AWS. */
  Problem mistake(String yaml, String code) {
    long before = lab.sandbox().recording().attempts().size();
    List<Problem> problems = lab.reading(Lab.HEAD + yaml.indent(2)).problems();
    assertThat(lab.sandbox().recording().attempts()).hasSize((int) before);
    assertThat(problems).extracting(Problem::code).contains(code);
    return problems.stream().filter(p -> p.code().equals(code)).findFirst().orElseThrow();
  }

  List<String> notes(String yaml, String about) {
    return lab.look(yaml).plan().notes().stream()
        .filter(note -> note.about().equals(about))
        .map(Note::message)
        .toList();
  }

  List<DBInstance> instances() {
    return rds.describeDBInstances().dbInstances();
  }

  DBInstance instance() {
    assertThat(instances()).hasSize(1);
    return instances().getFirst();
  }

  /** Something that AWS does by itself, or for which it has no call. */
  void byItself(java.util.function.Consumer<DBInstance.Builder> change) {
    lab.sandbox()
        .inside(
            Lab.REGION,
            scene -> {
              RdsInstance row =
                  scene.table(Rds.INSTANCES).values().stream().findFirst().orElseThrow();
              RdsInstance changed =
                  new RdsInstance(
                      row.shown().toBuilder().applyMutation(change).build(),
                      row.turn(),
                      row.storageChangedAt());
              return scene.table(Rds.INSTANCES).put(row.shown().dbInstanceIdentifier(), changed);
            });
  }
}
