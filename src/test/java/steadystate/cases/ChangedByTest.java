package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.shop;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Look;
import steadystate.resource.ResourceId;
import steadystate.sandbox.Fault;

/** Drift has a name on it: CloudTrail knows who called. */
class ChangedByTest {
  private static final ResourceId SERVICE = ResourceId.parse("service/api");
  private static final ResourceId GROUP = ResourceId.parse("securityGroup/api");

  private final Ground ground = new Ground();

  private <C extends software.amazon.awssdk.core.SdkClient> C as(String who, Class<C> client) {
    var sandbox = ground.lab.sandbox();
    return sandbox.client(client, Lab.REGION, sandbox.account().userArn(who));
  }

  private void scaledBy(String who, int count) {
    as(who, EcsClient.class)
        .updateService(r -> r.cluster("dev").service("api").desiredCount(count));
  }

  private void openedBy(String who) {
    String id = ground.theGroup("dev-api").groupId();
    as(who, Ec2Client.class)
        .authorizeSecurityGroupIngress(
            r -> r.groupId(id).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("0.0.0.0/0"));
  }

  @Test
  void each_drift_names_who_made_it_and_by_which_call() {
    ground.steady(shop());
    scaledBy("alice", 5);
    openedBy("bob");

    Look look = ground.lab.look(shop());

    assertThat(look.changedBy()).containsOnlyKeys(SERVICE, GROUP);
    assertThat(look.changedBy().get(SERVICE)).startsWith("alice, ecs:UpdateService at 2026-");
    assertThat(look.changedBy().get(GROUP))
        .startsWith("bob, ec2:AuthorizeSecurityGroupIngress at 2026-");
  }

  @Test
  void the_last_of_several_is_named_and_never_the_program_itself() {
    ground.steady(shop());
    scaledBy("alice", 5);
    ground.lab.clock().advance(Duration.ofMinutes(2));
    scaledBy("bob", 6);
    ground.lab.clock().advance(Duration.ofMinutes(2));
    ground.ecs.updateService(r -> r.cluster("dev").service("api").desiredCount(7));

    assertThat(ground.lab.look(shop()).changedBy().get(SERVICE)).startsWith("bob, ");
  }

  @Test
  void a_service_of_the_same_name_in_another_cluster_is_another_service() {
    ground.steady(shop());
    ground.ecs.createCluster(r -> r.clusterName("other"));
    String definition = ground.service("api").taskDefinition();
    as("bob", EcsClient.class)
        .createService(r ->
            r.cluster("other")
                .serviceName("api")
                .taskDefinition(definition)
                .desiredCount(0)
                .networkConfiguration(ground.service("api").networkConfiguration()));
    ground.ecs.updateService(r -> r.cluster("dev").service("api").desiredCount(7));

    assertThat(ground.lab.look(shop()).changedBy()).isEmpty();
  }

  @Test
  void what_is_in_sync_asks_nobody_and_a_trail_that_may_not_be_read_names_nobody() {
    ground.steady(shop());
    ground.lab.look(shop());
    assertThat(ground.lab.calls()).doesNotContainKey("cloudtrail:LookupEvents");

    ground.lab.sandbox().conditions().fail("cloudtrail:*", Fault.DENIED);
    scaledBy("alice", 5);

    Look look = ground.lab.look(shop());
    assertThat(look.changedBy()).isEmpty();
    assertThat(look.plan().unknown()).isEmpty();
  }
}
