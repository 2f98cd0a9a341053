package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.kinds.Probe;
import steadystate.resource.Attributes;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * VPCs as {@code network}: named by their id and never touched. Which subnets are public follows
 * from their routes, so they are not written; the default VPC goes without saying.
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
        Entries entry = Boolean.TRUE.equals(vpc.isDefault()) ? Entries.EMPTY : wish;
        found.add(
            Candidate.of(reachable(live), vpc.vpcId())
                .home(vpc.vpcId())
                .entry(names -> Optional.of(entry)));
      }
    }
    return found;
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
