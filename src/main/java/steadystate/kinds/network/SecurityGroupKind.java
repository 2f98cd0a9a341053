package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Arns;
import steadystate.kinds.Whose;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * A security group. Its rules come after every group of the environment exists, so that groups may
 * name each other; a new name or VPC makes a new group, which takes the old one's place everywhere
 * before that one goes.
 */
public final class SecurityGroupKind implements Kind {
  static final String NAME = "securityGroup";

  /** EC2's limit on the values of one filter. */
  private static final int FILTER_VALUES = 200;

  private static final String ADDITIVE = "additive";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with("groupName", Member.of(text, "Unique in its VPC.").needed().replaces())
        .with(
            "description",
            Member.of(
                    text,
                    "AWS cannot change it: put the old text back, leave it out, or give the group"
                        + " another name, which makes a new group and deletes this one last.")
                .refuses())
        .with("vpcId", Member.of(text.refersTo("network", "vpcId"), "Where it stands.").replaces())
        .with(
            "rules",
            Member.of(
                    text.allowed("exclusive", ADDITIVE),
                    "Whether rules that are not wished are revoked.")
                .never())
        .with("ingress", Member.of(Direction.INGRESS.shape(), "Who may come in.").later())
        .with("egress", Member.of(Direction.EGRESS.shape(), "Where traffic may go.").later());
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Map<String, SecurityGroup> groups = new LinkedHashMap<>();
    SecurityGroups.byFilter(
            scope, "tag:" + Owner.ENVIRONMENT, List.of(scope.environment()), Optional.empty())
        .forEach(group -> groups.put(group.groupId(), group));
    strangers(scope, wanted, groups.values().stream().toList())
        .forEach(group -> groups.putIfAbsent(group.groupId(), group));
    Map<ResourceId, List<String>> ids = new TreeMap<>();
    List<Live> found = new ArrayList<>();
    for (SecurityGroup group : sorted(groups)) {
      Whose.id(scope, NAME, tags(group), wanted, d -> isNamed(d, group))
          .ifPresent(id -> {
            ids.computeIfAbsent(id, unused -> new ArrayList<>()).add(group.groupId());
            found.add(live(scope, id, group));
          });
    }
    return new Observation(found.stream().map(live -> besides(live, wanted, ids)).toList());
  }

  /** Groups that have a wished name in the wished VPC and do not carry our tags. */
  private static List<SecurityGroup> strangers(
      Scope scope, List<Declared> wanted, List<SecurityGroup> ours) {
    List<Declared> unseen =
        wanted.stream().filter(d -> ours.stream().noneMatch(g -> isNamed(d, g))).toList();
    Map<Declared, Optional<String>> vpcs = new LinkedHashMap<>();
    unseen.forEach(d -> vpcs.put(d, vpcId(scope, d)));
    Set<Optional<String>> distinct = new HashSet<>(vpcs.values());
    Optional<String> only = distinct.size() == 1 ? distinct.iterator().next() : Optional.empty();
    List<String> names =
        unseen.stream().map(SecurityGroupKind::groupName).distinct().sorted().toList();
    List<SecurityGroup> found = new ArrayList<>();
    for (int from = 0; from < names.size(); from += FILTER_VALUES) {
      List<String> batch = names.subList(from, Math.min(names.size(), from + FILTER_VALUES));
      for (SecurityGroup group : SecurityGroups.byFilter(scope, "group-name", batch, only)) {
        vpcs.forEach((wish, vpc) -> {
          boolean there = vpc.map(group.vpcId()::equals).orElse(true);
          if (there && groupName(wish).equals(group.groupName())) {
            found.add(group);
          }
        });
      }
    }
    return found;
  }

  /** The VPC that a group is wished in; empty when the network could not be read. */
  private static Optional<String> vpcId(Scope scope, Declared declared) {
    if (declared.model().get("vpcId").orElse(Value.text("")) instanceof Value.Text written) {
      return Optional.of(written.text());
    }
    try {
      if (!OwnNetwork.isOwn(declared)) {
        return Optional.of(NetworkKind.defaultVpc(scope).vpcId());
      }
      // Where the VPC is taken over, the comparison tells whether the group stands in it.
      Optional<String> own = OwnNetwork.vpc(scope).map(Vpc::vpcId);
      return own.isPresent() || declared.lifecycle().adopt() ? own : Optional.of("none yet");
    } catch (FailureException e) {
      return Optional.empty();
    }
  }

  private static boolean isNamed(Declared declared, SecurityGroup group) {
    boolean elsewhere =
        declared.model().get("vpcId").orElse(Value.text("")) instanceof Value.Text written
            && !written.text().equals(group.vpcId());
    return groupName(declared).equals(group.groupName()) && !elsewhere;
  }

  private static String groupName(Declared declared) {
    return declared.model().text("groupName").orElse("");
  }

  private static List<SecurityGroup> sorted(Map<String, SecurityGroup> groups) {
    return groups.values().stream().sorted(Comparator.comparing(SecurityGroup::groupId)).toList();
  }

  private Live live(Scope scope, ResourceId id, SecurityGroup group) {
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("groupName", Value.text(group.groupName()));
    model.put("description", Value.text(group.description()));
    model.put("vpcId", Value.text(group.vpcId()));
    for (Direction direction : Direction.values()) {
      model.put(direction.member(), SecurityGroups.items(direction, direction.of(group)));
    }
    Attributes attributes = attributes(scope, group.groupId(), group.groupName());
    return new Live(
        id,
        attributes.require("arn"),
        Canonical.form(model(), Value.entries(model)),
        tags(group),
        attributes,
        Health.READY);
  }

  /**
   * What a live group looks like beside its wish: it names itself as the spec does, and what an
   * additive one holds besides is somebody else's.
   */
  private Live besides(Live live, List<Declared> wanted, Map<ResourceId, List<String>> ids) {
    Optional<Declared> wish = wanted.stream().filter(d -> d.id().equals(live.id())).findFirst();
    if (wish.isEmpty()) {
      return live;
    }
    Value.Entries model = wish.get().model();
    String own = live.attributes().require("id");
    boolean additive = model.text("rules").filter(ADDITIVE::equals).isPresent();
    Value.Entries seen = live.model();
    Map<String, String> notOurs = new TreeMap<>();
    for (Direction direction : Direction.values()) {
      Set<String> wished = SecurityGroups.identities(model, direction, ids);
      List<TrafficRule> rules =
          SecurityGroups.rules(live.model(), direction).stream()
              .map(rule ->
                  wished.contains(rule.selfAs(own).identity(direction)) ? rule.selfAs(own) : rule)
              .toList();
      seen = seen.with(direction.member(), SecurityGroups.items(direction, rules));
      for (TrafficRule rule : rules) {
        String identity = rule.identity(direction);
        if (additive && !wished.contains(identity)) {
          notOurs.put(direction.member() + "[" + identity + "]", "rules: additive");
        }
      }
    }
    return new Live(
        live.id(),
        live.arn(),
        Canonical.form(model(), seen),
        live.tags(),
        live.attributes(),
        live.health(),
        live.createdAt(),
        notOurs);
  }

  private static Attributes attributes(Scope scope, String groupId, String groupName) {
    return Attributes.of("id", groupId)
        .with("arn", Arns.of(scope, "ec2", "security-group/" + groupId))
        .with("name", groupName);
  }

  @Override
  public Map<String, String> unwritten(Value.Entries wish) {
    return wish.has(Direction.EGRESS.member())
        ? Map.of()
        : Map.of(
            Direction.EGRESS.member(),
            "AWS lets a new group talk to everybody; write `[]` for nobody");
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = wish.text("groupName");
    String description =
        wish.model().text("description").orElse(scope.environment() + " " + wish.id());
    try {
      CreateSecurityGroupResponse made =
          scope
              .client(Ec2Client.class)
              .createSecurityGroup(r ->
                  r.groupName(name)
                      .description(description)
                      .vpcId(wish.text("vpcId"))
                      .tagSpecifications(s ->
                          s.resourceType(ResourceType.SECURITY_GROUP).tags(tags(wish.tags()))));
      return attributes(scope, made.groupId(), name);
    } catch (FailureException e) {
      if (e.is("InvalidGroup.Duplicate")) {
        // Ours from a lost answer, or a stranger's: the next look tells by its tags.
        throw new FailureException(
            new Failure.Busy("InvalidGroup.Duplicate", name + " exists by now; looking again"), e);
      }
      throw e;
    }
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    boolean exclusive = wish.model().text("rules").filter(ADDITIVE::equals).isEmpty();
    new RuleUpdate(scope, live, wish, changed, exclusive).run();
  }

  @Override
  public void detach(Scope scope, Live live) {
    for (Direction direction : Direction.values()) {
      List<TrafficRule> rules =
          SecurityGroups.rules(live.model(), direction).stream()
              .filter(TrafficRule::namesAnotherGroup)
              .toList();
      SecurityGroups.revoke(scope, live.attributes().require("id"), direction, rules);
    }
  }

  @Override
  public void delete(Scope scope, Live live) {
    String id = live.attributes().require("id");
    try {
      scope.client(Ec2Client.class).deleteSecurityGroup(r -> r.groupId(id));
    } catch (FailureException e) {
      if (e.is("InvalidGroup.NotFound")) {
        return;
      }
      if (e.is("DependencyViolation")) {
        throw new FailureException(
            new Failure.Busy("DependencyViolation", id + " " + SecurityGroups.users(scope, id)), e);
      }
      throw e;
    }
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    Ec2Tags.change(scope, live.attributes().require("id"), put, remove);
  }

  private static Map<String, String> tags(SecurityGroup group) {
    Map<String, String> tags = new LinkedHashMap<>();
    group.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return Ec2Tags.of(tags);
  }
}
