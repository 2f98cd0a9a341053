package steadystate.lab;

import java.util.List;
import steadystate.lab.Sample.Show;

/** A managed network, part by part, and who may talk to whom in it. */
final class NetworkSamples {
  private static final String PLACE = "it follows from the network's entry: ManagedNetworkTest";
  private static final String PART =
      "parts of a network are made, adopted and leave as one: ManagedNetworkTest";
  private static final String USED = "AWS refuses to delete it while its network stands";

  private static final String STORY = "a network from nothing is a story of FaultsTest";

  private NetworkSamples() {}

  static List<Sample> all() {
    return List.of(
        vpc(),
        gateway(),
        subnet(),
        address(),
        nat(),
        table(),
        Sample.elsewhere("network", "it is looked up and never written: NetworkKindTest"),
        group(),
        endpoint());
  }

  private static Sample of(String id, String network) {
    return new Sample(id, "network: {availabilityZones: 1, " + network + ", @}");
  }

  private static Sample vpc() {
    return of("vpc/main", "natGateways: 0")
        .edit("cidrBlock", "cidrBlock: 10.0.0.0/20", "cidrBlock: 10.1.0.0/20")
        .edit("instanceTenancy", "instanceTenancy: default", "instanceTenancy: dedicated")
        .edit("enableDnsHostnames", "", "enableDnsHostnames: false")
        .edit("enableDnsSupport", "", "enableDnsSupport: false")
        .edit(
            "enableNetworkAddressUsageMetrics",
            "enableNetworkAddressUsageMetrics: false",
            "enableNetworkAddressUsageMetrics: true")
        .busy("ec2:DeleteVpc", "DependencyViolation")
        .lacks(Show.LOST_ANSWERS, STORY)
        .lacks(Show.GONE_BY_HAND, USED);
  }

  private static Sample gateway() {
    return of("internetGateway/main", "cidrBlock: 10.0.0.0/20, natGateways: 0")
        .untried("an environment has one VPC; detached by hand: ManagedNetworkTest", "vpcId")
        .lacks(Show.GONE_BY_HAND, USED)
        .lacks(Show.LOST_ANSWERS, STORY)
        .lacks(Show.LEAVING, PART)
        .lacks(Show.BUSY, PART);
  }

  private static Sample subnet() {
    return of("subnet/public-a", "natGateways: 0")
        .edit("cidrBlock", "cidrBlock: 10.0.0.0/20", "cidrBlock: 10.1.0.0/20")
        .edit("mapPublicIpOnLaunch", "", "mapPublicIpOnLaunch: false")
        .untried(PLACE, "vpcId", "availabilityZone")
        .lacks(Show.LOST_ANSWERS, STORY)
        .busy("ec2:DeleteSubnet", "DependencyViolation");
  }

  private static Sample address() {
    return of("elasticIp/nat-a", "cidrBlock: 10.0.0.0/20, natGateways: 1")
        .lacks(Show.LOST_ANSWERS, STORY)
        .lacks(Show.GONE_BY_HAND, "AWS refuses to release it while a NAT gateway uses it")
        .leaving("network: {cidrBlock: 10.0.0.0/20, availabilityZones: 1, natGateways: 0}")
        .busy("ec2:ReleaseAddress", "InvalidIPAddress.InUse");
  }

  private static Sample nat() {
    return of("natGateway/a", "cidrBlock: 10.0.0.0/20, natGateways: 1")
        .untried(PLACE, "subnetId", "allocationId", "connectivityType")
        .lacks(Show.LOST_ANSWERS, STORY)
        .leaving("network: {cidrBlock: 10.0.0.0/20, availabilityZones: 1, natGateways: 0}")
        .lacks(Show.BUSY, "AWS deletes a NAT gateway whatever uses it");
  }

  private static Sample table() {
    return of("routeTable/public", "cidrBlock: 10.0.0.0/20, natGateways: 0")
        .edit(
            "routes",
            "",
            "publicRoutes: [{destinationCidrBlock: 192.168.0.0/16, vpcPeeringConnectionId: pcx-1}]",
            "routes[192.168.0.0/16]")
        .untried(PLACE, "vpcId", "subnetIds")
        .lacks(Show.GONE_BY_HAND, USED)
        .lacks(Show.LOST_ANSWERS, STORY)
        .lacks(Show.LEAVING, PART)
        .lacks(Show.BUSY, PART);
  }

  private static Sample endpoint() {
    return of("vpcEndpoint/s3", "cidrBlock: 10.0.0.0/20, natGateways: 0, endpoints: [s3]")
        .untried(
            PLACE,
            "vpcId",
            "serviceName",
            "vpcEndpointType",
            "subnetIds",
            "securityGroupIds",
            "routeTableIds",
            "privateDnsEnabled")
        .lacks(Show.LOST_ANSWERS, STORY)
        .leaving("network: {cidrBlock: 10.0.0.0/20, availabilityZones: 1, natGateways: 0}")
        .lacks(Show.BUSY, "AWS deletes an endpoint whatever uses it");
  }

  private static Sample group() {
    return new Sample("securityGroup/api", "securityGroups: {api: {@}}")
        .edit("groupName", "name: shop-api", "name: shop-web")
        .edit("description", "description: tasks", "description: others")
        .edit(
            "ingress",
            "ingress: [{protocol: tcp, ports: 80, from: 0.0.0.0/0}]",
            "ingress: [{protocol: tcp, ports: 81, from: 0.0.0.0/0}]",
            "ingress[tcp/80 from 0.0.0.0/0]",
            "ingress[tcp/81 from 0.0.0.0/0]")
        .edit(
            "egress",
            "egress: [{protocol: tcp, ports: 443, to: 0.0.0.0/0}]",
            "egress: [{protocol: tcp, ports: 5432, to: 0.0.0.0/0}]",
            "egress[tcp/443 to 0.0.0.0/0]",
            "egress[tcp/5432 to 0.0.0.0/0]")
        .untried("a group of another VPC is another group: SecurityGroupKindTest", "vpcId")
        .busy("ec2:DeleteSecurityGroup", "DependencyViolation");
  }
}
