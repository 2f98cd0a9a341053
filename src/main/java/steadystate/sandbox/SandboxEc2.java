package steadystate.sandbox;

import java.time.Instant;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** EC2: the network and what guards it. */
final class SandboxEc2 implements SandboxService {
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
    Ec2Interfaces.register(operations);
    Ec2SecurityGroups.register(operations);
    Ec2Rules.register(operations);
    Ec2RuleChanges.register(operations);
    Ec2PrefixLists.register(operations);
    Ec2TagCalls.register(operations);
    Ec2Places.register(operations);
  }

  @Override
  public Instant advance(Scene scene) {
    Ec2Seed.advance(scene);
    return Ec2NatGateways.advance(scene);
  }
}
