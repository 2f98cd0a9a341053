package steadystate.sandbox.elb;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tables;

/** The kinds of things in Elastic Load Balancing, as their ARNs tell them apart. */
enum ElbKind {
  LOAD_BALANCER(":loadbalancer/", "load balancer", "LoadBalancerNotFound", Elb.LOAD_BALANCERS),
  TARGET_GROUP(":targetgroup/", "target group", "TargetGroupNotFound", Tables.TARGET_GROUPS),
  LISTENER(":listener/", "listener", "ListenerNotFound", Tables.LISTENERS),
  RULE(":listener-rule/", "listener rule", "RuleNotFound", Tables.RULES);

  private final String mark;
  private final String words;
  private final String code;
  private final Table<?> table;

  ElbKind(String mark, String words, String code, Table<?> table) {
    this.mark = mark;
    this.words = words;
    this.code = code;
    this.table = table;
  }

  static ElbKind of(String arn) {
    for (ElbKind kind : values()) {
      if (arn.startsWith("arn:")
          && arn.contains(":" + Elb.PREFIX + ":")
          && arn.contains(kind.mark)) {
        return kind;
      }
    }
    throw Elb.invalid("'" + arn + "' is not a valid ARN");
  }

  String words() {
    return words;
  }

  void checkThere(Scene scene, String arn) {
    if (!scene.table(table).containsKey(arn)) {
      throw notFound(arn);
    }
  }

  AwsServiceException notFound(String arn) {
    return switch (this) {
      case LOAD_BALANCER -> Elb.error(code, "Load balancer '" + arn + "' not found");
      case TARGET_GROUP -> Elb.error(code, "Target groups '" + arn + "' not found");
      case LISTENER, RULE -> Elb.error(code, "One or more " + words + "s not found");
    };
  }
}
