package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.reconcile.pass.Receipt;

/** A managed network, and a machine in it, over HTTP. */
class PlacesOverHttpTest {
  private static final String NETWORK =
      "network: {cidrBlock: 10.0.0.0/20, availabilityZones: 2, natGateways: 1}\n";
  private static final String BOX =
      """
      securityGroups: {box: {}}
      instances:
        box: {imageId: ami-12c6146b, instanceType: t3.micro, securityGroups: [securityGroup/box]}
      """;
  private static final String REST = "logGroups: {a: {}, b: {}, c: {}, d: {}, e: {}}\n";

  private final Lab lab = Lab.moto();
  private final Ec2Client ec2 = lab.byHand(Ec2Client.class);

  private void settled(String yaml) {
    Receipt receipt = lab.apply(yaml);
    for (int pass = 0; pass < 3 && !lab.look(yaml).plan().isEmpty(); pass++) {
      receipt = lab.apply(yaml);
    }
    lab.restarted();
    assertThat(lab.differences(yaml)).as("%s", receipt.outcome()).isEmpty();
    assertThat(lab.look(yaml).plan().changes()).as("%s", receipt.outcome()).isEmpty();
  }

  private List<Vpc> own() {
    return ec2.describeVpcs().vpcs().stream().filter(vpc -> !vpc.isDefault()).toList();
  }

  private Instance box() {
    return ec2.describeInstances().reservations().getFirst().instances().getFirst();
  }

  private void approved(String yaml) {
    lab.options(lab.options().approved(Set.of(lab.look(yaml).plan().fingerprint())));
    settled(yaml);
  }

  @Test
  void a_network_is_made_changed_and_taken_away() {
    settled(NETWORK + REST);
    assertThat(own()).hasSize(1);

    settled(NETWORK.replace("Gateways: 1", "Gateways: 0, mapPublicIpOnLaunch: false") + REST);

    approved(REST);
    assertThat(own()).isEmpty();
  }

  @Test
  void a_machine_is_made_changed_and_taken_away() {
    settled(BOX + REST);
    String id = box().instanceId();

    settled(BOX.replace("t3.micro", "t3.small") + REST);

    assertThat(box().instanceId()).isEqualTo(id);
    assertThat(box().instanceTypeAsString()).isEqualTo("t3.small");
    approved(REST);
    assertThat(box().state().nameAsString()).isEqualTo("terminated");
  }
}
