package steadystate.kinds.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import steadystate.aws.Pojo;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** A VPC of our own. Everything stands on it, so what AWS cannot change is refused. */
public final class VpcKind extends Ec2Thing<Vpc> {
  static final String NAME = "vpc";

  /** The only one of an environment. */
  static final ResourceId ID = new ResourceId(NAME, "main");

  /** What AWS switches with a call of its own for each, and shows the same way. */
  static final List<String> SWITCHES =
      List.of("enableDnsSupport", "enableDnsHostnames", "enableNetworkAddressUsageMetrics");

  public VpcKind() {
    super(NAME, "vpc");
  }

  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    Shape.Structure model =
        Shape.Structure.empty()
            .with("cidrBlock", Member.of(text, "Its addresses.").refuses())
            .with("instanceTenancy", Member.of(text, "Whose hardware it runs on.").refuses());
    for (String name : SWITCHES) {
      model = model.with(name, Member.of(Shape.Scalar.of(Shape.Type.BOOLEAN), name).later());
    }
    return model;
  }

  @Override
  public boolean stateful() {
    return true;
  }

  @Override
  protected List<Vpc> describe(Scope scope, Filter filter) {
    return scope
        .client(Ec2Client.class)
        .describeVpcsPaginator(DescribeVpcsRequest.builder().filters(filter).build())
        .vpcs()
        .stream()
        .toList();
  }

  @Override
  protected String idOf(Vpc vpc) {
    return vpc.vpcId();
  }

  @Override
  protected List<Tag> tagsOf(Vpc vpc) {
    return vpc.tags();
  }

  @Override
  protected Value.Entries modelOf(Scope scope, Vpc vpc, Optional<Declared> wish) {
    Value.Entries model = Pojo.read(vpc).without("tags");
    for (String name : SWITCHES) {
      if (wish.filter(d -> d.model().has(name)).isPresent()) {
        model = model.with(name, Value.flag(isOn(scope, vpc.vpcId(), name)));
      }
    }
    return model;
  }

  static boolean isOn(Scope scope, String vpcId, String name) {
    DescribeVpcAttributeResponse told =
        scope
            .client(Ec2Client.class)
            .describeVpcAttribute(r -> r.vpcId(vpcId).attribute(VpcAttributeName.fromValue(name)));
    AttributeBooleanValue value =
        switch (name) {
          case "enableDnsSupport" -> told.enableDnsSupport();
          case "enableDnsHostnames" -> told.enableDnsHostnames();
          default -> told.enableNetworkAddressUsageMetrics();
        };
    return value != null && Boolean.TRUE.equals(value.value());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateVpcRequest request =
        Pojo.fill(CreateVpcRequest.builder(), wish.model())
            .tagSpecifications(s -> s.resourceType(ResourceType.VPC).tags(Ec2Tags.of(wish.tags())))
            .overrideConfiguration(SentOnce.SETTINGS)
            .build();
    return attributes(scope, scope.client(Ec2Client.class).createVpc(request).vpc().vpcId());
  }

  /** One switch in each call, as AWS wants it. */
  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    String id = live.attributes().require("id");
    for (String name : new TreeSet<>(changed.stream().map(FieldPath::head).toList())) {
      AttributeBooleanValue on =
          AttributeBooleanValue.builder().value(wish.model().flag(name).orElse(false)).build();
      ModifyVpcAttributeRequest.Builder request = ModifyVpcAttributeRequest.builder().vpcId(id);
      switch (name) {
        case "enableDnsSupport" -> request.enableDnsSupport(on);
        case "enableDnsHostnames" -> request.enableDnsHostnames(on);
        default -> request.enableNetworkAddressUsageMetrics(on);
      }
      scope.client(Ec2Client.class).modifyVpcAttribute(request.build());
    }
  }

  @Override
  protected void remove(Scope scope, Live live) {
    scope.client(Ec2Client.class).deleteVpc(r -> r.vpcId(live.attributes().require("id")));
  }

  @Override
  protected Set<String> goneCodes() {
    return Set.of("InvalidVpcID.NotFound");
  }
}
