package steadystate.kinds.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.resource.Owner;
import steadystate.resource.References;
import steadystate.resource.Scope;
import steadystate.resource.Wish;

/**
 * Groups that a rule lets in, and whose place a new body has taken. As long as a network interface
 * wears the old one, its traffic needs the old rule: a balancer or a client moves later than this
 * group learns of its new name.
 */
public final class OldPeers {
  private OldPeers() {}

  /** Those of the peers of these rules that still have to be let in. */
  public static Set<String> stillWorn(Scope scope, Wish wish, List<TrafficRule> leaving) {
    Set<String> peers =
        leaving.stream()
            .filter(TrafficRule::namesAnotherGroup)
            .map(TrafficRule::peer)
            .filter(peer -> peer.startsWith("sg-"))
            .collect(Collectors.toCollection(TreeSet::new));
    for (Direction direction : Direction.values()) {
      SecurityGroups.rules(wish.model(), direction).forEach(rule -> peers.remove(rule.peer()));
    }
    if (peers.isEmpty()) {
      return Set.of();
    }
    Set<String> referred =
        References.in(wish.declared().model()).stream()
            .map(Object::toString)
            .collect(Collectors.toSet());
    Set<String> worn = new TreeSet<>();
    for (SecurityGroup group :
        SecurityGroups.byFilter(scope, "group-id", List.copyOf(peers), Optional.empty())) {
      if (isOldBody(scope, group, referred) && isWorn(scope, group.groupId())) {
        worn.add(group.groupId());
      }
    }
    return worn;
  }

  private static boolean isOldBody(Scope scope, SecurityGroup group, Set<String> referred) {
    boolean ours = has(group, Owner.ENVIRONMENT, scope.environment()::equals);
    return ours && has(group, Owner.RESOURCE, referred::contains);
  }

  private static boolean has(SecurityGroup group, String key, Predicate<String> value) {
    return group.tags().stream().anyMatch(tag -> tag.key().equals(key) && value.test(tag.value()));
  }

  private static boolean isWorn(Scope scope, String groupId) {
    return scope
        .client(Ec2Client.class)
        .describeNetworkInterfacesPaginator(r -> r.filters(f -> f.name("group-id").values(groupId)))
        .networkInterfaces()
        .stream()
        .findAny()
        .isPresent();
  }
}
