package steadystate.sandbox.elb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.ec2.Cidr;
import steadystate.sandbox.ec2.Ec2;

/** The targets of target groups. Their health follows from how long they have been there. */
final class ElbTargets {
  /** Until the first health check has passed, or the last one that counts has failed. */
  static final Duration JUDGING = Duration.ofSeconds(10);

  private ElbTargets() {}

  static void register(Operations operations) {
    operations
        .on(RegisterTargetsRequest.class, ElbTargets::registerTargets)
        .on(DeregisterTargetsRequest.class, ElbTargets::deregisterTargets)
        .on(DescribeTargetHealthRequest.class, ElbTargets::describe);
  }

  private static RegisterTargetsResponse registerTargets(
      Scene scene, RegisterTargetsRequest request) {
    TargetGroup group = ElbTargetGroups.get(scene, request.targetGroupArn());
    Map<String, Target> targets = scene.table(Tables.TARGETS);
    for (TargetDescription asked : request.targets()) {
      checkId(group, asked.id());
      Elb.within(asked.port(), 1, 65_535, "Target port");
      Target target =
          Target.registered(
              group.targetGroupArn(), asked.id(), port(group, asked), scene.now(), false);
      Target there = targets.get(target.key());
      if (there == null || there.isDraining()) {
        targets.put(target.key(), target);
      }
    }
    return RegisterTargetsResponse.builder().build();
  }

  private static void checkId(TargetGroup group, @Nullable String asked) {
    String id = Elb.required(asked, "target ID");
    boolean fits =
        switch (Elb.or(group.targetTypeAsString(), "instance")) {
          case "ip" -> Cidr.parse(id + (id.contains(":") ? "/128" : "/32")).isPresent();
          case "instance" -> id.matches("i-[0-9a-f]{8,17}");
          default -> id.startsWith("arn:");
        };
    if (!fits) {
      throw Elb.invalid("The target '" + id + "' is not valid for this target group");
    }
  }

  /** Without a port the whole group's is meant; a function has none. */
  private static int port(TargetGroup group, TargetDescription asked) {
    return Elb.or(asked.port(), Elb.or(group.port(), 0));
  }

  /** Taking out what is not in succeeds; without a port every port of the target is meant. */
  private static DeregisterTargetsResponse deregisterTargets(
      Scene scene, DeregisterTargetsRequest request) {
    TargetGroup group = ElbTargetGroups.get(scene, request.targetGroupArn());
    Map<String, Target> targets = scene.table(Tables.TARGETS);
    boolean used = ElbTargetGroups.isUsed(scene, group.targetGroupArn());
    for (TargetDescription asked : request.targets()) {
      for (Target target : of(scene, group)) {
        boolean meant =
            target.id().equals(asked.id())
                && (asked.port() == null || asked.port() == target.port());
        if (meant && used) {
          targets.put(target.key(), target.draining(scene.now()));
        } else if (meant) {
          targets.remove(target.key());
        }
      }
    }
    return DeregisterTargetsResponse.builder().build();
  }

  private static DescribeTargetHealthResponse describe(
      Scene scene, DescribeTargetHealthRequest request) {
    TargetGroup group = ElbTargetGroups.get(scene, request.targetGroupArn());
    boolean used = ElbTargetGroups.isUsed(scene, group.targetGroupArn());
    List<Target> there = of(scene, group);
    List<TargetHealthDescription> shown = new ArrayList<>();
    if (request.targets().isEmpty()) {
      there.forEach(target -> shown.add(shown(scene, group, target, used)));
    }
    for (TargetDescription asked : request.targets()) {
      shown.add(
          there.stream()
              .filter(target -> target.id().equals(asked.id()))
              .filter(target -> target.port() == port(group, asked))
              .findFirst()
              .map(target -> shown(scene, group, target, used))
              .orElseGet(() -> unknown(asked)));
    }
    return DescribeTargetHealthResponse.builder().targetHealthDescriptions(shown).build();
  }

  private static List<Target> of(Scene scene, TargetGroup group) {
    Duration drains = drains(scene, group);
    return scene.table(Tables.TARGETS).values().stream()
        .filter(target -> target.targetGroupArn().equals(group.targetGroupArn()))
        .filter(target -> !target.isDraining() || !Ec2.over(scene, target.drainingSince(), drains))
        .toList();
  }

  /** At most the group's own delay; a target without open connections is let go before. */
  private static Duration drains(Scene scene, TargetGroup group) {
    String delay = ElbAttributes.of(scene, group).get("deregistration_delay.timeout_seconds");
    Duration most = Duration.ofSeconds(Long.parseLong(Elb.or(delay, "300")));
    Duration idle = scene.nature().deregistering();
    return most.compareTo(idle) < 0 ? most : idle;
  }

  private static TargetHealthDescription shown(
      Scene scene, TargetGroup group, Target target, boolean used) {
    String port = group.healthCheckPort();
    return TargetHealthDescription.builder()
        .target(TargetDescription.builder().id(target.id()).port(target.port()).build())
        .healthCheckPort(
            port == null || port.equals("traffic-port") ? String.valueOf(target.port()) : port)
        .targetHealth(health(scene, target, used))
        .build();
  }

  private static TargetHealth health(Scene scene, Target target, boolean used) {
    if (!used) {
      return health(
          "unused",
          "Target.NotInUse",
          "Target group is not configured to receive traffic from the load balancer");
    }
    if (target.isDraining()) {
      return health(
          "draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");
    }
    if (!Ec2.over(scene, target.registeredAt(), JUDGING)) {
      return health("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
    }
    return target.sick()
        ? health("unhealthy", "Target.FailedHealthChecks", "Health checks failed")
        : TargetHealth.builder().state("healthy").build();
  }

  private static TargetHealth health(String state, String reason, String description) {
    return TargetHealth.builder().state(state).reason(reason).description(description).build();
  }

  private static TargetHealthDescription unknown(TargetDescription asked) {
    return TargetHealthDescription.builder()
        .target(asked)
        .targetHealth(
            health(
                "unused", "Target.NotRegistered", "Target is not registered to the target group"))
        .build();
  }
}
