package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.apply.StepResult;
import steadystate.drift.Finding;
import steadystate.lab.Lab;
import steadystate.plan.Change;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.DriftReport;
import steadystate.report.Paper;
import steadystate.report.PlanReport;
import steadystate.report.ReceiptReport;
import steadystate.report.Report;
import steadystate.report.Stats;
import steadystate.resource.Owner;
import steadystate.sandbox.Call;

/**
 * One situation in an AWS of its own, with what must hold in every one of them: a look writes
 * nothing, nothing is written that was not planned, a second and a third apply write nothing, the
 * order of answers means nothing, and a secret is in no report.
 */
final class Case {
  static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  /** Stands in a variable whose name says that it is secret. */
  static final String CANARY = "canary-8f14e45f";

  /** The service of most cases; what follows may be more fields of it. */
  static final String WEB =
      """
      services:
        web:
          cpu: 256
          memory: 512
          desiredCount: 2
          containers:
            app:
              image: repo/app:1.4.2
              portMappings: [{containerPort: 8080}]
              environment: {LOG: info, MODE: api, DB_PASSWORD: canary-8f14e45f}
      """;

  final Lab lab = Lab.inMemory();
  final EcsClient ecs = lab.byHand(EcsClient.class);
  private UnaryOperator<Object> told = UnaryOperator.identity();
  private List<Call> writes = List.of();

  /** {@link #WEB} with more fields of its container. */
  static String app(String more) {
    return WEB + more.indent(8);
  }

  /** {@link #WEB} with more fields of the service. */
  static String web(String more) {
    return WEB + more.indent(4);
  }

  /** A text with one thing replaced, which must be there. */
  static String edited(String yaml, String from, String to) {
    assertThat(yaml).contains(from);
    return yaml.replace(from, to);
  }

  /** Where nothing ever runs: on EC2 without an instance. */
  Case withoutWaiting() {
    lab.options(lab.options().noWait());
    return this;
  }

  /** Brings a spec to life. */
  Case given(String yaml) {
    Receipt receipt = lab.apply(yaml);
    if (lab.options().untilSteady()) {
      assertThat(receipt.outcome()).isEqualTo(STEADY);
    }
    assertThat(lab.differences(yaml)).as("%s", receipt.outcome()).isEmpty();
    pause();
    return this;
  }

  /** From now on AWS tells of services in this form. */
  void toldOfServices(Consumer<Service.Builder> change) {
    told(answer ->
        answer instanceof DescribeServicesResponse all
            ? all.toBuilder()
                .services(
                    all.services().stream()
                        .map(s -> s.toBuilder().applyMutation(change).build())
                        .toList())
                .build()
            : answer);
  }

  /** From now on AWS answers in this form, whatever is so. */
  void told(UnaryOperator<Object> change) {
    told = change;
    lab.sandbox().conditions().tell(change);
  }

  /** Forgets calls and what the process knew, and lets time go by. */
  Case pause() {
    lab.clock().advance(Duration.ofMinutes(2));
    lab.restarted();
    lab.sandbox().recording().clear();
    return this;
  }

  /** Nothing is to do, also when the tag that tells what was applied is of another day. */
  Case nothing(String yaml) {
    pause();
    assertThat(differences(yaml)).isEmpty();
    still(yaml);
    ecs.tagResource(r ->
        r.resourceArn(service().serviceArn())
            .tags(Tag.builder().key(Owner.SPEC).value("of another day").build()));
    pause();
    assertThat(differences(yaml)).as("with a stale hash").isEmpty();
    still(yaml);
    return this;
  }

  /** Exactly these paths differ, are planned and are written, and then nothing is left. */
  Case changes(String yaml, String... paths) {
    pause();
    Look look = looked(yaml);
    assertThat(differences(look)).containsExactlyInAnyOrder(paths);
    Receipt receipt = lab.apply(yaml);
    if (lab.options().untilSteady()) {
      assertThat(receipt.outcome()).isEqualTo(STEADY);
    }
    assertThat(writtenBy(receipt)).isSubsetOf(plannedBy(look));
    writes = lab.sandbox().recording().writes();
    tellsNoSecret(receipt.last());
    tellsNoSecret(
        new ReceiptReport(
            ReceiptReport.Ending.STEADY,
            "",
            receipt.passes(),
            receipt.steps(),
            receipt.last().plan(),
            Map.of(),
            Stats.NONE));
    pause();
    still(yaml);
    return this;
  }

  /** Two more applies, whatever the order of answers, write nothing. */
  Case still(String yaml) {
    lab.sandbox().recording().clear();
    lab.apply(yaml);
    lab.apply(yaml);
    for (int seed = 1; seed <= 3; seed++) {
      lab.restarted();
      lab.sandbox().conditions().shuffle(seed);
      assertThat(differences(looked(yaml))).as("shuffled by %d", seed).isEmpty();
      lab.apply(yaml);
    }
    lab.sandbox().conditions().clear().tell(told);
    assertThat(names(lab.sandbox().recording().writes())).as("writes of later passes").isEmpty();
    return this;
  }

  /** A look; it writes nothing and tells no secret. */
  Look looked(String yaml) {
    int before = lab.sandbox().recording().writes().size();
    Look look = lab.look(yaml);
    assertThat(lab.sandbox().recording().writes()).as("writes of a look").hasSize(before);
    tellsNoSecret(look);
    return look;
  }

  List<String> differences(String yaml) {
    return differences(looked(yaml));
  }

  private static List<String> differences(Look look) {
    return look.findings().stream()
        .flatMap(finding ->
            finding.fields().stream()
                .map(f -> of(finding) + f.path() + ": " + f.live() + " -> " + f.desired()))
        .toList();
  }

  private static String of(Finding finding) {
    return finding.id().toString().equals("service/web") ? "" : finding.id() + " ";
  }

  private static Set<String> plannedBy(Look look) {
    return look.plan().changes().stream()
        .map(Change::resource)
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> writtenBy(Receipt receipt) {
    return receipt.steps().stream()
        .filter(StepResult::succeeded)
        .map(step -> step.resource().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void tellsNoSecret(Look look) {
    tellsNoSecret(new PlanReport(look.plan(), Stats.NONE));
    tellsNoSecret(new DriftReport(look.plan(), look.findings(), look.changedBy(), Stats.NONE));
  }

  private static void tellsNoSecret(Report report) {
    assertThat(report.jsonText()).doesNotContain(CANARY);
    assertThat(report.text(Paper.PLAIN)).doesNotContain(CANARY);
    assertThat(report.markdown()).doesNotContain(CANARY);
  }

  /** The writes of the last {@link #changes}, or since the last {@link #pause}. */
  List<String> writes() {
    return names(written());
  }

  private List<Call> written() {
    return writes.isEmpty() ? lab.sandbox().recording().writes() : writes;
  }

  private static List<String> names(List<Call> calls) {
    return calls.stream().map(Call::operation).toList();
  }

  /** How many writes of one operation. */
  long count(String operation) {
    return writes().stream().filter(operation::equals).count();
  }

  <R> List<R> requests(Class<R> type) {
    return written().stream().map(Call::request).filter(type::isInstance).map(type::cast).toList();
  }

  UpdateServiceRequest update() {
    List<UpdateServiceRequest> all = requests(UpdateServiceRequest.class);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  RegisterTaskDefinitionRequest registered() {
    List<RegisterTaskDefinitionRequest> all = requests(RegisterTaskDefinitionRequest.class);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  Service service() {
    return ecs.describeServices(r -> r.cluster("dev").services("web").include(ServiceField.TAGS))
        .services()
        .getFirst();
  }

  TaskDefinition definition() {
    return ecs.describeTaskDefinition(r -> r.taskDefinition(service().taskDefinition()))
        .taskDefinition();
  }
}
