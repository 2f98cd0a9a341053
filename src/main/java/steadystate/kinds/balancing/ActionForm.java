package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import steadystate.aws.SdkShapes;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * The one form of what a listener or rule does. AWS says a plain forward twice, as {@code
 * targetGroupArn} and as {@code forwardConfig}, numbers the actions and writes out the defaults of
 * a redirect; people do none of that. Here every forward is a {@code forwardConfig}, the order is
 * the position, and the defaults are always there.
 */
public final class ActionForm {
  private static final List<Map.Entry<String, String>> REDIRECT_DEFAULTS =
      List.of(
          Map.entry("protocol", "#{protocol}"),
          Map.entry("port", "#{port}"),
          Map.entry("host", "#{host}"),
          Map.entry("path", "/#{path}"),
          Map.entry("query", "#{query}"));

  private ActionForm() {}

  /** What users write: AWS's own form, every field. */
  static Shape written() {
    return Shape.ItemsOf.ordered(
        sdk()
            .change("targetGroupArn", ActionForm::toGroup)
            .change("forwardConfig", m -> m.shape(forwardWritten())));
  }

  /** The canonical form, in which both sides are compared. */
  static Shape model() {
    Shape.Structure stickiness =
        SdkShapes.of(TargetGroupStickinessConfig.builder().build())
            .change("enabled", m -> m.otherwise(Value.flag(false)));
    Shape.Structure group = tuple().change("weight", m -> m.otherwise(Value.number(1)));
    Shape.Structure forward =
        Shape.Structure.empty()
            .with("targetGroups", Shape.ItemsOf.keyed(group, "targetGroupArn"), "")
            .with("targetGroupStickinessConfig", stickiness, "");
    return Shape.ItemsOf.ordered(
        sdk().without("targetGroupArn", "order").with("forwardConfig", forward, ""));
  }

  private static Shape.Structure sdk() {
    return SdkShapes.of(Action.builder().build())
        .change("authenticateOidcConfig", ActionForm::withoutSecret);
  }

  /** AWS never tells the client secret, so it can be sent and not compared. */
  private static Member withoutSecret(Member oidc) {
    return oidc.shape(
        ((Shape.Structure) oidc.shape())
            .change("clientSecret", secret -> secret.hidden().never())
            .change("useExistingClientSecret", Member::never));
  }

  private static Shape.Structure forwardWritten() {
    return Shape.Structure.empty()
        .with("targetGroups", Shape.ItemsOf.keyed(tuple(), "targetGroupArn"), "")
        .with(
            "targetGroupStickinessConfig",
            SdkShapes.of(TargetGroupStickinessConfig.builder().build()),
            "");
  }

  private static Shape.Structure tuple() {
    return SdkShapes.of(TargetGroupTuple.builder().build())
        .change("targetGroupArn", ActionForm::toGroup);
  }

  private static Member toGroup(Member member) {
    return member.shape(Shape.Scalar.of(Shape.Type.TEXT).refersTo(TargetGroupKind.NAME, "arn"));
  }

  /** A forward to one group, in the canonical form. */
  static Value.Entries forward(Value targetGroupArn) {
    return canonical(
        Value.entries(Map.of("type", Value.text("forward")))
            .with("targetGroupArn", targetGroupArn));
  }

  /** A permanent redirect to another listener of the same balancer, in the canonical form. */
  static Value.Entries redirect(String protocol, String port) {
    Map<String, Value> redirect = new LinkedHashMap<>();
    redirect.put("protocol", Value.text(protocol));
    redirect.put("port", Value.text(port));
    redirect.put("statusCode", Value.text("HTTP_301"));
    return canonical(
        Value.entries(Map.of("type", Value.text("redirect")))
            .with("redirectConfig", Value.entries(redirect)));
  }

  /** The answer where no service is exposed. */
  static Value.Entries notFound() {
    Map<String, Value> answer = new LinkedHashMap<>();
    answer.put("statusCode", Value.text("404"));
    answer.put("contentType", Value.text("text/plain"));
    return Value.entries(Map.of("type", Value.text("fixed-response")))
        .with("fixedResponseConfig", Value.entries(answer));
  }

  /** Both of AWS's forms and all of people's, in one. */
  public static Value.Items canonical(Value.Items raw) {
    List<Value> all = raw.items();
    List<Value> sorted =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> order(all.get(i), i + 1)))
            .<Value>map(i -> all.get(i) instanceof Value.Entries a ? canonical(a) : all.get(i))
            .toList();
    return new Value.Items(sorted, raw.origin());
  }

  private static int order(Value action, int position) {
    return action instanceof Value.Entries entries
            && entries.get("order").orElse(action) instanceof Value.Number number
        ? number.number().intValue()
        : position;
  }

  private static Value.Entries canonical(Value.Entries raw) {
    Value.Entries action = raw.without("order", "targetGroupArn", "forwardConfig");
    return switch (raw.text("type").orElse("")) {
      case "forward" -> action.with("forwardConfig", forwardConfig(raw));
      case "redirect" -> action.with("redirectConfig", redirectConfig(raw));
      case "fixed-response" -> action.with("fixedResponseConfig", answer(raw));
      default -> action;
    };
  }

  private static Value.Entries forwardConfig(Value.Entries action) {
    Value.Entries config = structure(action, "forwardConfig");
    List<Value> groups = new ArrayList<>(config.list("targetGroups"));
    if (groups.isEmpty()) {
      action
          .get("targetGroupArn")
          .ifPresent(arn -> groups.add(Value.Entries.EMPTY.with("targetGroupArn", arn)));
    }
    boolean alone = groups.size() == 1;
    List<Value> weighted =
        groups.stream()
            .<Value>map(g -> g instanceof Value.Entries group ? weighted(group, alone) : g)
            .toList();
    return new Value.Entries(Map.of(), action.origin())
        .with("targetGroups", Value.items(weighted).from(action.origin()))
        .with("targetGroupStickinessConfig", stickiness(config));
  }

  /** Alone, a group gets everything whatever its weight, unless that is none. */
  private static Value.Entries weighted(Value.Entries group, boolean alone) {
    boolean none = group.text("weight").orElse("1").equals("0");
    return alone && !none
        ? group.with("weight", Value.number(1))
        : group.withDefault("weight", Value.number(1));
  }

  private static Value.Entries stickiness(Value.Entries config) {
    Value.Entries written = structure(config, "targetGroupStickinessConfig");
    return written.text("enabled").orElse("false").equals("true")
        ? written
        : written.without("durationSeconds").with("enabled", Value.flag(false));
  }

  private static Value.Entries redirectConfig(Value.Entries action) {
    Value.Entries config = structure(action, "redirectConfig");
    for (Map.Entry<String, String> otherwise : REDIRECT_DEFAULTS) {
      config = config.withDefault(otherwise.getKey(), Value.text(otherwise.getValue()));
    }
    return config;
  }

  private static Value.Entries answer(Value.Entries action) {
    Value.Entries config = structure(action, "fixedResponseConfig");
    return config.text("messageBody").orElse("").isEmpty() ? config.without("messageBody") : config;
  }

  private static Value.Entries structure(Value.Entries parent, String name) {
    return parent.get(name).orElse(Value.Entries.EMPTY) instanceof Value.Entries entries
        ? entries
        : Value.Entries.EMPTY;
  }

  /** Back to AWS's form. */
  static Value.Items wire(Value.Items canonical) {
    List<Value> all = new ArrayList<>();
    for (Value item : canonical.items()) {
      Value.Entries action = wire((Value.Entries) item);
      all.add(
          canonical.items().size() > 1
              ? action.with("order", Value.number(all.size() + 1))
              : action);
    }
    return Value.items(all);
  }

  private static Value.Entries wire(Value.Entries action) {
    Value.Entries config = structure(action, "forwardConfig");
    List<Value> groups = config.list("targetGroups");
    boolean sticky =
        structure(config, "targetGroupStickinessConfig").text("enabled").orElse("").equals("true");
    if (groups.size() == 1
        && !sticky
        && groups.getFirst() instanceof Value.Entries group
        && group.text("weight").orElse("").equals("1")) {
      // The short form is the only one that every type of load balancer has always taken.
      return action
          .without("forwardConfig")
          .with("targetGroupArn", group.get("targetGroupArn").orElseThrow());
    }
    return action;
  }

  /**
   * The form for a change of what lives: without a new client secret, AWS shall keep the one it
   * has, or it refuses the action.
   */
  static Value.Items wireKeepingSecrets(Value.Items canonical) {
    return Value.items(
        wire(canonical).items().stream()
            .map(item -> {
              Value.Entries action = (Value.Entries) item;
              Value.Entries oidc = structure(action, "authenticateOidcConfig");
              return !action.has("authenticateOidcConfig") || oidc.has("clientSecret")
                  ? action
                  : action.with(
                      "authenticateOidcConfig",
                      oidc.with("useExistingClientSecret", Value.flag(true)));
            })
            .toList());
  }
}
