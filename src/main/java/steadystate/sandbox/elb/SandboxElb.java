package steadystate.sandbox.elb;

import java.time.Instant;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;

/** Elastic Load Balancing, version 2: application and network load balancers. */
public final class SandboxElb implements SandboxService {
  @Override
  public String prefix() {
    return Elb.PREFIX;
  }

  @Override
  public Class<? extends SdkClient> client() {
    return ElasticLoadBalancingV2Client.class;
  }

  @Override
  public void register(Operations operations) {
    ElbLoadBalancers.register(operations);
    ElbAttributes.register(operations);
    ElbTargetGroups.register(operations);
    ElbTargets.register(operations);
    ElbListeners.register(operations);
    ElbCertificates.register(operations);
    ElbRules.register(operations);
    ElbTagCalls.register(operations);
  }

  @Override
  public Instant advance(Scene scene) {
    return ElbInterfaces.advance(scene);
  }
}
