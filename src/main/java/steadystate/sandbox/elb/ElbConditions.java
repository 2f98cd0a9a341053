package steadystate.sandbox.elb;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * When a rule applies. Hosts and paths can be said in two ways, by the condition's values or by its
 * configuration; AWS answers with both, whichever was used.
 */
final class ElbConditions {
  private static final int MOST_VALUES = 5;

  private ElbConditions() {}

  static List<RuleCondition> normal(List<RuleCondition> asked) {
    if (asked.isEmpty()) {
      throw Elb.invalid("A condition must be specified");
    }
    List<RuleCondition> conditions = new ArrayList<>();
    int values = 0;
    for (RuleCondition one : asked) {
      RuleCondition condition = normal(one);
      int count = count(condition);
      if (count == 0) {
        throw Elb.invalid("A condition value must be specified");
      }
      values += count;
      conditions.add(condition);
    }
    if (values > MOST_VALUES) {
      throw Elb.invalid("A rule can have up to " + MOST_VALUES + " condition values");
    }
    return List.copyOf(conditions);
  }

  private static RuleCondition normal(RuleCondition one) {
    return switch (Elb.required(field(one), "condition field")) {
      case "host-header" -> {
        List<String> hosts =
            one.hostHeaderConfig() == null ? one.values() : one.hostHeaderConfig().values();
        yield both(one, hosts, "host-header").hostHeaderConfig(c -> c.values(hosts)).build();
      }
      case "path-pattern" -> {
        List<String> paths =
            one.pathPatternConfig() == null ? one.values() : one.pathPatternConfig().values();
        yield both(one, paths, "path-pattern").pathPatternConfig(c -> c.values(paths)).build();
      }
      case "http-header", "query-string", "http-request-method", "source-ip" -> {
        if (!one.values().isEmpty()) {
          throw Elb.invalid("Condition field '" + one.field() + "' takes a configuration only");
        }
        yield one;
      }
      default ->
          throw Elb.invalid(
              "Condition field '"
                  + one.field()
                  + "' must be one of '[path-pattern, host-header,"
                  + " http-header, http-request-method, query-string, source-ip]'");
    };
  }

  private static RuleCondition.Builder both(RuleCondition one, List<String> values, String field) {
    boolean twice = !one.values().isEmpty() && !one.values().equals(values);
    if (twice) {
      throw Elb.invalid("You cannot specify both 'Values' and a configuration for '" + field + "'");
    }
    int most = field.equals("host-header") ? 128 : 255;
    for (String value : values) {
      if (value.isEmpty() || value.length() > most) {
        throw Elb.invalid("The condition value '" + value + "' is not valid");
      }
    }
    return one.toBuilder().field(field).values(values);
  }

  /** A condition may leave its field out when its configuration says it. */
  private static String field(RuleCondition one) {
    return Elb.or(
        one.field(),
        one.hostHeaderConfig() != null
            ? "host-header"
            : one.pathPatternConfig() != null ? "path-pattern" : "");
  }

  private static int count(RuleCondition one) {
    return switch (one.field()) {
      case "http-header" ->
          one.httpHeaderConfig() == null ? 0 : one.httpHeaderConfig().values().size();
      case "query-string" ->
          one.queryStringConfig() == null ? 0 : one.queryStringConfig().values().size();
      case "http-request-method" ->
          one.httpRequestMethodConfig() == null ? 0 : one.httpRequestMethodConfig().values().size();
      case "source-ip" -> one.sourceIpConfig() == null ? 0 : one.sourceIpConfig().values().size();
      default -> one.values().size();
    };
  }
}
