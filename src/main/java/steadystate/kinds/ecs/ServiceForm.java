package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.balancing.ExposedTo;
import steadystate.resource.Candidate.Names;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** A living service in the words of an entry: the short fields where they fit, AWS's elsewhere. */
final class ServiceForm {
  private static final List<String> SHORT =
      List.of("image", "environment", "secrets", "command", "healthCheck");
  private static final List<String> VPC = List.of("subnets", "securityGroups", "assignPublicIp");

  private final Entries model;
  private final Names names;
  private final String key;
  private final Map<String, Value> out = new LinkedHashMap<>();

  ServiceForm(Live live, Names names) {
    this.model = live.model();
    this.names = names;
    this.key = names.of(ServiceKind.NAME, live.arn()).map(ResourceId::key).orElse("");
  }

  /** The entry; empty when the service cannot be written. */
  Optional<Entries> entry(Optional<Entries> scaling, ExposedTo exposed) {
    containers();
    definition();
    for (String member : ServiceShape.SERVICE_FIELDS.members().keySet()) {
      model.get(member).ifPresent(value -> out.put(member, value));
    }
    out.remove("role");
    network();
    capacity();
    rollout();
    scaling.ifPresent(found -> {
      out.put("autoscaling", found);
      out.remove("desiredCount");
    });
    balancing(exposed);
    return Optional.of(Value.entries(out));
  }

  private void containers() {
    Map<String, Value> further = new LinkedHashMap<>();
    for (Value item : model.list("containerDefinitions")) {
      Entries container = named((Entries) item);
      String name = container.text("name").orElse("");
      Entries rest = container.without("name");
      if (name.equals(key)) {
        rest = own(rest);
      }
      if (!rest.entries().isEmpty()) {
        further.put(name, rest);
      }
    }
    if (!further.isEmpty()) {
      out.put("containers", Value.entries(further));
    }
  }

  /** Takes what has a short field out of the container of the key's name. */
  private Entries own(Entries container) {
    Entries rest = container;
    for (String field : SHORT) {
      rest.get(field).ifPresent(value -> out.put(field, value));
      rest = rest.without(field);
    }
    Optional<Value> port = port(container.list("portMappings"));
    if (port.isPresent()) {
      out.put("port", port.get());
      rest = rest.without("portMappings");
    }
    return rest;
  }

  /** The port of a lone mapping that says nothing more. */
  private Optional<Value> port(List<Value> mappings) {
    if (mappings.size() != 1 || !(mappings.getFirst() instanceof Entries mapping)) {
      return Optional.empty();
    }
    Optional<Value> port = mapping.get("containerPort");
    boolean bridge = model.text("networkMode").orElse("").equals("bridge");
    Optional<Value> usual = bridge ? Optional.of(Value.number(0)) : port;
    boolean plain =
        mapping.without("containerPort", "hostPort", "protocol").entries().isEmpty()
            && mapping.text("protocol").orElse("tcp").equals("tcp")
            && (!mapping.has("hostPort") || mapping.get("hostPort").equals(usual));
    return plain ? port : Optional.empty();
  }

  /** With the repository and the log group of the spec named by their keys. */
  private Entries named(Entries container) {
    Entries with = container;
    Optional<String> image = container.text("image");
    if (image.isPresent()) {
      String uri = ServicesImporter.withoutTag(image.get());
      Optional<ResourceId> repository = names.of("repository", uri);
      if (repository.isPresent()) {
        with =
            with.with("image", Value.text(repository.get() + image.get().substring(uri.length())));
      }
    }
    Optional<Entries> log = container.map("logConfiguration");
    Optional<Entries> options = log.flatMap(l -> l.map("options"));
    Optional<ResourceId> group =
        options.flatMap(o -> o.text("awslogs-group")).flatMap(g -> names.of("logGroup", g));
    return group.isEmpty()
        ? with
        : with.with(
            "logConfiguration",
            log.get()
                .with(
                    "options",
                    options.get().with("awslogs-group", Value.reference(group.get(), "name"))));
  }

  private void definition() {
    for (String size : List.of("cpu", "memory")) {
      model.get(size).ifPresent(value -> out.put(size, value));
    }
    model.get("taskRoleArn").ifPresent(role -> out.put(TaskRoles.TASK, role));
    model.get("executionRoleArn").ifPresent(role -> out.put(TaskRoles.EXECUTION, role));
    Map<String, Value> rest = new LinkedHashMap<>();
    for (String member : TaskDefinitionShape.FIELDS.members().keySet()) {
      boolean said =
          List.of("containerDefinitions", "cpu", "memory", "taskRoleArn", "executionRoleArn")
              .contains(member);
      if (!said && !member.equals(ServiceShape.CONSTRAINTS)) {
        model.get(member).ifPresent(value -> rest.put(member, value));
      }
    }
    model
        .map(ServiceShape.DEFINITION)
        .flatMap(own -> own.get(ServiceShape.CONSTRAINTS))
        .ifPresent(constraints -> rest.put(ServiceShape.CONSTRAINTS, constraints));
    if (!rest.isEmpty()) {
      out.put(ServiceShape.DEFINITION, Value.entries(rest));
    }
  }

  private void network() {
    Optional<Entries> vpc =
        model.map("networkConfiguration").flatMap(n -> n.map("awsvpcConfiguration"));
    if (vpc.isEmpty()) {
      return;
    }
    out.remove("networkConfiguration");
    for (String member : VPC) {
      vpc.get().get(member).ifPresent(value -> out.put(member, value));
    }
    vpc.get()
        .text("assignPublicIp")
        .ifPresent(word -> out.put("assignPublicIp", Value.flag(word.equals("ENABLED"))));
  }

  /** Fargate goes without saying; a launch type is shown as a strategy too, and said once. */
  private void capacity() {
    List<Value> strategy = model.list("capacityProviderStrategy");
    boolean fargate = model.text("launchType").orElse("").equals("FARGATE");
    boolean plain =
        strategy.size() == 1
            && ((Entries) strategy.getFirst())
                .text("capacityProvider")
                .orElse("")
                .equals("FARGATE");
    if (fargate && (strategy.isEmpty() || plain)) {
      out.remove("launchType");
      out.remove("capacityProviderStrategy");
    } else if (!strategy.isEmpty()) {
      out.remove("launchType");
    } else {
      out.remove("capacityProviderStrategy");
    }
  }

  private void rollout() {
    Optional<Entries> configuration = model.map("deploymentConfiguration");
    if (configuration.isEmpty()) {
      return;
    }
    Map<String, Value> words = new LinkedHashMap<>();
    Entries rest = configuration.get();
    for (String percent : List.of("minimumHealthyPercent", "maximumPercent")) {
      rest.get(percent).ifPresent(value -> words.put(percent, value));
    }
    rest = rest.without("minimumHealthyPercent", "maximumPercent", "deploymentCircuitBreaker");
    configuration
        .get()
        .map("deploymentCircuitBreaker")
        .ifPresent(breaker -> {
          breaker.get("enable").ifPresent(on -> words.put("circuitBreaker", on));
          breaker.get("rollback").ifPresent(on -> words.put("rollback", on));
        });
    out.put("rollout", Value.entries(words));
    out.put("deploymentConfiguration", rest);
  }

  private void balancing(ExposedTo exposed) {
    String container = key;
    List<Value> raw = new ArrayList<>();
    List<Value> exposes = new ArrayList<>();
    for (Value item : model.list("loadBalancers")) {
      Entries attached = (Entries) item;
      List<Entries> found =
          exposed.of(attached, container, Optional.ofNullable(out.get("port")), names);
      if (found.isEmpty()) {
        raw.add(attached);
      } else {
        exposes.addAll(found);
      }
    }
    out.remove("loadBalancers");
    if (!raw.isEmpty()) {
      out.put("loadBalancers", Value.items(raw));
    }
    if (!exposes.isEmpty()) {
      out.put("expose", Value.items(exposes));
    }
  }
}
