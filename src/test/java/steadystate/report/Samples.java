package steadystate.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.drift.FieldChange;
import steadystate.drift.Finding;
import steadystate.drift.Shown;
import steadystate.drift.Status;
import steadystate.environment.mode.Mode;
import steadystate.failure.Failure;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Unknown;
import steadystate.plan.Warning;
import steadystate.resource.Attributes;
import steadystate.resource.Because;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.resource.Member.OnChange;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;

/** Plans and findings made by hand, with one of everything that can be in them. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final String FILE = "environments/dev/environment.yaml";
  public static final Shown ABSENT = new Shown.Absent();

  private Samples() {}

  public static ResourceId id(String text) {
    return ResourceId.parse(text);
  }

  public static Origin line(int line) {
    return Origin.written(new SourceSpan(FILE, line, 9));
  }

  static Origin mode(int line) {
    return line(line).because(Because.MODE, "mode: cost-save");
  }

  public static Shown text(String text) {
    return new Shown.Plain(Value.text(text), Optional.empty());
  }

  public static Shown number(long number) {
    return new Shown.Plain(Value.number(number), Optional.empty());
  }

  static FieldPath path(String... names) {
    FieldPath path = FieldPath.ROOT;
    for (String name : names) {
      path =
          name.startsWith("[") ? path.key(name.substring(1, name.length() - 1)) : path.name(name);
    }
    return path;
  }

  public static FieldChange field(Shown live, Shown desired, Origin origin, String... path) {
    return new FieldChange(path(path), live, desired, OnChange.UPDATE, origin);
  }

  static FieldChange replacing(Shown live, Shown desired, Origin origin, String... path) {
    return new FieldChange(path(path), live, desired, OnChange.REPLACE, origin);
  }

  public static Live live(String id, String arn) {
    return new Live(id(id), arn, Value.Entries.EMPTY, Map.of(), Attributes.NONE, Health.READY);
  }

  static Declared declared(String id, int line) {
    return new Declared(id(id), Value.Entries.EMPTY, new SourceSpan(FILE, line, 5));
  }

  public static Change create(String id, FieldChange... fields) {
    return change(id, Action.CREATE, Status.MISSING, List.of(), fields);
  }

  public static Change update(String id, Status why, FieldChange... fields) {
    return change(id, Action.UPDATE, why, List.of(), fields);
  }

  static Change change(
      String id, Action action, Status why, List<Live> superseded, FieldChange... fields) {
    boolean lives = action != Action.CREATE && action != Action.REPLACE;
    return new Change(
        id(id),
        action,
        why,
        action == Action.DELETE ? Optional.empty() : Optional.of(declared(id, 12)),
        lives ? Optional.of(live(id, arn(id))) : Optional.empty(),
        superseded,
        List.of(fields),
        Optional.empty());
  }

  static String arn(String id) {
    return "arn:aws:ecs:eu-west-1:123456789012:" + id;
  }

  public static Change delete(String id) {
    return change(id, Action.DELETE, Status.EXTRA, List.of());
  }

  /** Of another state than that of the others. */
  public static Plan plan(List<Change> changes, String fingerprint) {
    Plan plan = plan(changes);
    return new Plan(
        plan.environment(),
        plan.mode(),
        plan.account(),
        plan.region(),
        plan.observedAt(),
        changes,
        List.of(),
        List.of(),
        List.of(),
        plan.inSync(),
        fingerprint);
  }

  public static Plan plan(List<Change> changes) {
    return plan(changes, List.of(), List.of(), List.of(), 7);
  }

  static Plan plan(
      List<Change> changes,
      List<Refusal> refusals,
      List<Unknown> unknown,
      List<Note> notes,
      int inSync) {
    return new Plan(
        "dev",
        Mode.COST_SAVE,
        "123456789012",
        "eu-west-1",
        NOON,
        changes,
        refusals,
        unknown,
        notes,
        inSync,
        "sha256:4f5a");
  }

  /** One of everything. */
  static Plan everything() {
    List<Change> changes = new ArrayList<>();
    changes.add(
        change(
            "targetGroup/api/public",
            Action.REPLACE,
            Status.PENDING,
            List.of(live("targetGroup/api/public", arn("targetgroup/dev-api/6d0ecf831eec9f09"))),
            replacing(number(80), number(8000), line(31), "port")));
    changes.add(
        change("service/old", Action.DELETE, Status.EXTRA, List.of())
            .held(new Hold.NeedsApproval("6 deletes, and 5 are allowed in one pass")));
    changes.add(securityGroup());
    changes.add(logGroup());
    changes.add(service());
    changes.add(change("bucket/assets", Action.ADOPT, Status.CONFLICT, List.of()));
    return plan(
        changes,
        List.of(),
        List.of(new Unknown(id("database/main"), "AccessDenied on rds:DescribeDBInstances")),
        List.of(
            new Note(id("service/api"), "not-ours", "desiredCount belongs to autoscaling 2..6"),
            new Note(
                id("service/web"),
                "held",
                "ECS rolled revision 8 back: \"essential container exited\"; not tried again until"
                    + " the spec changes"),
            new Note(id("role/task"), "conflict", "dev-task exists and is not ours")),
        7);
  }

  private static Change securityGroup() {
    return create(
        "securityGroup/api",
        field(ABSENT, text("dev-api"), Origin.NONE, "groupName"),
        field(ABSENT, text("api tasks"), line(40), "description"),
        field(
            ABSENT,
            new Shown.KnownAfter("${network.main.vpcId}"),
            Origin.byDefault("the network of the environment"),
            "vpcId"),
        field(
            ABSENT,
            new Shown.Plain(rule(42), Optional.empty()),
            line(42),
            "ingress",
            "[tcp 8000 from securityGroup/alb]"),
        field(ABSENT, text("team"), line(3), "tags", "[owner]"));
  }

  private static Value rule(int line) {
    Map<String, Value> rule = new LinkedHashMap<>();
    rule.put("protocol", Value.text("tcp").from(line(line)));
    rule.put("fromPort", Value.number(8000).from(line(line)));
    rule.put("toPort", Value.number(8000).from(line(line)));
    rule.put("source", Value.reference(id("securityGroup/alb"), "id").from(line(line)));
    rule.put("description", Value.text("from the load balancer").from(line(line + 1)));
    return new Value.Entries(rule, line(line));
  }

  private static Change logGroup() {
    return create(
        "logGroup/api",
        field(ABSENT, text("/dev/api"), Origin.NONE, "logGroupName"),
        field(ABSENT, number(3), mode(25), "retentionInDays"));
  }

  private static Change service() {
    return update(
        "service/api",
        Status.DRIFTED,
        field(number(5), number(1), mode(14), "desiredCount"),
        field(
            text("info"),
            text("debug"),
            line(22),
            "containerDefinitions",
            "[api]",
            "environment",
            "[LOG_LEVEL]"),
        field(
            new Shown.Masked(),
            new Shown.Masked(),
            line(23),
            "containerDefinitions",
            "[api]",
            "environment",
            "[API_TOKEN]"),
        field(
            text("123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-api@sha256:" + "0a".repeat(32)),
            text("123456789012.dkr.ecr.eu-west-1.amazonaws.com/dev-api@sha256:" + "0b".repeat(32)),
            line(16),
            "containerDefinitions",
            "[api]",
            "image"),
        field(
            text("line one\nline two \u001b[31m"),
            text("line one\nline three"),
            line(17),
            "containerDefinitions",
            "[api]",
            "command"),
        field(
            text("subnet-0a1"),
            ABSENT,
            line(18),
            "networkConfiguration",
            "subnets",
            "[subnet-0a1]"),
        field(
            ABSENT,
            text("subnet-0b2"),
            line(18),
            "networkConfiguration",
            "subnets",
            "[subnet-0b2]"),
        field(ABSENT, text("on"), Origin.NONE, "propagateTags"));
  }

  static Plan refused() {
    return plan(List.of(
            update(
                "service/api",
                Status.PENDING,
                field(number(1), number(2), line(9), "desiredCount"))))
        .refusals(
            List.of(
                new Refusal(
                    "strict/no-public-ingress",
                    id("securityGroup/api"),
                    "port 22 is open to 0.0.0.0/0; name the addresses that need it, or open it on a"
                        + " load balancer's 80 or 443 only",
                    Optional.of(new SourceSpan("environments/prod/environment.yaml", 9, 11))),
                new Refusal(
                    "brake/deletes",
                    id("service/old"),
                    "6 deletes, and 5 are allowed in one pass",
                    Optional.empty())))
        .warnings(
            List.of(
                new Warning(
                    "policy/small-tasks",
                    id("environment/dev"),
                    "at most half a CPU for a task here",
                    Optional.of(new SourceSpan("environments/base/base.yaml", 4, 19)))));
  }

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(finding("service/api", Status.DRIFTED, service().fields(), ""));
    findings.add(finding("cluster/main", Status.IN_SYNC, List.of(), ""));
    findings.add(finding("logGroup/api", Status.MISSING, logGroup().fields(), ""));
    findings.add(finding("service/old", Status.EXTRA, List.of(), "it left the spec"));
    findings.add(
        finding(
            "loadBalancer/public",
            Status.PENDING,
            List.of(field(number(60), number(120), line(50), "attributes", "[idle_timeout]")),
            ""));
    findings.add(
        finding("role/task", Status.CONFLICT, List.of(), "dev-task exists and is not ours"));
    findings.add(
        new Finding(
            id("database/main"),
            Status.UNKNOWN,
            Optional.of(declared("database/main", 60)),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.of(
                new Failure.Denied("AccessDenied", "AccessDenied on rds:DescribeDBInstances")),
            ""));
    return findings;
  }

  public static Finding finding(
      String id, Status status, List<FieldChange> fields, String message) {
    boolean lives = status != Status.MISSING;
    return new Finding(
        id(id),
        status,
        status == Status.EXTRA ? Optional.empty() : Optional.of(declared(id, 12)),
        lives ? Optional.of(live(id, arn(id))) : Optional.empty(),
        List.of(),
        fields,
        Optional.empty(),
        message);
  }
}
