package steadystate.kinds.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.aws.Pojo;
import steadystate.kinds.Overlay;
import steadystate.kinds.SdkTags;
import steadystate.resource.Canonical;
import steadystate.resource.References;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What is sent to ECS of a service: all of it at creation, changed members alone later. */
final class ServiceRequests {
  /** Members of the model that CreateService has no field of the same meaning for. */
  private static final String[] NOT_SENT = {ServiceShape.DEFINITION, "role"};

  private ServiceRequests() {}

  /**
   * @param since what tells this attempt from one whose service is gone meanwhile
   */
  static CreateServiceRequest create(
      Entries wish, String revision, Map<String, String> tags, String since) {
    Entries model = complete(wish).without(NOT_SENT);
    if (isFargateByLaunchType(wish)) {
      model = model.without("capacityProviderStrategy").with("launchType", Value.text("FARGATE"));
    }
    boolean counted =
        !wish.text("schedulingStrategy").orElse("REPLICA").equals("DAEMON") && !isExternal(wish);
    if (counted) {
      model = model.withDefault("desiredCount", Value.number(1));
    }
    String content = References.hash(Value.items(List.of(model, Value.text(revision))));
    CreateServiceRequest.Builder request =
        Pojo.fill(CreateServiceRequest.builder(), Canonical.wire(ServiceShape.MODEL, model));
    wish.text("role").ifPresent(request::role);
    if (!isExternal(wish)) {
      request.taskDefinition(revision);
    }
    return request
        .tags(tags(tags))
        .clientToken(References.hash(Value.texts(List.of(content, tags.toString(), since))))
        .build();
  }

  static boolean isExternal(Entries model) {
    return controller(model).equals("EXTERNAL");
  }

  static String controller(Entries model) {
    return model.map("deploymentController").flatMap(d -> d.text("type")).orElse("ECS");
  }

  /** On-demand Fargate needs no capacity provider in the cluster when it comes by launch type. */
  private static boolean isFargateByLaunchType(Entries wish) {
    List<Value> strategy = wish.list("capacityProviderStrategy");
    return strategy.size() == 1
        && strategy.getFirst() instanceof Entries only
        && only.equals(ServiceDefaults.provider("FARGATE"));
  }

  /**
   * The changed members as they shall be: the wish laid over what lives, because ECS replaces a
   * member as a whole.
   */
  static UpdateServiceRequest.Builder update(Entries live, Entries wish, Set<String> members) {
    Map<String, Value> out = new LinkedHashMap<>();
    for (String member : new TreeSet<>(members)) {
      wish.get(member).ifPresent(value -> out.put(member, laid(live, member, value)));
    }
    if (members.contains(ServiceShape.REGISTRIES)) {
      out.putIfAbsent(ServiceShape.REGISTRIES, Value.items(List.of()));
    }
    boolean detached = members.contains("loadBalancers") && wish.list("loadBalancers").isEmpty();
    if (detached && live.whole("healthCheckGracePeriodSeconds").orElse(0) > 0) {
      // AWS refuses a grace period where there is no balancer to ask.
      out.put("healthCheckGracePeriodSeconds", Value.number(0));
    }
    Entries model = complete(new Entries(out, wish.origin()));
    UpdateServiceRequest.Builder request =
        Pojo.fill(UpdateServiceRequest.builder(), Canonical.wire(ServiceShape.MODEL, model));
    if (members.contains("capacityProviderStrategy")) {
      request.forceNewDeployment(true);
    }
    return request;
  }

  private static Value laid(Entries live, String member, Value wish) {
    if (member.equals("serviceConnectConfiguration")
        && wish instanceof Entries connect
        && !connect.flag("enabled").orElse(true)) {
      return wish;
    }
    Entries under =
        live.get(member)
            .map(value -> Entries.EMPTY.with(member, ServiceDefaults.strip(member, value)))
            .orElse(Entries.EMPTY);
    return Overlay.of(ServiceShape.MODEL, under, Entries.EMPTY.with(member, wish))
        .get(member)
        .orElse(wish);
  }

  /** Adds what AWS wants beside what is written. */
  private static Entries complete(Entries model) {
    Entries out = model;
    if (model.map("deploymentConfiguration").isPresent()) {
      Entries deployment = model.map("deploymentConfiguration").get();
      for (String part : List.of("deploymentCircuitBreaker", "alarms")) {
        if (deployment.map(part).isPresent()) {
          Entries switched = deployment.map(part).get();
          Value on = switched.get("enable").orElse(Value.flag(false));
          Entries whole = switched.withDefault("enable", on).withDefault("rollback", on);
          deployment =
              deployment.with(
                  part,
                  part.equals("alarms")
                      ? whole.withDefault("alarmNames", Value.items(List.of()))
                      : whole);
        }
      }
      out = out.with("deploymentConfiguration", deployment);
    }
    List<Value> strategy = out.list("capacityProviderStrategy");
    if (strategy.size() == 1 && strategy.getFirst() instanceof Entries only) {
      out =
          out.with(
              "capacityProviderStrategy",
              Value.items(List.of(only.withDefault("weight", Value.number(1)))));
    }
    return out;
  }

  static List<Tag> tags(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}
