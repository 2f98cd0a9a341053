package steadystate.orphan;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The sorts of things that are left behind, in the order in which they can go. */
public enum Sort {
  LOAD_BALANCER(
      "loadBalancer",
      true,
      1,
      "none of its target groups has a target, and no rule answers by itself"),
  TARGET_GROUP(
      "targetGroup", true, 0, "no listener forwards to it, and no service registers there"),
  NAT_GATEWAY("natGateway", true, 1, "no route table leads to it"),
  ELASTIC_IP("elasticIp", true, 0, "nothing has it, and AWS takes money for it all the same"),
  NETWORK_INTERFACE("networkInterface", false, 0, "nothing has it attached"),
  SECURITY_GROUP(
      "securityGroup", true, 0, "no interface wears it, and no service, database or rule names it"),
  VOLUME("volume", false, 1, "no instance has it attached"),
  SNAPSHOT("snapshot", false, 30, "it is older than 30 days, and no image of the account needs it"),
  DB_SNAPSHOT(
      "dbSnapshot", false, 30, "it was taken by hand more than 30 days ago, and no spec names it"),
  TASK_DEFINITION(
      "taskDefinition",
      false,
      0,
      "ten newer revisions are there, and no service, task or schedule runs it"),
  LOG_GROUP("logGroup", true, 1, "AWS made it for something that is gone");

  /** What cannot be made again. */
  private static final Set<Sort> STATEFUL = Set.of(VOLUME, SNAPSHOT, DB_SNAPSHOT, LOG_GROUP);

  private final String word;
  private final boolean managed;
  private final Duration grace;
  private final String reason;

  Sort(String word, boolean managed, int graceDays, String reason) {
    this.word = word;
    this.managed = managed;
    this.grace = Duration.ofDays(graceDays);
    this.reason = reason;
  }

  /** The first half of an id; that of the kind where there is one. */
  public String word() {
    return word;
  }

  /** Whether specs wish for such things, so that a plan of theirs already says what is too much. */
  boolean managed() {
    return managed;
  }

  /** How old it is at least, where AWS tells an age. */
  public Duration grace() {
    return grace;
  }

  /** One sentence, without its full stop. */
  public String reason() {
    return reason;
  }

  /** Whether it holds data. */
  public boolean stateful() {
    return STATEFUL.contains(this);
  }

  public static Optional<Sort> of(String word) {
    return Stream.of(values()).filter(sort -> sort.word.equals(word)).findFirst();
  }
}
