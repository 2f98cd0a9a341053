package steadystate.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steadystate.apply.Progress;
import steadystate.apply.StepResult;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Hold;
import steadystate.reconcile.pass.Cleanup;
import steadystate.resource.ResourceId;
import steadystate.sandbox.Errors;

/**
 * Plans about orphans: what they hold back, what makes them stale, and the look before a delete.
 */
class CleanupTest {
  private static final String OURS = "steadystate:installation=default";

  private final Yard yard = new Yard();

  private Removal removal(String... specs) {
    return Removal.of(yard.search(specs), yard.environments(specs));
  }

  private List<String> carryOut(Removal removal, boolean approved, String... specs) {
    return new Cleanup(yard.lab.search(), yard.environments(specs))
        .carryOut(removal, approved, operation -> {}, Progress.SILENT).stream()
            .map(CleanupTest::words)
            .toList();
  }

  private static String words(StepResult step) {
    return step.resource().kind()
        + " "
        + step.failure().map(Failure::code).orElse(step.succeeded() ? "done" : "skipped");
  }

  private static List<String> holds(Removal removal) {
    return removal.lines().stream()
        .map(line -> line.held().map(Hold::toString).orElse("free to go"))
        .toList();
  }

  private static ResourceId volume(String id) {
    return new ResourceId("volume", id);
  }

  @Test
  void everything_of_every_sort_goes_when_a_person_lets_it() {
    yard.address();
    yard.natGateway(yard.address());
    String worn = yard.group("worn by an orphan");
    yard.networkInterface(worn);
    yard.group("idle");
    yard.snapshot(yard.volume());
    yard.database("shop");
    yard.rds.createDBSnapshot(r -> r.dbInstanceIdentifier("shop").dbSnapshotIdentifier("old"));
    yard.forward(yard.balancer("bare"), yard.targetGroup("behind"));
    yard.targetGroup("idle");
    for (int i = 0; i < 11; i++) {
      yard.revision("shop-api");
    }
    yard.logGroup("/aws/rds/instance/gone/postgresql");
    yard.days(40);
    Removal removal = removal();

    List<String> steps = carryOut(removal, true);

    assertThat(removal.lines())
        .extracting(line -> line.orphan().thing().sort())
        .contains(Sort.values());
    assertThat(steps).allMatch(step -> step.endsWith(" done"));
    yard.lab.clock().advance(java.time.Duration.ofHours(1));
    assertThat(yard.found())
        .as("what they held in use comes to light after them")
        .allMatch(id -> id.matches("(securityGroup|elasticIp|targetGroup)/.*"));
  }

  @Test
  void data_and_what_no_tag_claims_wait_for_an_approval() {
    yard.volume(OURS);
    yard.group("unclaimed");
    yard.days(1);
    Removal removal = removal();

    assertThat(holds(removal))
        .containsExactly(
            "no tag says that it is ours; needs an approval",
            "it holds what cannot be made again; needs an approval");
    assertThat(carryOut(removal, false)).isEmpty();
    assertThat(yard.found()).hasSize(2);
  }

  @Test
  void what_is_ours_and_holds_nothing_goes_by_itself_up_to_five_at_once() {
    for (int i = 0; i < 11; i++) {
      yard.revision("shop-api");
    }
    tagRevisions();
    assertThat(holds(removal())).containsExactly("free to go");
    for (int i = 0; i < 5; i++) {
      yard.revision("shop-api");
    }
    tagRevisions();

    assertThat(holds(removal()))
        .hasSize(6)
        .containsOnly("more deletes at once than 5; needs an approval");
  }

  private void tagRevisions() {
    yard.ecs
        .listTaskDefinitions()
        .taskDefinitionArns()
        .forEach(arn ->
            yard.ecs.tagResource(r ->
                r.resourceArn(arn).tags(t -> t.key("steadystate:installation").value("default"))));
  }

  @Test
  void what_is_of_another_installation_is_in_no_plan() {
    yard.volume("steadystate:installation=elsewhere");
    yard.days(1);

    assertThat(yard.found()).hasSize(1);
    assertThat(removal().lines()).isEmpty();
  }

  @Test
  void what_is_of_an_environment_that_may_not_be_written_waits() {
    yard.volume(OURS, "steadystate:environment=dev");
    yard.days(1);
    String suspended = "reconcile: {suspend: {reason: audit, by: kim}}\n";
    Removal removal = removal(suspended);

    assertThat(holds(removal)).containsExactly("environment dev may not be written");
    assertThat(carryOut(removal, true, suspended)).isEmpty();
  }

  @Test
  void what_was_taken_into_use_since_is_not_deleted() {
    String first = yard.address();
    String second = yard.address();
    Removal removal = removal();
    yard.natGateway(first);

    List<String> steps = carryOut(removal, true);

    assertThat(steps).containsExactlyInAnyOrder("elasticIp NoLongerOrphaned", "elasticIp done");
    assertThat(yard.ec2.describeAddresses().addresses())
        .extracting(one -> one.allocationId())
        .contains(first)
        .doesNotContain(second);
  }

  @Test
  void what_a_spec_came_to_name_since_is_not_deleted() {
    String group = yard.group("idle");
    Removal removal = removal();
    String spec = "services: {api: {image: \"a:1\", securityGroups: [" + group + "]}}\n";

    assertThat(carryOut(removal, true, spec)).containsExactly("securityGroup NoLongerOrphaned");
  }

  @Test
  void what_cannot_be_looked_at_once_more_is_not_deleted() {
    yard.address();
    Removal removal = removal();
    yard.lab.sandbox().conditions().fail("ec2:DescribeAddresses", Errors::denied);

    assertThat(carryOut(removal, true)).containsExactly("elasticIp NotReadAgain");
    assertThat(yard.lab.sandbox().recording().count("ec2:ReleaseAddress")).isZero();
  }

  @Test
  void what_is_gone_meanwhile_is_no_failure() {
    String address = yard.address();
    Removal removal = removal();
    yard.ec2.releaseAddress(r -> r.allocationId(address));

    assertThat(carryOut(removal, true)).containsExactly("elasticIp done");
    assertThat(yard.lab.sandbox().recording().count("ec2:ReleaseAddress")).isEqualTo(1);
  }

  @Test
  void a_closed_gate_stops_every_write() {
    yard.address();
    Removal removal = removal();
    List<Environment> none = List.of();

    List<StepResult> steps =
        new Cleanup(yard.lab.search(), none)
            .carryOut(
                removal,
                true,
                operation -> {
                  throw new FailureException(new Failure.Rejected("Closed", operation));
                },
                Progress.SILENT);

    assertThat(steps).extracting(CleanupTest::words).containsExactly("elasticIp Closed");
    assertThat(yard.found()).hasSize(1);
  }

  @Test
  void the_fingerprint_is_of_what_goes_and_of_what_is_known_of_it() {
    String one = yard.volume();
    yard.days(1);
    List<String> prints = new ArrayList<>();
    prints.add(removal().fingerprint());
    yard.days(1);
    assertThat(removal().fingerprint())
        .as("time alone changes nothing")
        .isEqualTo(prints.getFirst());
    yard.ec2.createTags(r -> r.resources(one).tags(t -> t.key("owner").value("kim")));
    prints.add(removal().fingerprint());
    yard.volume();
    yard.days(1);
    prints.add(removal().fingerprint());

    assertThat(prints).doesNotHaveDuplicates();
    assertThat(Removal.of(yard.search(), List.of(), Set.of(volume(one))).fingerprint())
        .as("another orphan beside a saved plan does not matter")
        .isEqualTo(prints.get(1));
  }
}
