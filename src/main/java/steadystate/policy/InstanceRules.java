package steadystate.policy;

import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What strict asks of machines. */
final class InstanceRules {
  private InstanceRules() {}

  static Stream<Offence> publicAddress(Environment environment) {
    return Models.of("instance", environment).flatMap(InstanceRules::publicAddress);
  }

  /** AWS takes the wish at the instance's first interface; a spec may write it at either place. */
  private static Stream<Offence> publicAddress(Declared instance) {
    Stream<Entries> interfaces = Models.each(instance.model(), "networkInterfaces");
    return Stream.concat(Stream.of(instance.model()), interfaces)
        .flatMap(holder -> holder.get("associatePublicIpAddress").stream())
        .filter(Value.flag(true)::equals)
        .map(at ->
            new Offence(
                instance.id(),
                "it gets a public address; write `associatePublicIpAddress: false` and reach it by"
                    + " Session Manager or a load balancer",
                at));
  }
}
