package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import steadystate.reconcile.pass.Receipt;

/** cost-save in a network of our own: no NAT gateway, and back. */
class CostSaveNetworkTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String SHOP =
      """
      network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2}
      securityGroups: {api: {}}
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          port: 8000
          desiredCount: 1
          securityGroups: [securityGroup/api]
      """;

  private final Lab lab = Lab.inMemory();
  private final Ec2Client ec2 = lab.byHand(Ec2Client.class);

  @Test
  void tasks_move_out_the_nat_gateway_goes_and_all_comes_back() {
    steady(SHOP);
    AwsVpcConfiguration before = placed();
    assertThat(before.assignPublicIpAsString()).isNotEqualTo("ENABLED");
    assertThat(gateways()).containsExactly("available");

    steady("mode: cost-save\n" + SHOP);
    assertThat(placed().assignPublicIpAsString()).isEqualTo("ENABLED");
    assertThat(placed().subnets()).doesNotContainAnyElementsOf(before.subnets());
    assertThat(gateways()).isEmpty();
    assertThat(ec2.describeAddresses().addresses()).isEmpty();

    steady(SHOP);
    assertThat(placed().subnets()).containsExactlyInAnyOrderElementsOf(before.subnets());
    assertThat(gateways()).containsExactly("available");
  }

  @Test
  void a_service_moves_back_only_when_the_gateway_carries() {
    steady("mode: cost-save\n" + SHOP);
    lab.sandbox().recording().clear();

    steady(SHOP);

    List<String> writes =
        lab.sandbox().recording().writes().stream().map(call -> call.operation()).toList();
    assertThat(writes).containsSubsequence("CreateNatGateway", "CreateRoute", "UpdateService");
  }

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(yaml).plan().changes()).isEmpty();
  }

  private AwsVpcConfiguration placed() {
    return lab.byHand(EcsClient.class)
        .describeServices(r -> r.cluster("dev").services("api"))
        .services()
        .getFirst()
        .networkConfiguration()
        .awsvpcConfiguration();
  }

  private List<String> gateways() {
    return ec2.describeNatGateways(r -> {}).natGateways().stream()
        .map(nat -> nat.stateAsString())
        .filter(state -> !state.equals("deleted"))
        .toList();
  }
}
