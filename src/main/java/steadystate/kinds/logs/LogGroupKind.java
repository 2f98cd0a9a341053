package steadystate.kinds.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Arns;
import steadystate.kinds.BelievedTags;
import steadystate.kinds.Deletion;
import steadystate.kinds.SdkTags;
import steadystate.kinds.TaggedResources;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * A CloudWatch log group. Its tags come from the tagging API, which needs one call for all of them
 * and lags behind: what it does not say, or what this process has just written, is asked directly.
 *
 * <p>Logs go with the service that wrote them; who wants to keep them writes a {@code
 * deletionPolicy}.
 */
public final class LogGroupKind implements Kind {
  static final String NAME = "logGroup";

  /** DescribeLogGroups takes no more names at once. */
  private static final int BATCH = 50;

  private final BelievedTags believed = new BelievedTags();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return shape();
  }

  /** Every field of CreateLogGroup, and the retention that has a call of its own. */
  static Shape.Structure shape() {
    return SdkShapes.of(CreateLogGroupRequest.builder().build())
        .without("tags")
        .change("logGroupName", member -> member.describe("Its name.").replaces())
        .change(
            "kmsKeyId", member -> member.describe("ARN of the key; empty text takes the key away."))
        .change(
            "logGroupClass",
            member ->
                member
                    .describe(
                        "AWS never changes it: put the old class back, or give the group another"
                            + " name, which makes a new one and deletes the old logs.")
                    .refuses())
        .with(
            "retentionInDays",
            Member.of(
                Shape.Scalar.of(Shape.Type.INTEGER)
                    .allowed(
                        "0", "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365",
                        "400", "545", "731", "1096", "1827", "2192", "2557", "2922", "3288",
                        "3653"),
                "Days that logs are kept; 0 for ever. Absent: not managed."));
  }

  /** What the names of an environment's groups begin with. */
  static String prefix(String environment) {
    return "/steadystate/" + environment + "/";
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Map<String, Map<String, String>> tagged = TaggedResources.of(scope);
    Set<String> names = new TreeSet<>();
    wanted.forEach(d -> d.model().text("logGroupName").ifPresent(names::add));
    tagged.keySet().stream().flatMap(arn -> nameIn(arn).stream()).forEach(names::add);
    List<Live> found = new ArrayList<>();
    for (LogGroup group : groups(scope, names)) {
      if (names.contains(group.logGroupName())) {
        String arn = arn(scope, group);
        Map<String, String> tags = believed.of(scope, arn, () -> tags(scope, arn));
        Whose.id(scope, NAME, tags, wanted, d -> isNamed(d, group))
            .map(id -> live(scope, id, group, tags))
            .ifPresent(found::add);
      }
    }
    return new Observation(found);
  }

  /** One paged call for the usual names, and one for each fifty others. */
  private static List<LogGroup> groups(Scope scope, Set<String> names) {
    String prefix = prefix(scope.environment());
    List<LogGroup> groups = new ArrayList<>();
    if (names.stream().anyMatch(name -> name.startsWith(prefix))) {
      groups.addAll(page(scope, r -> r.logGroupNamePrefix(prefix)));
    }
    List<String> others = names.stream().filter(name -> !name.startsWith(prefix)).toList();
    for (int from = 0; from < others.size(); from += BATCH) {
      List<String> batch = others.subList(from, Math.min(others.size(), from + BATCH));
      groups.addAll(page(scope, r -> r.logGroupIdentifiers(batch)));
    }
    return groups;
  }

  private static List<LogGroup> page(
      Scope scope, Consumer<DescribeLogGroupsRequest.Builder> which) {
    return scope
        .client(CloudWatchLogsClient.class)
        .describeLogGroupsPaginator(DescribeLogGroupsRequest.builder().applyMutation(which).build())
        .logGroups()
        .stream()
        .toList();
  }

  private static Map<String, String> tags(Scope scope, String arn) {
    return scope
        .client(CloudWatchLogsClient.class)
        .listTagsForResource(r -> r.resourceArn(arn))
        .tags();
  }

  private static Optional<String> nameIn(String arn) {
    int at = arn.indexOf(":log-group:");
    return at < 0
        ? Optional.empty()
        : Optional.of(arn.substring(at + ":log-group:".length()).replaceAll(":\\*$", ""));
  }

  private static boolean isNamed(Declared declared, LogGroup group) {
    return declared.model().text("logGroupName").filter(group.logGroupName()::equals).isPresent();
  }

  private static String arn(Scope scope, LogGroup group) {
    return arn(scope, group.logGroupName());
  }

  /** The ARN that tags hang on; AWS's own field for it has an asterisk at the end. */
  private static String arn(Scope scope, String name) {
    return Arns.of(scope, "logs", "log-group:" + name);
  }

  /** A group that keeps its logs for ever has no retention; one without a key has no key. */
  private static Live live(Scope scope, ResourceId id, LogGroup group, Map<String, String> tags) {
    Value.Entries model =
        Pojo.read(group)
            .withDefault("retentionInDays", Value.number(0))
            .withDefault("kmsKeyId", Value.text(""));
    return new Live(
        id,
        arn(scope, group),
        Canonical.form(shape(), model),
        tags,
        attributes(scope, group.logGroupName()),
        Health.READY,
        Optional.ofNullable(group.creationTime()).map(Instant::ofEpochMilli),
        Map.of());
  }

  private static Attributes attributes(Scope scope, String name) {
    return Attributes.of("name", name).with("arn", arn(scope, name));
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = wish.text("logGroupName");
    Value.Entries model = withoutEmptyKey(wish.model());
    believed.written(arn(scope, name));
    try {
      scope
          .client(CloudWatchLogsClient.class)
          .createLogGroup(
              Pojo.fill(CreateLogGroupRequest.builder(), model).tags(wish.tags()).build());
    } catch (FailureException e) {
      if (e.is("ResourceAlreadyExistsException")) {
        // Ours from a lost answer, or a stranger's: the next look tells by its tags.
        throw new FailureException(
            new Failure.Busy(e.failure().code(), name + " exists by now; looking again"), e);
      }
      throw e;
    }
    wish.model().whole("retentionInDays").ifPresent(days -> keep(scope, name, days, true));
    return attributes(scope, name);
  }

  private static Value.Entries withoutEmptyKey(Value.Entries model) {
    return model.text("kmsKeyId").filter(String::isEmpty).isPresent()
        ? model.without("kmsKeyId")
        : model;
  }

  private static void keep(Scope scope, String name, int days, boolean fresh) {
    CloudWatchLogsClient logs = scope.client(CloudWatchLogsClient.class);
    if (days > 0) {
      logs.putRetentionPolicy(r -> r.logGroupName(name).retentionInDays(days));
    } else if (!fresh) {
      logs.deleteRetentionPolicy(r -> r.logGroupName(name));
    }
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    CloudWatchLogsClient logs = scope.client(CloudWatchLogsClient.class);
    String name = live.attributes().require("name");
    for (String member : new TreeSet<>(changed.stream().map(FieldPath::head).toList())) {
      switch (member) {
        case "retentionInDays" ->
            keep(scope, name, wish.model().whole("retentionInDays").orElse(0), false);
        case "kmsKeyId" -> {
          String key = wish.text("kmsKeyId");
          if (key.isEmpty()) {
            logs.disassociateKmsKey(r -> r.logGroupName(name));
          } else {
            logs.associateKmsKey(r -> r.logGroupName(name).kmsKeyId(key));
          }
        }
        case "deletionProtectionEnabled" ->
            logs.putLogGroupDeletionProtection(r ->
                r.logGroupIdentifier(name)
                    .deletionProtectionEnabled(
                        wish.model().flag("deletionProtectionEnabled").orElse(false)));
        default ->
            throw new FailureException(
                new Failure.Rejected("NotUpdatable", live.arn() + ": AWS cannot change " + member));
      }
    }
  }

  @Override
  public void delete(Scope scope, Live live) {
    String name = live.attributes().require("name");
    Deletion.of(
        () -> scope.client(CloudWatchLogsClient.class).deleteLogGroup(r -> r.logGroupName(name)),
        "ResourceNotFoundException");
    believed.gone(live.arn());
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    CloudWatchLogsClient logs = scope.client(CloudWatchLogsClient.class);
    believed.written(live.arn());
    SdkTags.change(
        put,
        remove,
        () -> logs.tagResource(r -> r.resourceArn(live.arn()).tags(put)),
        () -> logs.untagResource(r -> r.resourceArn(live.arn()).tagKeys(remove)));
  }
}
