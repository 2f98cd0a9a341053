package steadystate.kinds.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import steadystate.kinds.Deletion;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** The way of a VPC to the internet. It is made by itself and attached afterwards. */
public final class InternetGatewayKind extends Ec2Thing<InternetGateway> {
  static final String NAME = "internetGateway";

  public InternetGatewayKind() {
    super(NAME, "internet-gateway");
  }

  @Override
  public Shape.Structure model() {
    return Shape.Structure.empty()
        .with(
            "vpcId",
            Member.of(
                    Shape.Scalar.of(Shape.Type.TEXT).refersTo("vpc", "id"),
                    "The VPC that it is attached to.")
                .later());
  }

  @Override
  protected List<InternetGateway> describe(Scope scope, Filter filter) {
    return scope
        .client(Ec2Client.class)
        .describeInternetGatewaysPaginator(
            DescribeInternetGatewaysRequest.builder().filters(filter).build())
        .internetGateways()
        .stream()
        .toList();
  }

  @Override
  protected String idOf(InternetGateway gateway) {
    return gateway.internetGatewayId();
  }

  @Override
  protected List<Tag> tagsOf(InternetGateway gateway) {
    return gateway.tags();
  }

  @Override
  protected Value.Entries modelOf(Scope scope, InternetGateway gateway, Optional<Declared> wish) {
    Map<String, Value> model = new LinkedHashMap<>();
    gateway.attachments().stream()
        .findFirst()
        .ifPresent(attached -> model.put("vpcId", Value.text(attached.vpcId())));
    return Value.entries(model);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateInternetGatewayRequest request =
        CreateInternetGatewayRequest.builder()
            .tagSpecifications(
                s -> s.resourceType(ResourceType.INTERNET_GATEWAY).tags(Ec2Tags.of(wish.tags())))
            .overrideConfiguration(SentOnce.SETTINGS)
            .build();
    return attributes(
        scope,
        scope
            .client(Ec2Client.class)
            .createInternetGateway(request)
            .internetGateway()
            .internetGatewayId());
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    detach(scope, live);
    scope
        .client(Ec2Client.class)
        .attachInternetGateway(
            r -> r.internetGatewayId(live.attributes().require("id")).vpcId(wish.text("vpcId")));
  }

  @Override
  public void detach(Scope scope, Live live) {
    Optional<String> vpcId = live.model().text("vpcId");
    if (vpcId.isEmpty()) {
      return;
    }
    Deletion.of(
        () ->
            scope
                .client(Ec2Client.class)
                .detachInternetGateway(
                    r -> r.internetGatewayId(live.attributes().require("id")).vpcId(vpcId.get())),
        "Gateway.NotAttached");
  }

  @Override
  protected void remove(Scope scope, Live live) {
    detach(scope, live);
    scope
        .client(Ec2Client.class)
        .deleteInternetGateway(r -> r.internetGatewayId(live.attributes().require("id")));
  }

  @Override
  protected Set<String> goneCodes() {
    return Set.of("InvalidInternetGatewayID.NotFound");
  }
}
