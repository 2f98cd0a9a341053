package steadystate.aws.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import steadystate.doctor.Check;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;
import steadystate.permission.LeastPolicy;
import steadystate.permission.Statement;

/** Lets IAM try the least policy on whoever calls. */
final class Permissions {
  private static final String GROUP = "permissions";

  private final Surroundings surroundings;
  private final String principal;

  Permissions(Surroundings surroundings, String caller) {
    this.surroundings = surroundings;
    this.principal = principal(caller);
  }

  /** A session is no principal of IAM's; its role is. */
  static String principal(String caller) {
    return caller.replaceFirst(":sts::(\\d+):assumed-role/([^/]+)/.*", ":iam::$1:role/$2");
  }

  List<Check> of(Environment environment, List<String> kinds) {
    List<Check> checks = new ArrayList<>();
    int granted = 0;
    List<Statement> statements =
        LeastPolicy.of(List.of(environment), kinds).stream()
            .flatMap(policy -> policy.statements().stream())
            .toList();
    for (Statement statement : statements) {
      try {
        List<String> missing = missing(environment.settings().region(), statement);
        granted += statement.actions().size() - missing.size();
        if (!missing.isEmpty()) {
          checks.add(
              Check.fail(
                  GROUP,
                  principal + " may not " + String.join(", ", missing),
                  "attach what `steadystate iam-policy " + environment.name() + "` prints"));
        }
      } catch (FailureException unknown) {
        checks.add(
            Check.skip(
                GROUP,
                "unknown: " + unknown.failure().message(),
                "allow iam:SimulatePrincipalPolicy on " + principal + " to know"));
        return checks;
      }
    }
    checks.addFirst(Check.ok(GROUP, granted + " actions are allowed"));
    return checks;
  }

  private List<String> missing(String region, Statement statement) {
    List<ContextEntry> context = new ArrayList<>();
    statement
        .conditions()
        .forEach((key, values) ->
            context.add(
                ContextEntry.builder()
                    .contextKeyName(key)
                    .contextKeyType(ContextKeyTypeEnum.STRING)
                    .contextKeyValues(values.first())
                    .build()));
    return surroundings
        .client(IamClient.class, region)
        .simulatePrincipalPolicy(request ->
            request
                .policySourceArn(principal)
                .actionNames(statement.actions())
                .resourceArns(statement.resources())
                .contextEntries(context))
        .evaluationResults()
        .stream()
        .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
        .map(EvaluationResult::evalActionName)
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }
}
