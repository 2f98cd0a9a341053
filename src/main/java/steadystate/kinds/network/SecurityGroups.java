package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import steadystate.failure.FailureException;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.resource.Canonical;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;

/** Calls about security groups and their rules, and the rules that models hold. */
public final class SecurityGroups {
  private static final int NAMED_AT_MOST = 5;

  private SecurityGroups() {}

  /** All groups with one of the values. EC2 gives a filtered call twice the pace of one without. */
  public static List<SecurityGroup> byFilter(
      Scope scope, String name, List<String> values, Optional<String> vpcId) {
    List<Filter> filters = new ArrayList<>();
    filters.add(Filter.builder().name(name).values(values).build());
    vpcId.ifPresent(id -> filters.add(Filter.builder().name("vpc-id").values(id).build()));
    return scope
        .client(Ec2Client.class)
        .describeSecurityGroupsPaginator(
            DescribeSecurityGroupsRequest.builder().filters(filters).build())
        .securityGroups()
        .stream()
        .toList();
  }

  /** The rules of a group as they are now. */
  static List<TrafficRule> now(Scope scope, String groupId, Direction direction) {
    return scope
        .client(Ec2Client.class)
        .describeSecurityGroups(r -> r.groupIds(groupId))
        .securityGroups()
        .stream()
        .flatMap(group -> direction.of(group).stream())
        .toList();
  }

  static Value.Items items(Direction direction, List<TrafficRule> rules) {
    return Value.items(rules.stream().map(rule -> rule.value(direction)).toList());
  }

  /** The rules of a model whose peers are known. */
  public static List<TrafficRule> rules(Value.Entries model, Direction direction) {
    return model.list(direction.member()).stream()
        .map(Value.Entries.class::cast)
        .filter(rule -> !isOpen(rule, direction))
        .map(rule -> TrafficRule.of(rule, direction))
        .toList();
  }

  /** Whether a rule waits for a peer that does not live yet. */
  static boolean isOpen(Value.Entries rule, Direction direction) {
    return rule.get(direction.peer()).filter(Value.Template.class::isInstance).isPresent();
  }

  /** What identifies the wished rules, with the groups of the environment named by their ids. */
  static Set<String> identities(
      Value.Entries model, Direction direction, Map<ResourceId, List<String>> ids) {
    Set<String> identities = new HashSet<>();
    for (Value rule : model.list(direction.member())) {
      Value.Entries entries = (Value.Entries) rule;
      if (entries.get(direction.peer()).orElse(rule) instanceof Value.Template template
          && template.parts().size() == 1
          && template.parts().getFirst() instanceof Value.Part.Attribute(ResourceId to, String at)
          && at.equals("id")) {
        ids.getOrDefault(to, List.of()).stream()
            .map(id -> entries.with(direction.peer(), Value.text(id)))
            .forEach(known -> identities.add(Canonical.identity(direction.shape(), known)));
      } else {
        identities.add(
            Canonical.identity(
                direction.shape(), Canonical.form(direction.shape().element(), rule)));
      }
    }
    return identities;
  }

  /**
   * Adds rules in one call. AWS refuses the whole call when one of them is there already; then what
   * is really missing goes alone.
   */
  static void authorize(Scope scope, String groupId, Direction direction, List<TrafficRule> rules) {
    if (rules.isEmpty()) {
      return;
    }
    try {
      send(scope, groupId, direction, permissions(rules, groupId), true);
    } catch (FailureException e) {
      if (!e.is("InvalidPermission.Duplicate")) {
        throw e;
      }
      Set<String> there = identities(now(scope, groupId, direction), direction);
      rules.stream()
          .filter(rule -> !there.contains(rule.identity(direction)))
          .forEach(rule -> sendAlone(scope, groupId, direction, rule, true));
    }
  }

  /** Takes rules away; one that is gone already is as wished. */
  static void revoke(Scope scope, String groupId, Direction direction, List<TrafficRule> rules) {
    if (rules.isEmpty()) {
      return;
    }
    try {
      send(scope, groupId, direction, permissions(rules, groupId), false);
    } catch (FailureException e) {
      if (e.is("InvalidGroup.NotFound")) {
        return;
      }
      if (!e.is("InvalidPermission.NotFound")) {
        throw e;
      }
      Set<String> there = identities(now(scope, groupId, direction), direction);
      rules.stream()
          .filter(rule -> there.contains(rule.identity(direction)))
          .forEach(rule -> sendAlone(scope, groupId, direction, rule, false));
    }
  }

  static void describe(Scope scope, String groupId, Direction direction, List<TrafficRule> rules) {
    if (rules.isEmpty()) {
      return;
    }
    Ec2Client ec2 = scope.client(Ec2Client.class);
    List<IpPermission> permissions = permissions(rules, groupId);
    switch (direction) {
      case INGRESS ->
          ec2.updateSecurityGroupRuleDescriptionsIngress(
              r -> r.groupId(groupId).ipPermissions(permissions));
      case EGRESS ->
          ec2.updateSecurityGroupRuleDescriptionsEgress(
              r -> r.groupId(groupId).ipPermissions(permissions));
    }
  }

  private static Set<String> identities(List<TrafficRule> rules, Direction direction) {
    Set<String> identities = new HashSet<>();
    rules.forEach(rule -> identities.add(rule.identity(direction)));
    return identities;
  }

  private static void sendAlone(
      Scope scope, String groupId, Direction direction, TrafficRule rule, boolean add) {
    try {
      send(scope, groupId, direction, permissions(List.of(rule), groupId), add);
    } catch (FailureException e) {
      // A look may be older than the last write: the answer about one rule is certain.
      if (!e.is(add ? "InvalidPermission.Duplicate" : "InvalidPermission.NotFound")) {
        throw e;
      }
    }
  }

  private static void send(
      Scope scope,
      String groupId,
      Direction direction,
      List<IpPermission> permissions,
      boolean add) {
    Ec2Client ec2 = scope.client(Ec2Client.class);
    boolean in = direction == Direction.INGRESS;
    if (add && in) {
      ec2.authorizeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(permissions));
    } else if (add) {
      ec2.authorizeSecurityGroupEgress(r -> r.groupId(groupId).ipPermissions(permissions));
    } else if (in) {
      ec2.revokeSecurityGroupIngress(r -> r.groupId(groupId).ipPermissions(permissions));
    } else {
      ec2.revokeSecurityGroupEgress(r -> r.groupId(groupId).ipPermissions(permissions));
    }
  }

  private static List<IpPermission> permissions(List<TrafficRule> rules, String groupId) {
    return rules.stream().map(rule -> rule.permission(groupId)).toList();
  }

  /** Who keeps a group from being deleted, in words. */
  static String users(Scope scope, String groupId) {
    Set<String> users = new TreeSet<>();
    for (String filter : List.of("ip-permission.group-id", "egress.ip-permission.group-id")) {
      byFilter(scope, filter, List.of(groupId), Optional.empty()).stream()
          .filter(group -> !group.groupId().equals(groupId))
          .forEach(
              group -> users.add("security group " + group.groupId() + " " + group.groupName()));
    }
    scope
        .client(Ec2Client.class)
        .describeNetworkInterfacesPaginator(r -> r.filters(f -> f.name("group-id").values(groupId)))
        .networkInterfaces()
        .stream()
        .limit(NAMED_AT_MOST)
        .forEach(card -> users.add("network interface " + card.networkInterfaceId() + what(card)));
    return users.isEmpty() ? "is still in use" : "is still used by " + String.join(", ", users);
  }

  private static String what(NetworkInterface card) {
    String text = card.description();
    return text == null || text.isBlank() ? "" : " (" + text + ")";
  }
}
