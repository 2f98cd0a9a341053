package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.kinds.Probe;
import steadystate.resource.Attributes;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * VPCs as {@code network}: one that stands as a managed network makes it is managed; any other is
 * named by its id and never touched. Which subnets are public follows from their routes, so they
 * are not written; the default VPC goes without saying.
 */
public final class NetworkImporter implements Importer {
  @Override
  public String section() {
    return "network";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<Candidate> found = new ArrayList<>();
    for (Vpc vpc : scope.client(Ec2Client.class).describeVpcsPaginator().vpcs()) {
      Entries wish = Entries.EMPTY.with("vpcId", Value.text(vpc.vpcId()));
      for (Live live : Probe.of(new NetworkKind(), scope, List.of(wish))) {
        found.add(candidate(scope, reachable(live), vpc, wish));
      }
    }
    return found;
  }

  private static Candidate candidate(Scope scope, Live live, Vpc vpc, Entries wish) {
    Entries named = Boolean.TRUE.equals(vpc.isDefault()) ? Entries.EMPTY : wish;
    String owner = Ec2Tags.map(vpc.tags()).getOrDefault(Owner.ENVIRONMENT, scope.environment());
    boolean free = owner.equals(scope.environment());
    return Candidate.of(live, LiveNetwork.name(vpc).orElse(vpc.vpcId()))
        .home(vpc.vpcId())
        .entry(names -> free ? LiveNetwork.entry(scope, vpc) : Optional.empty())
        .or(names -> Optional.of(named));
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return id.kind().equals(VpcKind.NAME)
        ? model
            .withDefault("instanceTenancy", Value.text("default"))
            .withDefault("enableNetworkAddressUsageMetrics", Value.flag(false))
        : model;
  }

  @Override
  public Set<String> kept() {
    return Set.of("cidrBlock", "availabilityZones", "natGateways");
  }

  /** What stands in one of its subnets needs the VPC. */
  private static Live reachable(Live live) {
    Attributes attributes = live.attributes();
    for (String kind : List.of("publicSubnetIds", "privateSubnetIds")) {
      for (Value subnet : live.model().list(kind)) {
        attributes = attributes.with("subnet " + subnet, subnet.toString());
      }
    }
    return new Live(live.id(), live.arn(), live.model(), live.tags(), attributes, live.health());
  }
}
