package steadystate.sandbox.elb;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;

/** The certificates of a listener beside its default one. */
final class ElbCertificates {
  private static final int MOST = 25;
  private static final Table<List<String>> MORE = new Table<>("elb.listenerCertificates");

  private ElbCertificates() {}

  static void register(Operations operations) {
    operations
        .on(AddListenerCertificatesRequest.class, ElbCertificates::add)
        .on(RemoveListenerCertificatesRequest.class, ElbCertificates::remove)
        .on(DescribeListenerCertificatesRequest.class, ElbCertificates::describe);
  }

  static void forget(Scene scene, String listenerArn) {
    scene.table(MORE).remove(listenerArn);
  }

  private static AddListenerCertificatesResponse add(
      Scene scene, AddListenerCertificatesRequest request) {
    Listener listener = secure(scene, request.listenerArn());
    Set<String> all = new LinkedHashSet<>(more(scene, listener));
    request.certificates().forEach(one -> all.add(one.certificateArn()));
    all.remove(standard(listener));
    if (all.size() > MOST) {
      throw Elb.error(
          "TooManyCertificates", "A listener can have at most " + MOST + " certificates");
    }
    scene.table(MORE).put(listener.listenerArn(), List.copyOf(all));
    return AddListenerCertificatesResponse.builder().certificates(shown(List.copyOf(all))).build();
  }

  private static RemoveListenerCertificatesResponse remove(
      Scene scene, RemoveListenerCertificatesRequest request) {
    Listener listener = secure(scene, request.listenerArn());
    List<String> left = new ArrayList<>(more(scene, listener));
    for (Certificate one : request.certificates()) {
      if (standard(listener).equals(one.certificateArn())) {
        throw Elb.error("OperationNotPermitted", "Default certificate cannot be removed");
      }
      left.remove(one.certificateArn());
    }
    scene.table(MORE).put(listener.listenerArn(), List.copyOf(left));
    return RemoveListenerCertificatesResponse.builder().build();
  }

  private static DescribeListenerCertificatesResponse describe(
      Scene scene, DescribeListenerCertificatesRequest request) {
    Listener listener = ElbListeners.get(scene, request.listenerArn());
    List<Certificate> all = new ArrayList<>();
    for (Certificate standard : listener.certificates()) {
      all.add(standard.toBuilder().isDefault(true).build());
    }
    all.addAll(shown(more(scene, listener)));
    Page<Certificate> page = Elb.page(request, all);
    return DescribeListenerCertificatesResponse.builder()
        .certificates(page.items())
        .nextMarker(page.nextToken())
        .build();
  }

  private static Listener secure(Scene scene, String arn) {
    Listener listener = ElbListeners.get(scene, arn);
    if (listener.certificates().isEmpty()) {
      throw Elb.invalid(
          "Certificates cannot be specified for " + listener.protocolAsString() + " listeners");
    }
    return listener;
  }

  private static String standard(Listener listener) {
    return listener.certificates().getFirst().certificateArn();
  }

  private static List<String> more(Scene scene, Listener listener) {
    return scene.find(MORE, listener.listenerArn()).orElse(List.of());
  }

  private static List<Certificate> shown(List<String> arns) {
    return arns.stream()
        .map(arn -> Certificate.builder().certificateArn(arn).isDefault(false).build())
        .toList();
  }
}
