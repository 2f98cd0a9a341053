package steadystate.environment.reading;

import java.util.List;
import steadystate.environment.mode.Mode;
import steadystate.resource.Durations;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Shape.EntriesOf;
import steadystate.resource.Shape.ItemsOf;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Structure;
import steadystate.resource.Shape.Type;

/** What may be written under {@code spec} besides resources, and what every entry takes. */
final class SettingsShape {
  private static final Scalar TEXT = Scalar.of(Type.TEXT);
  private static final Scalar FLAG = Scalar.of(Type.BOOLEAN);
  static final String KIND_AND_KEY = "[A-Za-z]+/[A-Za-z0-9_./-]+";
  private static final Scalar RESOURCE = TEXT.pattern(KIND_AND_KEY);
  private static final Scalar ADOPT = TEXT.allowed("never", "matching");

  static final EntriesOf TAGS = EntriesOf.of(Scalar.of(Type.TEXT));

  /**
   * {@code extends} and {@code variables} are read before anything else; they are here to be known.
   */
  static final Structure SETTINGS =
      Structure.empty()
          .with(
              "account",
              Member.of(TEXT.pattern("[0-9]{12}"), "the AWS account, 12 digits").needed())
          .with(
              "region",
              Member.of(
                      TEXT.pattern("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}"),
                      "an AWS region such as ap-northeast-2")
                  .needed())
          .with("mode", TEXT.allowed(Mode.words()), "how the environment is run")
          .with("extends", ItemsOf.ordered(TEXT), "bases to stand on, relative to this file")
          .with(
              "variables",
              EntriesOf.of(new Shape.Anything()),
              "values for ${name}: a value or a list, or {type, default, allowed, pattern}")
          .with("tags", TAGS, "tags on every resource")
          .with("reconcile", reconcile(), "how the environment is kept true")
          .with(
              "outputs",
              EntriesOf.of(new Shape.Anything()),
              "values to show, such as ${loadBalancer.public.dnsName}; or {value, ssm, type} to"
                  + " write one to SSM too")
          .with("costSave", costSave(), "what the mode cost-save does here")
          .with("policies", ItemsOf.keyed(policy(), "name"), "rules of your own, in CEL")
          .with("waive", ItemsOf.ordered(waiver()), "rules that are set aside, and why")
          .with(
              "allowedRoles",
              ItemsOf.set(TEXT.pattern("arn:[a-z*-]+:iam::.+")),
              "roles of others that strict lets code take: ARNs, with * for any letters")
          .with(
              "allowedRegistries",
              ItemsOf.set(TEXT.pattern("[A-Za-z0-9*][A-Za-z0-9.:/_*-]*")),
              "where images may come from besides the account's own ECR, such as public.ecr.aws or"
                  + " docker.io/library; strict refuses others, other modes warn; absent: anywhere")
          .with("ignore", ItemsOf.ordered(ignore()), "fields that are left alone")
          .with("notifications", ItemsOf.ordered(notification()), "where news are sent");

  /** What every entry takes besides the fields of its section. */
  static final Structure ENTRY =
      Structure.empty()
          .with("name", TEXT.range(1, 255), "its name in AWS; default <environment>-<key>")
          .with("tags", TAGS, "tags on this resource, on top of the environment's")
          .with("adopt", ADOPT, "whether a resource of this name that is nobody's is taken over")
          .with(
              "deletionPolicy",
              TEXT.allowed("delete", "retain", "confirm"),
              "what happens when it leaves the spec")
          .with(
              "dependsOn",
              Member.of(ItemsOf.set(RESOURCE), "resources to wait for, such as database/main"))
          .with("ttl", Durations.SHAPE, "how long after its creation it is deleted, such as 72h");

  private SettingsShape() {}

  private static ItemsOf windows() {
    return new ItemsOf(TEXT, new Shape.Order.Ordered(), 1);
  }

  private static Structure reconcile() {
    Structure suspend =
        Structure.empty()
            .with("reason", Member.of(TEXT, "why nothing is changed at present").needed())
            .with("by", TEXT, "who asked for it");
    return Structure.empty()
        .with("interval", Durations.SHAPE, "pause between two passes, such as 60s")
        .with("onDrift", TEXT.allowed("correct", "report"), "what is done about drift")
        .with("dryRun", FLAG, "whether nothing is written to AWS")
        .with("suspend", suspend, "a pause, with its reason")
        .with("prune", FLAG, "whether what left the spec is deleted")
        .with("adopt", ADOPT, "whether resources of the wanted names are taken over")
        .with("windows", windows(), "when changes may be made, such as Mon-Fri 09:00-17:00")
        .with("timezone", TEXT, "the time zone of the windows, such as Asia/Seoul")
        .with(
            "maxDeletes",
            Scalar.of(Type.INTEGER).range(0, 1000),
            "most entries that one pass deletes; more waits for an approval");
  }

  private static Structure costSave() {
    Structure awake =
        Structure.empty()
            .with("timezone", TEXT, "the time zone of the windows, such as Asia/Seoul")
            .with("windows", Member.of(windows(), "when services run").needed())
            .with("except", ItemsOf.set(TEXT), "dates on which they do not, such as 2026-12-25");
    return Structure.empty()
        .with("loadBalancers", TEXT.allowed("remove", "keep"), "whether they are left out")
        .with(
            "allowFrom",
            ItemsOf.set(TEXT),
            "CIDRs that may reach services without their load balancer")
        .with("spot", FLAG, "whether services run on FARGATE_SPOT")
        .with("maxDesiredCount", Scalar.of(Type.INTEGER).range(0, 1000), "most tasks of a service")
        .with("awake", awake, "when services run; outside of it they stand at 0")
        .with("databases", TEXT.allowed("shrink", "keep"), "whether they run in smallest form")
        .with("nat", TEXT.allowed("remove", "keep"), "whether NAT gateways are left out")
        .with("insights", TEXT.allowed("off", "keep"), "whether container insights are off")
        .with(
            "maxLogRetentionDays",
            Scalar.of(Type.INTEGER).range(1, 3653),
            "how long logs are kept at most")
        .with(
            "freeTier",
            TEXT.allowed("deny", "warn", "off"),
            "what happens when something leaves the free tier");
  }

  private static Structure policy() {
    return Structure.empty()
        .with("name", Member.of(TEXT, "its name in reports").needed())
        .with("expression", Member.of(TEXT, "CEL that is true when all is well").needed())
        .with("message", TEXT, "what to say when it is not")
        .with("severity", TEXT.allowed("deny", "warn"), "deny stops a plan");
  }

  private static Structure waiver() {
    return Structure.empty()
        .with("rule", Member.of(TEXT, "the id of the rule").needed())
        .with("resource", RESOURCE, "where it is set aside, such as securityGroup/api")
        .with("reason", Member.of(TEXT, "why").needed())
        .with("until", TEXT, "the last day, such as 2026-12-31");
  }

  private static Structure ignore() {
    return Structure.empty()
        .with("resource", Member.of(RESOURCE, "such as service/api").needed())
        .with(
            "fields",
            Member.of(new ItemsOf(TEXT, new Shape.Order.Ordered(), 1), "such as desiredCount")
                .needed())
        .with("reason", TEXT, "why");
  }

  private static Structure notification() {
    return Structure.empty()
        .with("url", Member.of(TEXT.pattern("https?://\\S+"), "a webhook").needed().hidden())
        .with("events", ItemsOf.set(TEXT), "which events; all when absent");
  }

  /** Sections that are promised, and may not be there yet. */
  static final List<String> PROMISED =
      List.of(
          "cluster",
          "network",
          "securityGroups",
          "loadBalancers",
          "services",
          "databases",
          "repositories",
          "buckets",
          "instances",
          "roles",
          "connections",
          "pipelines",
          "scheduledTasks",
          "logGroups");
}
