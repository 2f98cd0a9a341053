package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import steadystate.drift.Finding;
import steadystate.drift.Status;

class FewerZonesTest {
  private static final String SPEC =
      """
      network: {cidrBlock: 10.0.0.0/16, availabilityZones: %d, natGateways: 0}
      loadBalancers:
        public: {scheme: internet-facing, listeners: {http: {port: 80, protocol: HTTP}}}
      databases:
        main: {engine: postgres, dbInstanceClass: db.t4g.micro, allocatedStorage: 20, masterUsername: shop}
      """;

  private final Lab lab = Lab.inMemory();

  private Status status(String yaml, String id) {
    return lab.look(yaml).findings().stream()
        .filter(finding -> finding.id().toString().equals(id))
        .map(Finding::status)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_names_a_subnet_that_left_the_spec_was_not_changed_by_a_hand() {
    lab.apply(SPEC.formatted(3));

    assertThat(status(SPEC.formatted(2), "dbSubnetGroup/main")).isEqualTo(Status.PENDING);
    assertThat(status(SPEC.formatted(2), "loadBalancer/public")).isEqualTo(Status.PENDING);
  }

  @Test
  void a_subnet_that_a_hand_took_out_is_drift() {
    lab.apply(SPEC.formatted(3));
    RdsClient rds = lab.byHand(RdsClient.class);
    var group = rds.describeDBSubnetGroups(r -> r.dbSubnetGroupName("dev-main"));
    var subnets = group.dbSubnetGroups().getFirst().subnets();
    rds.modifyDBSubnetGroup(r ->
        r.dbSubnetGroupName("dev-main")
            .subnetIds(subnets.get(0).subnetIdentifier(), subnets.get(1).subnetIdentifier()));

    assertThat(status(SPEC.formatted(3), "dbSubnetGroup/main")).isEqualTo(Status.DRIFTED);
  }
}
