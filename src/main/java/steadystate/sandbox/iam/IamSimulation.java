package steadystate.sandbox.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import steadystate.sandbox.Glob;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * IAM's policy simulator on the inline documents of a role; of the managed policies it knows
 * AdministratorAccess. Users have no documents here, and may do all, as they may in the sandbox.
 */
final class IamSimulation {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ALL =
      "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}";

  /** IAM gives a hundred results at once unless it is asked otherwise. */
  private static final int PAGE = 100;

  private final List<JsonNode> statements;
  private final Map<String, List<String>> context;

  private IamSimulation(List<JsonNode> statements, Map<String, List<String>> context) {
    this.statements = statements;
    this.context = context;
  }

  static void register(Operations operations) {
    operations.on(SimulatePrincipalPolicyRequest.class, IamSimulation::simulate);
  }

  private static SimulatePrincipalPolicyResponse simulate(
      Scene scene, SimulatePrincipalPolicyRequest request) {
    IamSimulation simulation =
        new IamSimulation(
            documents(scene, request.policySourceArn())
                .flatMap(document -> each(MAPPER.readTree(document).path("Statement")))
                .toList(),
            context(request.contextEntries()));
    List<EvaluationResult> results = new ArrayList<>();
    for (String action : request.actionNames()) {
      for (String resource :
          request.resourceArns().isEmpty() ? List.of("*") : request.resourceArns()) {
        results.add(
            EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource)
                .evalDecision(simulation.decide(action, resource))
                .build());
      }
    }
    Page<EvaluationResult> page =
        Page.of(
            results,
            request.marker(),
            Optional.ofNullable(request.maxItems()).orElse(PAGE),
            () -> Iam.invalid("The marker is not valid."));
    return SimulatePrincipalPolicyResponse.builder()
        .evaluationResults(page.items())
        .isTruncated(page.nextToken() != null)
        .marker(page.nextToken())
        .build();
  }

  private static Stream<String> documents(Scene scene, String principal) {
    if (!principal.contains(":role/")) {
      return Stream.of(ALL);
    }
    IamRole role = Iam.role(scene, principal.substring(principal.lastIndexOf('/') + 1));
    Stream<String> managed =
        role.attached().stream().filter(arn -> arn.endsWith("/AdministratorAccess")).map(a -> ALL);
    return Stream.concat(role.inline().values().stream(), managed);
  }

  private static Map<String, List<String>> context(List<ContextEntry> entries) {
    Map<String, List<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    entries.forEach(entry -> context.put(entry.contextKeyName(), entry.contextKeyValues()));
    return context;
  }

  private PolicyEvaluationDecisionType decide(String action, String resource) {
    List<String> effects =
        statements.stream()
            .filter(one -> fits(one.path("Action"), action, true))
            .filter(one -> fits(one.path("Resource"), resource, false))
            .filter(this::isMet)
            .map(one -> one.path("Effect").asString(""))
            .toList();
    if (effects.contains("Deny")) {
      return PolicyEvaluationDecisionType.EXPLICIT_DENY;
    }
    return effects.contains("Allow")
        ? PolicyEvaluationDecisionType.ALLOWED
        : PolicyEvaluationDecisionType.IMPLICIT_DENY;
  }

  private static boolean fits(JsonNode patterns, String word, boolean anyCase) {
    return each(patterns)
        .map(pattern -> pattern.asString(""))
        .anyMatch(pattern ->
            anyCase
                ? Glob.matches(pattern.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT))
                : Glob.matches(pattern, word));
  }

  /** Of the conditions it knows equality of texts; any other one is not met. */
  private boolean isMet(JsonNode statement) {
    JsonNode conditions = statement.path("Condition");
    return conditions.properties().stream()
        .allMatch(test ->
            test.getKey().equals("StringEquals")
                && test.getValue().properties().stream()
                    .allMatch(wanted ->
                        context.getOrDefault(wanted.getKey(), List.of()).stream()
                            .anyMatch(has ->
                                each(wanted.getValue())
                                    .anyMatch(one -> one.asString("").equals(has)))));
  }

  /** One word stands for a list of one everywhere in a policy. */
  private static Stream<JsonNode> each(JsonNode node) {
    return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
  }
}
