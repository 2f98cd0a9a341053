package steadystate.aws.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import steadystate.doctor.Check;
import steadystate.doctor.Extent;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;
import steadystate.permission.LeastPolicy;
import steadystate.permission.Statement;

/** Lets IAM try the least policy on whoever calls. */
final class Permissions {
  private static final String GROUP = "permissions";

  private final Surroundings surroundings;
  private final Environment environment;
  private final String principal;

  Permissions(Surroundings surroundings, Environment environment, String caller) {
    this.surroundings = surroundings;
    this.environment = environment;
    this.principal = principal(caller);
  }

  /** A session is no principal of IAM's; its role is. */
  static String principal(String caller) {
    return caller.replaceFirst(":sts::(\\d+):assumed-role/([^/]+)/.*", ":iam::$1:role/$2");
  }

  /**
   * @param kinds every kind there is
   */
  List<Check> of(Extent extent, List<String> kinds) {
    List<Statement> statements = statements(extent, kinds);
    if (statements.isEmpty()) {
      return List.of();
    }
    List<SortedSet<String>> missing = new ArrayList<>();
    try {
      // Whoever may not ask is told so once, not for each statement.
      missing.add(missing(statements.getFirst()));
      missing.addAll(SideBySide.ask(statements.subList(1, statements.size()), this::missing));
    } catch (FailureException unknown) {
      return List.of(
          Check.skip(
              GROUP,
              "unknown: " + unknown.failure().message(),
              "allow iam:SimulatePrincipalPolicy on " + principal + " to know"));
    }
    return checks(statements, missing);
  }

  /** What a plan reads was read when it was made. */
  private List<Statement> statements(Extent extent, List<String> kinds) {
    return extent.whole()
        ? LeastPolicy.of(List.of(environment), kinds).stream()
            .flatMap(policy -> policy.statements().stream())
            .toList()
        : LeastPolicy.writes(environment, kinds.stream().filter(extent::holds).toList());
  }

  private List<Check> checks(List<Statement> statements, List<SortedSet<String>> missing) {
    List<Check> checks = new ArrayList<>();
    int denied = missing.stream().mapToInt(Set::size).sum();
    int all = statements.stream().mapToInt(one -> one.actions().size()).sum();
    checks.add(Check.ok(GROUP, (all - denied) + " actions are allowed"));
    for (int i = 0; i < statements.size(); i++) {
      if (!missing.get(i).isEmpty()) {
        checks.add(
            Check.fail(
                GROUP,
                principal
                    + " may not "
                    + String.join(", ", missing.get(i))
                    + " on "
                    + String.join(", ", statements.get(i).resources()),
                "attach what `steadystate iam-policy " + environment.name() + "` prints"));
      }
    }
    return checks;
  }

  /** IAM tells a hundred results at once, one for each action and resource. */
  private SortedSet<String> missing(Statement statement) {
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
        .client(IamClient.class, environment.settings().region())
        .simulatePrincipalPolicyPaginator(request ->
            request
                .policySourceArn(principal)
                .actionNames(statement.actions())
                .resourceArns(statement.resources())
                .contextEntries(context))
        .evaluationResults()
        .stream()
        .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
        .map(EvaluationResult::evalActionName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
