package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.kinds.Arns;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Blueprint;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/**
 * What ECS has to reach before containers run: log groups, repositories, secrets and files. The
 * actions are those of the ECS developer guide, "Amazon ECS task execution IAM role".
 */
final class ExecutionNeeds {
  private static final Pattern ECR =
      Pattern.compile(
          "(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^:@]+).*");

  private static final Pattern SECRET =
      Pattern.compile("(arn:[a-z-]+:secretsmanager:[^:]*:[^:]*:secret:[^:]+).*");

  private final Blueprint blueprint;
  private final Map<String, Value> streams = new TreeMap<>();
  private final Map<String, Value> groups = new TreeMap<>();
  private final Map<String, Value> repositories = new TreeMap<>();
  private final Map<String, Value> secrets = new TreeMap<>();
  private final Map<String, Value> parameters = new TreeMap<>();
  private final Map<String, Value> files = new TreeMap<>();

  private ExecutionNeeds(Blueprint blueprint) {
    this.blueprint = blueprint;
  }

  static ExecutionNeeds of(Items containers, Blueprint blueprint) {
    ExecutionNeeds needs = new ExecutionNeeds(blueprint);
    for (Value item : containers.items()) {
      if (item instanceof Entries container) {
        needs.image(container);
        needs.logs(container);
        needs.secrets(container);
        needs.files(container);
      }
    }
    return needs;
  }

  /** Whether there is anything that an instance's own role does not reach. */
  boolean secret() {
    return !secrets.isEmpty() || !parameters.isEmpty() || !files.isEmpty();
  }

  boolean any() {
    return secret() || !streams.isEmpty() || !repositories.isEmpty();
  }

  private void image(Entries container) {
    Optional<Value> image = container.get("image");
    if (image.isPresent()
        && image.get() instanceof Value.Template template
        && template.parts().getFirst() instanceof Value.Part.Attribute repository) {
      add(repositories, Value.reference(repository.resource(), "arn"));
      return;
    }
    Matcher ecr = ECR.matcher(image.map(Value::toString).orElse(""));
    if (ecr.matches()) {
      String arn = Arns.of("ecr", ecr.group(2), ecr.group(1), "repository/" + ecr.group(3));
      add(repositories, Value.text(arn));
    }
  }

  private void logs(Entries container) {
    Entries log = inner(container, "logConfiguration");
    each(log.get("secretOptions"), this::secret);
    Entries options = inner(log, "options");
    Optional<Value> group = options.get("awslogs-group");
    if (!log.text("logDriver").orElse("").equals("awslogs") || group.isEmpty()) {
      return;
    }
    add(streams, streamsOf(group.get(), options));
    if (options.text("awslogs-create-group").orElse("").equals("true")) {
      add(groups, streamsOf(group.get(), options));
    }
  }

  /** IAM knows a group's streams as the group's ARN with an asterisk at its end. */
  private Value streamsOf(Value group, Entries options) {
    if (group instanceof Value.Template template
        && template.parts().size() == 1
        && template.parts().getFirst() instanceof Value.Part.Attribute managed) {
      return new Value.Template(
          List.of(
              new Value.Part.Attribute(managed.resource(), "arn"), new Value.Part.Literal(":*")),
          group.origin());
    }
    String region = options.text("awslogs-region").orElse(blueprint.region());
    String prefix = Arns.of("logs", region, blueprint.account(), "log-group:");
    if (group instanceof Value.Template template) {
      List<Value.Part> parts = new ArrayList<>(template.parts());
      parts.addFirst(new Value.Part.Literal(prefix));
      parts.addLast(new Value.Part.Literal(":*"));
      return new Value.Template(parts, group.origin());
    }
    return Value.text(prefix + group + ":*");
  }

  private void secrets(Entries container) {
    each(container.get("secrets"), this::secret);
    inner(container, "repositoryCredentials").get("credentialsParameter").ifPresent(this::secret);
  }

  /** Where a secret is kept: an ARN, a reference, or a parameter's name. */
  private void secret(Value from) {
    if (from instanceof Value.Template template) {
      boolean parameter = template.parts().getFirst().toString().contains(":ssm:");
      add(parameter ? parameters : secrets, parameter ? template : whole(template));
      return;
    }
    String text = from.toString();
    Matcher secret = SECRET.matcher(text);
    if (secret.matches()) {
      add(secrets, Value.text(secret.group(1)));
    } else if (text.startsWith("arn:")) {
      add(parameters, Value.text(text));
    } else {
      String name = text.startsWith("/") ? text : "/" + text;
      add(parameters, Value.text(Arns.of(blueprint, "ssm", "parameter" + name)));
    }
  }

  /** The secret itself, without the key and version behind a reference. */
  private static Value whole(Value.Template template) {
    List<Value.Part> parts = new ArrayList<>(template.parts());
    if (parts.getLast() instanceof Value.Part.Literal(String text) && text.startsWith(":")) {
      parts.removeLast();
    }
    return new Value.Template(parts, template.origin());
  }

  private void files(Entries container) {
    for (Value item : container.list("environmentFiles")) {
      if (item instanceof Entries file) {
        file.get("value").ifPresent(object -> add(files, object));
      }
    }
  }

  /** Pairs in either form: a map, or AWS's list of structures. */
  private static void each(Optional<Value> pairs, java.util.function.Consumer<Value> from) {
    if (pairs.isPresent() && pairs.get() instanceof Entries map) {
      map.entries().values().forEach(from);
    } else if (pairs.isPresent() && pairs.get() instanceof Items list) {
      for (Value item : list.items()) {
        if (item instanceof Entries pair) {
          pair.get("valueFrom").ifPresent(from);
        }
      }
    }
  }

  private static Entries inner(Entries entries, String member) {
    return entries.get(member).orElse(Entries.EMPTY) instanceof Entries inner
        ? inner
        : Entries.EMPTY;
  }

  private static void add(Map<String, Value> to, Value value) {
    to.putIfAbsent(value.toString(), value);
  }

  /**
   * One statement for each way of access.
   *
   * @param keys with which secrets are encrypted
   */
  List<Value> statements(List<Value> keys) {
    List<Value> all = new ArrayList<>();
    allow(all, "Logs", streams.values(), "logs:CreateLogStream", "logs:PutLogEvents");
    allow(all, "LogGroups", groups.values(), "logs:CreateLogGroup");
    allow(
        all,
        "Pull",
        repositories.values(),
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer");
    // A login is to a registry as a whole; IAM knows no resource for it.
    List<Value> registry = repositories.isEmpty() ? List.of() : List.of(Value.text("*"));
    allow(all, "Login", registry, "ecr:GetAuthorizationToken");
    allow(all, "Secrets", secrets.values(), "secretsmanager:GetSecretValue");
    allow(all, "Parameters", parameters.values(), "ssm:GetParameters");
    allow(all, "Files", files.values(), "s3:GetObject");
    allow(all, "FileBuckets", buckets(), "s3:GetBucketLocation");
    allow(all, "Keys", keys, "kms:Decrypt");
    return all;
  }

  private List<Value> buckets() {
    Map<String, Value> buckets = new TreeMap<>();
    files.values().stream()
        .filter(Value.Text.class::isInstance)
        .map(object -> object.toString().replaceFirst("/.*", ""))
        .forEach(arn -> add(buckets, Value.text(arn)));
    return List.copyOf(buckets.values());
  }

  private static void allow(
      List<Value> all, String sid, Collection<Value> resources, String... actions) {
    if (!resources.isEmpty()) {
      all.add(PolicyDocument.allow(sid, List.of(actions), List.copyOf(resources)));
    }
  }
}
