package steadystate.sandbox.elb;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** The attributes of load balancers, target groups and listeners. What was changed is stored. */
final class ElbAttributes {
  private static final Table<Map<String, String>> CHANGED = new Table<>("elb.attributes");

  private ElbAttributes() {}

  static void register(Operations operations) {
    operations
        .on(
            DescribeLoadBalancerAttributesRequest.class,
            (scene, r) ->
                DescribeLoadBalancerAttributesResponse.builder()
                    .attributes(shown(of(scene, balancer(scene, r.loadBalancerArn())), LB))
                    .build())
        .on(
            DescribeTargetGroupAttributesRequest.class,
            (scene, r) ->
                DescribeTargetGroupAttributesResponse.builder()
                    .attributes(shown(of(scene, group(scene, r.targetGroupArn())), TG))
                    .build())
        .on(
            DescribeListenerAttributesRequest.class,
            (scene, r) ->
                DescribeListenerAttributesResponse.builder()
                    .attributes(shown(of(scene, listener(scene, r.listenerArn())), LISTENER))
                    .build())
        .on(ModifyLoadBalancerAttributesRequest.class, ElbAttributes::modifyLoadBalancer)
        .on(ModifyTargetGroupAttributesRequest.class, ElbAttributes::modifyTargetGroup)
        .on(ModifyListenerAttributesRequest.class, ElbAttributes::modifyListener);
  }

  private static final BiFunction<String, String, LoadBalancerAttribute> LB =
      (key, value) -> LoadBalancerAttribute.builder().key(key).value(value).build();
  private static final BiFunction<String, String, TargetGroupAttribute> TG =
      (key, value) -> TargetGroupAttribute.builder().key(key).value(value).build();
  private static final BiFunction<String, String, ListenerAttribute> LISTENER =
      (key, value) -> ListenerAttribute.builder().key(key).value(value).build();

  static Map<String, String> of(Scene scene, LoadBalancer balancer) {
    return all(scene, balancer.loadBalancerArn(), known(balancer));
  }

  static Map<String, String> of(Scene scene, TargetGroup group) {
    return all(scene, group.targetGroupArn(), known(group));
  }

  static Map<String, String> of(Scene scene, Listener listener) {
    return all(scene, listener.listenerArn(), known(listener));
  }

  static void forget(Scene scene, String arn) {
    scene.table(CHANGED).remove(arn);
  }

  private static ModifyLoadBalancerAttributesResponse modifyLoadBalancer(
      Scene scene, ModifyLoadBalancerAttributesRequest request) {
    LoadBalancer balancer = balancer(scene, request.loadBalancerArn());
    Map<String, String> wanted =
        Tags.map(request.attributes(), LoadBalancerAttribute::key, LoadBalancerAttribute::value);
    modify(scene, balancer.loadBalancerArn(), known(balancer), wanted);
    return ModifyLoadBalancerAttributesResponse.builder()
        .attributes(shown(of(scene, balancer), LB))
        .build();
  }

  private static ModifyTargetGroupAttributesResponse modifyTargetGroup(
      Scene scene, ModifyTargetGroupAttributesRequest request) {
    TargetGroup group = group(scene, request.targetGroupArn());
    Map<String, String> wanted =
        Tags.map(request.attributes(), TargetGroupAttribute::key, TargetGroupAttribute::value);
    modify(scene, group.targetGroupArn(), known(group), wanted);
    return ModifyTargetGroupAttributesResponse.builder()
        .attributes(shown(of(scene, group), TG))
        .build();
  }

  private static ModifyListenerAttributesResponse modifyListener(
      Scene scene, ModifyListenerAttributesRequest request) {
    Listener listener = listener(scene, request.listenerArn());
    Map<String, String> wanted =
        Tags.map(request.attributes(), ListenerAttribute::key, ListenerAttribute::value);
    modify(scene, listener.listenerArn(), known(listener), wanted);
    return ModifyListenerAttributesResponse.builder()
        .attributes(shown(of(scene, listener), LISTENER))
        .build();
  }

  private static void modify(
      Scene scene, String arn, List<ElbAttribute> known, Map<String, String> wanted) {
    wanted.forEach((key, value) -> {
      ElbAttribute attribute =
          known.stream()
              .filter(one -> one.key().equals(key))
              .findFirst()
              .orElseThrow(
                  () -> Elb.invalid("Load balancer attribute key '" + key + "' is not recognized"));
      if (!attribute.allows().test(value)) {
        throw Elb.error(
            "InvalidConfigurationRequest",
            "Attribute value '" + value + "' is not valid for key '" + key + "'");
      }
    });
    Map<String, String> changed = new HashMap<>(scene.find(CHANGED, arn).orElse(Map.of()));
    changed.putAll(wanted);
    scene.table(CHANGED).put(arn, Map.copyOf(changed));
  }

  private static Map<String, String> all(Scene scene, String arn, List<ElbAttribute> known) {
    Map<String, String> changed = scene.find(CHANGED, arn).orElse(Map.of());
    Map<String, String> all = new LinkedHashMap<>();
    known.forEach(one -> all.put(one.key(), changed.getOrDefault(one.key(), one.standard())));
    return all;
  }

  private static <A> List<A> shown(
      Map<String, String> attributes, BiFunction<String, String, A> form) {
    return attributes.entrySet().stream()
        .map(one -> form.apply(one.getKey(), one.getValue()))
        .toList();
  }

  private static List<ElbAttribute> known(LoadBalancer balancer) {
    return Elb.isApplication(balancer) ? ElbAttributeLists.APPLICATION : ElbAttributeLists.NETWORK;
  }

  private static List<ElbAttribute> known(TargetGroup group) {
    return ElbTargetGroups.isHttp(group)
        ? ElbAttributeLists.HTTP_TARGETS
        : ElbAttributeLists.TCP_TARGETS;
  }

  private static List<ElbAttribute> known(Listener listener) {
    return switch (listener.protocolAsString()) {
      case "HTTP" -> ElbAttributeLists.HTTP_LISTENER;
      case "HTTPS" -> ElbAttributeLists.HTTPS_LISTENER;
      case "TCP" -> ElbAttributeLists.TCP_LISTENER;
      default -> List.of();
    };
  }

  private static LoadBalancer balancer(Scene scene, String arn) {
    return Elb.loadBalancer(scene, arn);
  }

  private static TargetGroup group(Scene scene, String arn) {
    return Elb.get(scene, ElbKind.TARGET_GROUP, Tables.TARGET_GROUPS, arn);
  }

  private static Listener listener(Scene scene, String arn) {
    return Elb.get(scene, ElbKind.LISTENER, Tables.LISTENERS, arn);
  }
}
