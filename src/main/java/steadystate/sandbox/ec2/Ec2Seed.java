package steadystate.sandbox.ec2;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;

/** What every account has in every region before anybody did anything: the default VPC. */
final class Ec2Seed {
  private static final Table<Boolean> DONE = new Table<>("ec2.seeded");

  private Ec2Seed() {}

  /** Makes the default VPC the first time that time passes in a region. */
  static void advance(Scene scene) {
    if (scene.table(DONE).isEmpty()) {
      scene.table(DONE).put("default-vpc", true);
      defaultVpc(scene);
    }
  }

  /** The id of a thing that was always there: the same in every run, another in each region. */
  static String id(Scene scene, String prefix, String name) {
    String place = scene.account().id() + "/" + scene.region() + "/" + name;
    String hex =
        UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    return prefix + "-0" + hex.substring(0, 16);
  }

  private static void defaultVpc(Scene scene) {
    String vpcId = id(scene, "vpc", "default");
    Vpc vpc = Ec2Vpcs.make(scene, vpcId, "172.31.0.0/16", "default", true);
    RouteTable main =
        Ec2RouteTables.make(scene, id(scene, "rtb", "default"), vpc, id(scene, "rtbassoc", "main"));
    Ec2SecurityGroups.makeDefault(scene, id(scene, "sg", "default"), vpcId);
    List<String> zones = Ec2.zones(scene);
    for (int i = 0; i < zones.size(); i++) {
      String zone = zones.get(i);
      Ec2Subnets.make(
          scene, id(scene, "subnet", zone), vpcId, "172.31." + 16 * i + ".0/20", zone, true);
    }
    String gateway = id(scene, "igw", "default");
    Ec2InternetGateways.make(scene, gateway);
    Ec2InternetGateways.attach(
        scene,
        gateway,
        InternetGatewayAttachment.builder().vpcId(vpcId).state("available").build());
    Ec2RouteTables.addRoute(
        scene, main.routeTableId(), r -> r.destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
  }
}
