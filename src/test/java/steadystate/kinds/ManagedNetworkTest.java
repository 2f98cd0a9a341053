package steadystate.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import steadystate.lab.Lab;
import steadystate.reconcile.Receipt;
import steadystate.resource.Live;

/** A network of our own, from YAML to what lives. */
class ManagedNetworkTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  static final String NETWORK =
      "network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2, natGateways: 1}\n";

  private final Lab lab = Lab.inMemory();
  private final Ec2Client ec2 = lab.byHand(Ec2Client.class);

  @Test
  void a_block_becomes_a_vpc_with_subnets_and_ways_out() {
    steady(NETWORK);

    assertThat(bodies())
        .containsOnlyKeys(
            "elasticIp/nat-a",
            "internetGateway/main",
            "natGateway/a",
            "routeTable/private-a",
            "routeTable/private-b",
            "routeTable/public",
            "subnet/private-a",
            "subnet/private-b",
            "subnet/public-a",
            "subnet/public-b",
            "vpc/main");
    assertThat(subnets().stream().map(s -> s.cidrBlock() + " " + s.availabilityZone()).toList())
        .containsExactlyInAnyOrder(
            "10.0.0.0/20 eu-west-1a",
            "10.0.16.0/20 eu-west-1b",
            "10.0.128.0/20 eu-west-1a",
            "10.0.144.0/20 eu-west-1b");
  }

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(yaml)).isEmpty();
    assertThat(lab.look(yaml).plan().changes()).isEmpty();
  }

  private List<Subnet> subnets() {
    String vpc = bodies().get("vpc/main");
    return ec2.describeSubnets(r -> r.filters(f -> f.name("vpc-id").values(vpc))).subnets();
  }

  private Map<String, String> bodies() {
    Map<String, String> bodies = new TreeMap<>();
    for (Live live : lab.everything()) {
      assertThat(bodies.put(live.id().toString(), live.attributes().require("id")))
          .as("no twin of %s", live.id())
          .isNull();
    }
    return bodies;
  }
}
