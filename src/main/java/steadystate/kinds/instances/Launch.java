package steadystate.kinds.instances;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.network.Ec2Tags;
import steadystate.resource.Canonical;
import steadystate.resource.Owner;
import steadystate.resource.References;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** Launches one instance, and never two for one wish. */
record Launch(Scope scope, Wish wish) {

  /** The id of the new instance. */
  String run() {
    RunInstancesRequest request = request();
    try {
      return scope
          .client(Ec2Client.class)
          .runInstances(request)
          .instances()
          .getFirst()
          .instanceId();
    } catch (FailureException e) {
      if (e.is("InvalidParameterValue")
          && e.getMessage() != null
          && e.getMessage().contains("iamInstanceProfile")) {
        // IAM tells EC2 of a new profile only after some seconds.
        throw new FailureException(new Failure.Busy(e.failure().code(), e.failure().message()), e);
      }
      throw e;
    }
  }

  private RunInstancesRequest request() {
    Value.Entries model = wish.model();
    String image =
        model
            .text(InstanceShape.IMAGE)
            .orElseGet(() -> Images.newest(scope, wish.text(InstanceShape.ALIAS)));
    Value.Entries sent =
        Canonical.wire(InstanceShape.model(), model)
            .without(InstanceShape.PROFILE, InstanceShape.USER_DATA)
            .with(InstanceShape.IMAGE, Value.text(image));
    RunInstancesRequest.Builder request =
        Pojo.fill(RunInstancesRequest.builder(), sent)
            .minCount(1)
            .maxCount(1)
            .clientToken(token(sent))
            .tagSpecifications(tags());
    model
        .text(InstanceShape.PROFILE)
        .ifPresent(arn -> request.iamInstanceProfile(profile -> profile.arn(arn)));
    model
        .text(InstanceShape.USER_DATA)
        .ifPresent(text -> request.userData(InstanceShape.base64(text).text()));
    place(request, model);
    return request.build();
  }

  private void place(RunInstancesRequest.Builder request, Value.Entries model) {
    String subnet =
        model
            .text("subnetId")
            .orElseGet(() ->
                model.list(InstanceShape.SUBNETS).stream()
                    .map(Value::toString)
                    .findFirst()
                    .orElseThrow(() ->
                        new FailureException(
                            new Failure.Rejected(
                                "NoSubnet", "the network has no subnet for " + wish.id()))));
    if (!model.has(InstanceShape.PUBLIC)) {
      request.subnetId(subnet);
      return;
    }
    List<String> groups = model.list("securityGroupIds").stream().map(Value::toString).toList();
    InstanceNetworkInterfaceSpecification.Builder card =
        InstanceNetworkInterfaceSpecification.builder()
            .deviceIndex(0)
            .subnetId(subnet)
            .associatePublicIpAddress(model.flag(InstanceShape.PUBLIC).orElse(false));
    if (!groups.isEmpty()) {
      card.groups(groups);
    }
    request.subnetId(null).securityGroupIds((List<String>) null).networkInterfaces(card.build());
  }

  private List<TagSpecification> tags() {
    Map<String, String> all = ageless();
    Map<String, String> user = new LinkedHashMap<>(all);
    user.keySet().removeIf(Owner::isOurKey);
    TagSpecification.Builder disks =
        TagSpecification.builder().resourceType(ResourceType.VOLUME).tags(Ec2Tags.of(user));
    return List.of(
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(Ec2Tags.of(all))
            .build(),
        disks.build());
  }

  /** AWS tells when a machine was made; a moment in its tags would make each request another. */
  private Map<String, String> ageless() {
    Map<String, String> tags = new LinkedHashMap<>(wish.tags());
    tags.remove(Owner.CREATED);
    return tags;
  }

  /**
   * The same for the same wish, so that a launch whose answer was lost is not made twice, not even
   * by another process that cannot see it yet. AWS remembers a token for longer than the instance:
   * those of ours that ended are part of it.
   */
  private String token(Value.Entries sent) {
    String ended =
        scope
            .client(Ec2Client.class)
            .describeInstances(r ->
                r.filters(
                    f -> f.name("tag:" + Owner.RESOURCE).values(wish.id().toString()),
                    f -> f.name("tag:" + Owner.ENVIRONMENT).values(scope.environment()),
                    f -> f.name("instance-state-name").values("terminated", "shutting-down")))
            .reservations()
            .stream()
            .flatMap(reservation -> reservation.instances().stream())
            .map(Instance::instanceId)
            .sorted()
            .collect(Collectors.joining(","));
    Map<String, Value> all = new LinkedHashMap<>();
    all.put("of", Value.text(scope.environment() + " " + wish.id() + " " + ageless()));
    all.put("model", wish.model().without(InstanceShape.STATE));
    all.put("sent", sent);
    all.put("ended", Value.text(ended));
    return "steadystate-" + References.hash(Value.entries(all));
  }
}
