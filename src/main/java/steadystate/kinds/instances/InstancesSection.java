package steadystate.kinds.instances;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import steadystate.kinds.identity.RolesSection;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** {@code instances}: EC2 machines. */
public final class InstancesSection implements Section {
  private static final ResourceId NETWORK = new ResourceId("network", "main");
  private static final Shape.Scalar TEXT = Shape.Scalar.of(Shape.Type.TEXT);

  private static final String IMAGE = "image";
  private static final String POLICY = "imagePolicy";
  private static final String ROLE = "role";
  private static final String GROUPS = "securityGroups";
  private static final String ON_DELETE = "onDelete";
  private static final String RESOLVE = "resolve:ssm:";

  @Override
  public String key() {
    return "instances";
  }

  @Override
  public String kind() {
    return InstanceKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return InstanceShape.written()
        .change(
            InstanceShape.IMAGE,
            m ->
                m.describe(
                    "ami-…, or a public parameter such as"
                        + " /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64."))
        .with(IMAGE, TEXT, "Short for imageId.")
        .with(
            POLICY,
            Shape.Structure.empty()
                .with(
                    "follow",
                    TEXT.allowed("alias", "none"),
                    "alias: a newer image behind the parameter makes a new instance, after an"
                        + " approval; none (default): it is shown and not acted on."),
            "What a newer image means.")
        .with(
            ROLE,
            TEXT.refersTo("role", "instanceProfileArn"),
            "role/x with trust: [ec2.amazonaws.com]; short for iamInstanceProfile.")
        .with(
            GROUPS,
            Shape.ItemsOf.set(TEXT.refersTo("securityGroup", "id")).orOne(),
            "Short for securityGroupIds.")
        .with(
            ON_DELETE,
            TEXT.allowed("terminate", "stop"),
            "What happens when it leaves the spec: it is terminated (default), or stopped and let"
                + " go with its disks.");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    Value.Entries value = entry.value();
    Value.Entries model =
        value
            .without(IMAGE, POLICY, ROLE, GROUPS, ON_DELETE, InstanceShape.IMAGE)
            .withDefault(
                InstanceShape.STATE, Value.text("running").from(Origin.byDefault("it runs")));
    model = image(entry, blueprint, model);
    model = either(entry, blueprint, model, GROUPS, "securityGroupIds");
    model = either(entry, blueprint, model, ROLE, InstanceShape.PROFILE);
    model = profile(entry, blueprint, model);
    if (!model.has("subnetId")) {
      model = model.with(InstanceShape.SUBNETS, subnets(entry, blueprint));
    }
    model = model.with("metadataOptions", metadata(model));
    model = model.with("tags", tags(entry));
    return List.of(new Declared(entry.id(kind()), model, entry.at()));
  }

  private static Value.Entries image(Entry entry, Blueprint blueprint, Value.Entries model) {
    Value.Entries value = entry.value();
    Value.Entries one = either(entry, blueprint, model, IMAGE, InstanceShape.IMAGE);
    Optional<Value> image = one.get(InstanceShape.IMAGE).or(() -> value.get(InstanceShape.IMAGE));
    if (image.isEmpty()) {
      blueprint.problem(
          "missing-key",
          value,
          InstanceShape.IMAGE,
          "an instance needs an image",
          "write imageId: ami-… or a parameter such as"
              + " /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
      return one;
    }
    String text = image.get().toString();
    boolean follows =
        value
            .map(POLICY)
            .flatMap(policy -> policy.text("follow"))
            .filter("alias"::equals)
            .isPresent();
    if (text.startsWith("ami-")) {
      return one.with(InstanceShape.IMAGE, image.get());
    }
    String name = text.startsWith(RESOLVE) ? text.substring(RESOLVE.length()) : text;
    if (!name.startsWith("/") && !text.startsWith(RESOLVE)) {
      blueprint.problem(
          "bad-image",
          image.get(),
          InstanceShape.IMAGE,
          text + " is neither an image nor a parameter",
          "write ami-…, a parameter that begins with /, or resolve:ssm:NAME");
    }
    return one.without(InstanceShape.IMAGE)
        .with(InstanceShape.ALIAS, Value.text(name).from(image.get().origin()))
        .with(InstanceShape.FOLLOWS, Value.flag(follows));
  }

  /** The short word or AWS's, never both. */
  private static Value.Entries either(
      Entry entry, Blueprint blueprint, Value.Entries model, String word, String member) {
    Optional<Value> written = entry.value().get(word);
    if (written.isEmpty()) {
      return model;
    }
    if (entry.value().has(member)) {
      blueprint.problem(
          "both-written",
          written.get(),
          word,
          word + " is short for " + member + ", and both are written",
          "leave one of them out");
    }
    return model.with(member, written.get());
  }

  /** By ARN, as AWS tells it again. */
  private static Value.Entries profile(Entry entry, Blueprint blueprint, Value.Entries model) {
    Optional<Value> written = model.get(InstanceShape.PROFILE);
    if (written.isEmpty()) {
      return model;
    }
    for (ResourceId role : References.in(written.get())) {
      boolean has =
          Optional.ofNullable(blueprint.entries("roles").get(role.key()))
              .filter(known -> RolesSection.isForInstances(known.value()))
              .isPresent();
      if (!has) {
        blueprint.problem(
            "no-profile",
            written.get(),
            ROLE,
            role + " has no instance profile, by which an instance takes a role",
            "write `trust: [ec2.amazonaws.com]` there; the profile is made with it");
      }
    }
    if (written.get() instanceof Value.Text(String text, Origin origin)
        && !text.startsWith("arn:")) {
      String partition = PartitionMetadata.of(Region.of(blueprint.region())).id();
      String arn =
          "arn:" + partition + ":iam::" + blueprint.account() + ":instance-profile/" + text;
      return model.with(InstanceShape.PROFILE, Value.text(arn).from(origin));
    }
    return model;
  }

  /** Outside where it shall be reached, or where there is nothing but outside. */
  private static Value subnets(Entry entry, Blueprint blueprint) {
    boolean open =
        entry.value().get(InstanceShape.PUBLIC).filter(Value.flag(true)::equals).isPresent()
            || blueprint.single("network").map(n -> n.value().entries().isEmpty()).orElse(true);
    return Value.reference(NETWORK, open ? "publicSubnetIds" : "privateSubnetIds")
        .from(Origin.byDefault("the network's subnets"));
  }

  /** Without a word about it AWS still lets old images answer requests that carry no token. */
  private static Value.Entries metadata(Value.Entries model) {
    return model
        .map("metadataOptions")
        .orElse(Value.Entries.EMPTY)
        .withDefault("httpTokens", Value.text("required").from(Origin.byDefault("IMDSv2 alone")));
  }

  private static Value tags(Entry entry) {
    Map<String, Value> tags = new LinkedHashMap<>();
    tags.put(
        "Name", Value.text(entry.name()).from(Origin.byDefault("the name that the console shows")));
    entry
        .value()
        .get(ON_DELETE)
        .ifPresent(what -> tags.put(InstanceKind.ON_DELETE, Value.text(what.toString())));
    return Value.entries(tags);
  }
}
