package steadystate.sandbox.elb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MutualAuthenticationAttributes;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** Listeners. Each has a default rule, whose actions are the listener's own. */
final class ElbListeners {
  private static final Set<String> HTTP = Set.of("HTTP", "HTTPS");
  private static final Set<String> TCP = Set.of("TCP", "TLS", "UDP", "TCP_UDP");
  private static final Set<String> SECURE = Set.of("HTTPS", "TLS");
  private static final String SSL_POLICY = "ELBSecurityPolicy-2016-08";

  private ElbListeners() {}

  static void register(Operations operations) {
    operations
        .on(CreateListenerRequest.class, ElbListeners::create)
        .on(DescribeListenersRequest.class, ElbListeners::describe)
        .on(ModifyListenerRequest.class, ElbListeners::modify)
        .on(DeleteListenerRequest.class, ElbListeners::delete);
  }

  static Listener get(Scene scene, @Nullable String arn) {
    return Elb.get(scene, ElbKind.LISTENER, Tables.LISTENERS, arn);
  }

  /** The same listener again is answered with what is there; another one on the port is refused. */
  private static CreateListenerResponse create(Scene scene, CreateListenerRequest request) {
    LoadBalancer balancer = Elb.loadBalancer(scene, request.loadBalancerArn());
    if (request.port() == null) {
      throw Elb.invalid("A listener port must be specified");
    }
    Listener wanted =
        normal(
            scene,
            balancer,
            Pojos.copy(request, Listener.builder())
                .loadBalancerArn(balancer.loadBalancerArn())
                .build());
    Map<String, String> tags = Elb.tags(request.tags());
    Optional<Listener> existing = at(scene, balancer, request.port());
    if (existing.isPresent()) {
      Listener there = existing.get();
      if (wanted.toBuilder().listenerArn(there.listenerArn()).build().equals(there)
          && Tags.of(scene, there.listenerArn()).equals(tags)) {
        return CreateListenerResponse.builder().listeners(there).build();
      }
      throw duplicate(balancer);
    }
    String arn =
        balancer.loadBalancerArn().replace(":loadbalancer/", ":listener/") + "/" + scene.hex(16);
    Listener listener = wanted.toBuilder().listenerArn(arn).build();
    scene.table(Tables.LISTENERS).put(arn, listener);
    ElbRules.putDefault(scene, listener);
    Tags.put(scene, arn, tags);
    return CreateListenerResponse.builder().listeners(listener).build();
  }

  private static RuntimeException duplicate(LoadBalancer balancer) {
    return Elb.error(
        "DuplicateListener",
        "A listener already exists on this port for this load balancer '"
            + balancer.loadBalancerArn()
            + "'");
  }

  private static Optional<Listener> at(Scene scene, LoadBalancer balancer, int port) {
    return scene.table(Tables.LISTENERS).values().stream()
        .filter(one -> one.loadBalancerArn().equals(balancer.loadBalancerArn()))
        .filter(one -> one.port() == port)
        .findFirst();
  }

  /** Checks a listener, and brings it into the form in which AWS gives it. */
  private static Listener normal(Scene scene, LoadBalancer balancer, Listener asked) {
    String protocol = Elb.required(asked.protocolAsString(), "listener protocol");
    Set<String> allowed = Elb.isApplication(balancer) ? HTTP : TCP;
    if (!allowed.contains(protocol)) {
      throw Elb.invalid("Listener protocol '" + protocol + "' must be one of " + allowed);
    }
    Elb.within(asked.port(), 1, 65_535, "Port");
    Listener.Builder listener =
        asked.toBuilder()
            .defaultActions(ElbActions.normal(scene, balancer, asked.defaultActions()));
    return SECURE.contains(protocol) ? secured(asked, listener) : plain(asked, listener);
  }

  private static Listener secured(Listener asked, Listener.Builder listener) {
    if (asked.certificates().size() != 1) {
      throw Elb.invalid(
          "A certificate must be specified for " + asked.protocolAsString() + " listeners");
    }
    String certificate =
        Elb.required(asked.certificates().getFirst().certificateArn(), "certificate ARN");
    listener
        .certificates(Certificate.builder().certificateArn(certificate).build())
        .sslPolicy(Elb.or(asked.sslPolicy(), SSL_POLICY));
    if (asked.protocolAsString().equals("HTTPS")) {
      listener.mutualAuthentication(
          Elb.or(
              asked.mutualAuthentication(),
              MutualAuthenticationAttributes.builder().mode("off").build()));
    }
    return listener.build();
  }

  private static Listener plain(Listener asked, Listener.Builder listener) {
    if (!asked.certificates().isEmpty() || asked.sslPolicy() != null) {
      throw Elb.invalid(
          "A certificate cannot be specified for " + asked.protocolAsString() + " listeners");
    }
    return listener.build();
  }

  private static DescribeListenersResponse describe(Scene scene, DescribeListenersRequest request) {
    String balancer = request.loadBalancerArn();
    if (balancer == null && request.listenerArns().isEmpty()) {
      throw Elb.invalid("You must specify either listener ARNs or a load balancer ARN");
    }
    if (balancer != null) {
      Elb.loadBalancer(scene, balancer);
    }
    List<Listener> found =
        Elb.chosen(
            scene,
            ElbKind.LISTENER,
            Tables.LISTENERS,
            request.listenerArns(),
            one -> one.loadBalancerArn().equals(balancer));
    Page<Listener> page = Elb.page(request, found);
    return DescribeListenersResponse.builder()
        .listeners(page.items())
        .nextMarker(page.nextToken())
        .build();
  }

  private static ModifyListenerResponse modify(Scene scene, ModifyListenerRequest request) {
    Listener old = get(scene, request.listenerArn());
    LoadBalancer balancer = Elb.loadBalancer(scene, old.loadBalancerArn());
    Listener.Builder changes = Pojos.copy(request, old.toBuilder());
    String protocol = request.protocolAsString();
    if (protocol != null && !SECURE.contains(protocol) && !request.hasCertificates()) {
      changes
          .certificates(List.of())
          .sslPolicy(request.sslPolicy())
          .mutualAuthentication((MutualAuthenticationAttributes) null);
    }
    Listener changed = normal(scene, balancer, changes.build());
    boolean taken =
        at(scene, balancer, changed.port())
            .filter(other -> !other.listenerArn().equals(old.listenerArn()))
            .isPresent();
    if (taken) {
      throw duplicate(balancer);
    }
    scene.table(Tables.LISTENERS).put(changed.listenerArn(), changed);
    ElbRules.putDefault(scene, changed);
    return ModifyListenerResponse.builder().listeners(changed).build();
  }

  private static DeleteListenerResponse delete(Scene scene, DeleteListenerRequest request) {
    remove(scene, get(scene, request.listenerArn()).listenerArn());
    return DeleteListenerResponse.builder().build();
  }

  static void removeAllOf(Scene scene, String loadBalancerArn) {
    scene.table(Tables.LISTENERS).values().stream()
        .filter(one -> one.loadBalancerArn().equals(loadBalancerArn))
        .map(Listener::listenerArn)
        .toList()
        .forEach(arn -> remove(scene, arn));
  }

  private static void remove(Scene scene, String arn) {
    ElbRules.removeAllOf(scene, arn);
    ElbCertificates.forget(scene, arn);
    ElbAttributes.forget(scene, arn);
    scene.table(Tables.LISTENERS).remove(arn);
    Tags.forget(scene, arn);
  }
}
