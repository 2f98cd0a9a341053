package steadystate.sandbox.ec2;

import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;

/** EC2: the network, what guards it, and the machines in it. */
public final class SandboxEc2 implements SandboxService {
  @Override
  public String prefix() {
    return Ec2.PREFIX;
  }

  @Override
  public Class<? extends SdkClient> client() {
    return Ec2Client.class;
  }

  @Override
  public void register(Operations operations) {
    Ec2Vpcs.register(operations);
    Ec2Subnets.register(operations);
    Ec2InternetGateways.register(operations);
    Ec2RouteTables.register(operations);
    Ec2Routes.register(operations);
    Ec2NatGateways.register(operations);
    Ec2Addresses.register(operations);
    Ec2Endpoints.register(operations);
    Ec2Interfaces.register(operations);
    Ec2SecurityGroups.register(operations);
    Ec2Rules.register(operations);
    Ec2RuleChanges.register(operations);
    Ec2PrefixLists.register(operations);
    Ec2TagCalls.register(operations);
    Ec2Places.register(operations);
    Ec2Images.register(operations);
    Ec2Launches.register(operations);
    Ec2Instances.register(operations);
    Ec2InstanceChanges.register(operations);
    Ec2Profiles.register(operations);
    Ec2Volumes.register(operations);
    Ec2Snapshots.register(operations);
  }

  @Override
  public Instant advance(Scene scene) {
    Ec2Seed.advance(scene);
    return Stream.of(
            Ec2NatGateways.advance(scene), Ec2Endpoints.advance(scene), Ec2Instances.advance(scene))
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }
}
