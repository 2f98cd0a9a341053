package steadystate.importing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.Owner;

/**
 * Which of everything that was seen is taken: what stands where the user points to, and what that
 * needs. What others look after is left to them.
 */
final class Selection {
  /** Tags by which other tools mark what is theirs, and how to say so. */
  private static final Map<String, String> HANDS =
      new TreeMap<>(
          Map.of(
              "aws:cloudformation:stack-name", "made by CloudFormation, stack ",
              "aws:autoscaling:groupName", "made by the auto scaling group ",
              "aws:servicecatalog:provisionedProductArn", "made by Service Catalog: ",
              "elasticbeanstalk:environment-name", "made by Elastic Beanstalk: "));

  private final String environment;
  private final Importer.Reach reach;
  private final List<Seen> taken = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  /** A candidate and who found it. */
  record Seen(Importer importer, Candidate candidate) {}

  Selection(String environment, Importer.Reach reach) {
    this.environment = environment;
    this.reach = reach;
  }

  List<Seen> taken() {
    return taken;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  /**
   * @param narrow whether the user pointed to a place, so that not everything is meant
   */
  Selection of(List<Seen> all, boolean narrow) {
    boolean tagged = !narrow && all.stream().anyMatch(seen -> isOurs(seen.candidate()));
    List<Seen> rest = new ArrayList<>(all);
    boolean more = true;
    Set<String> needed = new LinkedHashSet<>();
    while (more) {
      more = false;
      for (Seen seen : List.copyOf(rest)) {
        if (isMeant(seen, narrow, tagged) || isNeeded(seen, needed)) {
          rest.remove(seen);
          more |= take(seen, needed);
        }
      }
    }
    return this;
  }

  private boolean take(Seen seen, Set<String> needed) {
    String reason = foreign(seen.candidate());
    if (!reason.isEmpty()) {
      leftOut.add(new LeftOut(seen.importer().section(), seen.candidate().name(), reason));
      return false;
    }
    taken.add(seen);
    Set<String> mentions = new LinkedHashSet<>(seen.candidate().mentions());
    mentions.add(seen.candidate().home());
    mentions.remove("");
    return needed.addAll(mentions);
  }

  private boolean isOurs(Candidate candidate) {
    return environment.equals(candidate.live().tags().get(Owner.ENVIRONMENT));
  }

  private boolean isMeant(Seen seen, boolean narrow, boolean tagged) {
    Candidate candidate = seen.candidate();
    return switch (seen.importer().section()) {
      case "cluster", "services", "scheduledTasks" ->
          reach.cluster().filter(candidate.home()::equals).isPresent()
              && (!tagged || isOurs(candidate));
      case "pipelines" ->
          narrow
              ? reach.cluster().filter(candidate.home()::equals).isPresent()
              : !tagged || isOurs(candidate);
      case "network" -> reach.vpc().filter(candidate.home()::equals).isPresent();
      default ->
          narrow
              ? reach.vpc().filter(candidate.home()::equals).isPresent()
              : !tagged || isOurs(candidate);
    };
  }

  /** By ARN or id; names are not unique among kinds, so they are told with their section. */
  private static boolean isNeeded(Seen seen, Set<String> needed) {
    Live live = seen.candidate().live();
    return needed.contains(live.arn())
        || needed.contains(seen.importer().section() + "/" + seen.candidate().name())
        || live.attributes().byName().entrySet().stream()
            .anyMatch(held -> !held.getKey().equals("name") && needed.contains(held.getValue()));
  }

  private String foreign(Candidate candidate) {
    if (!candidate.foreign().isEmpty()) {
      return candidate.foreign();
    }
    Map<String, String> tags = candidate.live().tags();
    String owner = tags.get(Owner.ENVIRONMENT);
    if (owner != null && !owner.equals(environment)) {
      return "belongs to environment " + owner;
    }
    return HANDS.entrySet().stream()
        .filter(hand -> tags.containsKey(hand.getKey()))
        .map(hand -> hand.getValue() + tags.get(hand.getKey()))
        .findFirst()
        .orElse("");
  }
}
