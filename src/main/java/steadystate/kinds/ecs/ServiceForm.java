package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.balancing.ExposedTo;
import steadystate.kinds.discovery.Registered;
import steadystate.kinds.discovery.Registration;
import steadystate.resource.Candidate.Names;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** A living service in the words of an entry: the short fields where they fit, AWS's elsewhere. */
final class ServiceForm {
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
  Optional<Entries> entry(Optional<Entries> scaling, ExposedTo exposed, Registered registered) {
    out.putAll(TaskForm.of(definition(), model.map("networkConfiguration"), key, names));
    for (String member : ServiceShape.SERVICE_FIELDS.members().keySet()) {
      model.get(member).ifPresent(value -> out.put(member, value));
    }
    out.remove("role");
    if (model.map("networkConfiguration").filter(n -> n.has("awsvpcConfiguration")).isPresent()) {
      out.remove("networkConfiguration");
    }
    capacity();
    rollout();
    scaling.ifPresent(found -> {
      out.put("autoscaling", found);
      out.remove("desiredCount");
    });
    balancing(exposed);
    registered
        .words(names)
        .ifPresent(words -> {
          out.remove(ServiceShape.REGISTRIES);
          out.put(Registration.KEY, words);
        });
    return Optional.of(Value.entries(out));
  }

  /** The constraints of the definition stand beside those of the service. */
  private Entries definition() {
    Entries own = model.without(ServiceShape.CONSTRAINTS);
    return model
        .map(ServiceShape.DEFINITION)
        .flatMap(definition -> definition.get(ServiceShape.CONSTRAINTS))
        .map(constraints -> own.with(ServiceShape.CONSTRAINTS, constraints))
        .orElse(own);
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
