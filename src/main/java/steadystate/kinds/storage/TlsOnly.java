package steadystate.kinds.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** The one statement in a bucket's policy that refuses requests without TLS. */
final class TlsOnly {
  private static final String SID = "Sid";

  private final Entries statement;

  TlsOnly(String region, String bucket) {
    String arn = BucketKind.arn(region, bucket);
    Map<String, Value> parts = new LinkedHashMap<>();
    parts.put(SID, Value.text("TlsOnly"));
    parts.put("Effect", Value.text("Deny"));
    parts.put("Principal", Value.text("*"));
    parts.put("Action", Value.text("s3:*"));
    parts.put("Resource", Value.texts(List.of(arn, arn + "/*")));
    parts.put(
        "Condition",
        Value.entries(
            Map.of("Bool", Value.entries(Map.of("aws:SecureTransport", Value.text("false"))))));
    this.statement = Value.entries(parts);
  }

  Entries statement() {
    return statement;
  }

  /** Whether a policy says it, in our statement or in somebody's own words. */
  boolean isSaidIn(Value policy) {
    return PolicyDocument.statements(policy).stream()
        .anyMatch(one -> meaning(one.without(SID)).equals(meaning(statement.without(SID))));
  }

  /** Whether our statement itself is there; one of its name that says another thing is not ours. */
  boolean isIn(Value policy) {
    return PolicyDocument.statements(policy).stream().anyMatch(this::isOurs);
  }

  /** Whether a statement is ours, name and all. */
  boolean isOurs(Entries one) {
    return meaning(one).equals(meaning(statement));
  }

  private static Value meaning(Entries one) {
    return PolicyDocument.meaning(PolicyDocument.of(List.of(one)));
  }

  /** The policy with our statement, in the place of another of its name, and all else as it is. */
  Value added(Value policy) {
    return changed(policy, one -> one.get(SID).equals(statement.get(SID)), List.of(statement));
  }

  /** The policy without our statement, and all else as it is. */
  Value removed(Value policy) {
    return changed(policy, this::isOurs, List.of());
  }

  private static Value changed(Value policy, Predicate<Entries> gone, List<Entries> more) {
    List<Entries> statements = new ArrayList<>(PolicyDocument.statements(policy));
    statements.removeIf(gone);
    statements.addAll(more);
    Entries document = PolicyDocument.of(statements);
    return policy instanceof Entries there && there.has("Version")
        ? document.with("Version", there.get("Version").orElseThrow())
        : document;
  }
}
