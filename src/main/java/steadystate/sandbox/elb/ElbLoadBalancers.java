package steadystate.sandbox.elb;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;
import steadystate.sandbox.ec2.Ec2;
import steadystate.sandbox.ec2.Ec2InternetGateways;
import steadystate.sandbox.ec2.Ec2SecurityGroups;

/** Load balancers. Whether one is active yet follows from its age. */
final class ElbLoadBalancers {
  static final Duration PROVISIONING = Duration.ofSeconds(30);

  private ElbLoadBalancers() {}

  static void register(Operations operations) {
    operations
        .on(CreateLoadBalancerRequest.class, ElbLoadBalancers::create)
        .on(DescribeLoadBalancersRequest.class, ElbLoadBalancers::describe)
        .on(DeleteLoadBalancerRequest.class, ElbLoadBalancers::delete)
        .on(SetSecurityGroupsRequest.class, ElbLoadBalancers::setSecurityGroups)
        .on(SetSubnetsRequest.class, ElbLoadBalancers::setSubnets)
        .on(SetIpAddressTypeRequest.class, ElbLoadBalancers::setIpAddressType);
  }

  /** The same settings again are answered with what is there; others are refused. */
  private static CreateLoadBalancerResponse create(Scene scene, CreateLoadBalancerRequest request) {
    LoadBalancer wanted = wanted(scene, request);
    Map<String, String> tags = Elb.tags(request.tags());
    Optional<LoadBalancer> existing =
        scene.table(Elb.LOAD_BALANCERS).values().stream()
            .filter(one -> one.loadBalancerName().equals(wanted.loadBalancerName()))
            .findFirst();
    if (existing.isPresent()) {
      LoadBalancer there = existing.get();
      if (alike(there, wanted) && Tags.of(scene, there.loadBalancerArn()).equals(tags)) {
        return CreateLoadBalancerResponse.builder().loadBalancers(shown(scene, there)).build();
      }
      throw Elb.error(
          "DuplicateLoadBalancerName",
          "A load balancer with the same name '"
              + wanted.loadBalancerName()
              + "' exists, but with different settings");
    }
    scene.table(Elb.LOAD_BALANCERS).put(wanted.loadBalancerArn(), wanted);
    ElbInterfaces.spread(scene, wanted);
    Tags.put(scene, wanted.loadBalancerArn(), tags);
    return CreateLoadBalancerResponse.builder().loadBalancers(shown(scene, wanted)).build();
  }

  private static LoadBalancer wanted(Scene scene, CreateLoadBalancerRequest request) {
    String name = Elb.name(request.name(), "load balancer");
    if (name.startsWith("internal-")) {
      throw Elb.invalid("The load balancer name '" + name + "' cannot begin with 'internal-'");
    }
    String type = Elb.or(request.typeAsString(), "application");
    String scheme = Elb.or(request.schemeAsString(), "internet-facing");
    ElbPlaces places = ElbPlaces.of(scene, type, request.subnets(), request.subnetMappings());
    if (scheme.equals("internet-facing")
        && Ec2InternetGateways.of(scene, places.vpcId()).isEmpty()) {
      throw Elb.error("InvalidSubnet", "VPC " + places.vpcId() + " has no internet gateway");
    }
    List<String> groups =
        request.securityGroups().isEmpty() && type.equals("application")
            ? List.of(Ec2SecurityGroups.named(scene, places.vpcId(), "default").groupId())
            : request.securityGroups();
    places.checkGroups(scene, groups);
    String id = scene.hex(16);
    String path = (type.equals("network") ? "net" : type.equals("gateway") ? "gwy" : "app");
    return LoadBalancer.builder()
        .loadBalancerArn(scene.arn(Elb.PREFIX, "loadbalancer/" + path + "/" + name + "/" + id))
        .loadBalancerName(name)
        .dnsName(dnsName(scene, name, type, scheme, id))
        .canonicalHostedZoneId("Z32O12XQLNTSW2")
        .createdTime(scene.now())
        .scheme(scheme)
        .type(type)
        .vpcId(places.vpcId())
        .availabilityZones(places.zones())
        .securityGroups(groups)
        .ipAddressType(Elb.or(request.ipAddressTypeAsString(), "ipv4"))
        .build();
  }

  private static String dnsName(Scene scene, String name, String type, String scheme, String id) {
    if (type.equals("network")) {
      return name + "-" + id + ".elb." + scene.region() + ".amazonaws.com";
    }
    long number = Long.parseLong(id.substring(0, 8), 16);
    String start = scheme.equals("internal") ? "internal-" : "";
    return start + name + "-" + number + "." + scene.region() + ".elb.amazonaws.com";
  }

  private static boolean alike(LoadBalancer one, LoadBalancer other) {
    return one.schemeAsString().equals(other.schemeAsString())
        && one.typeAsString().equals(other.typeAsString())
        && one.ipAddressTypeAsString().equals(other.ipAddressTypeAsString())
        && set(one.securityGroups()).equals(set(other.securityGroups()))
        && set(one.availabilityZones()).equals(set(other.availabilityZones()));
  }

  private static <V> Set<V> set(List<V> list) {
    return new HashSet<>(list);
  }

  private static DescribeLoadBalancersResponse describe(
      Scene scene, DescribeLoadBalancersRequest request) {
    if (request.hasNames() && request.hasLoadBalancerArns()) {
      throw Elb.invalid("Load balancer names and load balancer ARNs cannot be specified together");
    }
    if (Math.max(request.names().size(), request.loadBalancerArns().size()) > 20) {
      throw Elb.invalid("Up to 20 load balancers can be described in a single call");
    }
    List<String> names = request.names();
    List<LoadBalancer> found =
        Elb.chosen(
            scene,
            ElbKind.LOAD_BALANCER,
            Elb.LOAD_BALANCERS,
            request.loadBalancerArns(),
            one -> names.isEmpty() || names.contains(one.loadBalancerName()));
    if (found.size() < names.stream().distinct().count()) {
      throw Elb.error("LoadBalancerNotFound", "Load balancers '" + names + "' not found");
    }
    Page<LoadBalancer> page = Elb.page(request, found);
    return DescribeLoadBalancersResponse.builder()
        .loadBalancers(page.items().stream().map(one -> shown(scene, one)).toList())
        .nextMarker(page.nextToken())
        .build();
  }

  private static LoadBalancer shown(Scene scene, LoadBalancer balancer) {
    String state =
        Ec2.over(scene, balancer.createdTime(), PROVISIONING) ? "active" : "provisioning";
    return balancer.toBuilder().state(s -> s.code(state)).build();
  }

  /** Deleting what is not there succeeds; the listeners go with it, the target groups stay. */
  private static DeleteLoadBalancerResponse delete(Scene scene, DeleteLoadBalancerRequest request) {
    String arn = Elb.required(request.loadBalancerArn(), "load balancer ARN");
    if (ElbKind.of(arn) != ElbKind.LOAD_BALANCER) {
      throw Elb.invalid("'" + arn + "' is not a valid load balancer ARN");
    }
    LoadBalancer balancer = scene.table(Elb.LOAD_BALANCERS).get(arn);
    if (balancer == null) {
      return DeleteLoadBalancerResponse.builder().build();
    }
    if ("true".equals(ElbAttributes.of(scene, balancer).get("deletion_protection.enabled"))) {
      throw Elb.error(
          "OperationNotPermitted",
          "Load balancer '" + arn + "' cannot be deleted because deletion protection is enabled");
    }
    ElbListeners.removeAllOf(scene, arn);
    ElbInterfaces.leave(scene, balancer);
    scene.table(Elb.LOAD_BALANCERS).remove(arn);
    ElbAttributes.forget(scene, arn);
    Tags.forget(scene, arn);
    return DeleteLoadBalancerResponse.builder().build();
  }

  private static SetSecurityGroupsResponse setSecurityGroups(
      Scene scene, SetSecurityGroupsRequest request) {
    LoadBalancer balancer = Elb.loadBalancer(scene, request.loadBalancerArn());
    if (!Elb.isApplication(balancer) && balancer.securityGroups().isEmpty()) {
      throw Elb.error(
          "InvalidConfigurationRequest",
          "You cannot set security groups on a Network Load Balancer that was created without");
    }
    if (request.securityGroups().isEmpty()) {
      throw Elb.invalid("At least one security group must be specified");
    }
    ElbPlaces.of(balancer).checkGroups(scene, request.securityGroups());
    LoadBalancer changed = balancer.toBuilder().securityGroups(request.securityGroups()).build();
    scene.table(Elb.LOAD_BALANCERS).put(changed.loadBalancerArn(), changed);
    ElbInterfaces.regroup(scene, changed);
    return SetSecurityGroupsResponse.builder().securityGroupIds(request.securityGroups()).build();
  }

  private static SetSubnetsResponse setSubnets(Scene scene, SetSubnetsRequest request) {
    LoadBalancer balancer = Elb.loadBalancer(scene, request.loadBalancerArn());
    List<SubnetMapping> mappings = request.subnetMappings();
    ElbPlaces places = ElbPlaces.of(scene, balancer.typeAsString(), request.subnets(), mappings);
    if (!places.vpcId().equals(balancer.vpcId())) {
      throw Elb.error(
          "InvalidConfigurationRequest", "The subnets must be in VPC " + balancer.vpcId());
    }
    LoadBalancer changed =
        balancer.toBuilder()
            .availabilityZones(places.zones())
            .ipAddressType(
                Elb.or(request.ipAddressTypeAsString(), balancer.ipAddressTypeAsString()))
            .build();
    scene.table(Elb.LOAD_BALANCERS).put(changed.loadBalancerArn(), changed);
    ElbInterfaces.spread(scene, changed);
    return SetSubnetsResponse.builder()
        .availabilityZones(changed.availabilityZones())
        .ipAddressType(changed.ipAddressTypeAsString())
        .build();
  }

  private static SetIpAddressTypeResponse setIpAddressType(
      Scene scene, SetIpAddressTypeRequest request) {
    LoadBalancer balancer = Elb.loadBalancer(scene, request.loadBalancerArn());
    String type = Elb.required(request.ipAddressTypeAsString(), "IP address type");
    LoadBalancer changed = balancer.toBuilder().ipAddressType(type).build();
    scene.table(Elb.LOAD_BALANCERS).put(changed.loadBalancerArn(), changed);
    return SetIpAddressTypeResponse.builder().ipAddressType(type).build();
  }
}
