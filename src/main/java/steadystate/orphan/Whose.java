package steadystate.orphan;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Owner;

/**
 * Whose a thing is, as far as its tags tell.
 *
 * @param environment whose it was, for what Steadystate made
 * @param madeBy who or what made it, in words
 */
public record Whose(By by, Optional<String> environment, Optional<String> madeBy) {
  /** Tags that tools and people put on what they make, by what they mean. */
  private static final List<Map.Entry<String, String>> SIGNS =
      List.of(
          Map.entry("aws:cloudformation:stack-name", "CloudFormation stack "),
          Map.entry("aws:autoscaling:groupName", "Auto Scaling group "),
          Map.entry("aws:ecs:serviceName", "ECS service "),
          Map.entry("eks:cluster-name", "EKS cluster "),
          Map.entry("createdBy", ""),
          Map.entry("created-by", ""),
          Map.entry("managedBy", ""),
          Map.entry("managed-by", ""),
          Map.entry("owner", ""));

  /** Who looks after it. */
  public enum By {
    /** This installation. */
    OURS,
    /** Another installation of Steadystate. */
    ANOTHER,
    /** No tag of Steadystate tells. */
    UNKNOWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Whose of(Map<String, String> tags, String installation) {
    Optional<String> environment = Optional.ofNullable(tags.get(Owner.ENVIRONMENT));
    Optional<String> by = Optional.ofNullable(tags.get(Owner.INSTALLATION));
    boolean marked = tags.keySet().stream().anyMatch(Owner::isOurKey);
    By who = by.map(installation::equals).orElse(true) ? By.OURS : By.ANOTHER;
    return new Whose(
        marked ? who : By.UNKNOWN, environment, marked ? steadystate(tags) : sign(tags));
  }

  private static Optional<String> steadystate(Map<String, String> tags) {
    String resource = tags.getOrDefault(Owner.RESOURCE, "");
    return Optional.of("Steadystate" + (resource.isEmpty() ? "" : " for " + resource));
  }

  private static Optional<String> sign(Map<String, String> tags) {
    return SIGNS.stream()
        .flatMap(sign ->
            tags.entrySet().stream()
                .filter(tag -> tag.getKey().equalsIgnoreCase(sign.getKey()))
                .map(tag -> sign.getValue() + tag.getValue()))
        .findFirst();
  }

  /** {@code ours, dev}, {@code another installation's}, {@code owner unknown}. */
  public String words() {
    return switch (by) {
      case OURS -> environment.map(name -> "ours, " + name).orElse("ours");
      case ANOTHER -> "another installation's" + environment.map(name -> ", " + name).orElse("");
      case UNKNOWN -> "owner unknown";
    };
  }
}
