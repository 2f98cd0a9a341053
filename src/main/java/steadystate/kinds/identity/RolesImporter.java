package steadystate.kinds.identity;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** IAM roles as {@code roles}. */
public final class RolesImporter implements Importer {
  @Override
  public String section() {
    return "roles";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<Entries> wishes =
        new RoleReads(scope)
            .all().stream()
                .map(RoleDetail::roleName)
                .map(name ->
                    Entries.EMPTY
                        .with(RoleShape.NAME, Value.text(name))
                        .with(RoleShape.DESCRIPTION, Value.text("")))
                .toList();
    return Probe.of(new RoleKind(), scope, wishes).stream().map(RolesImporter::candidate).toList();
  }

  private static Candidate candidate(Live live) {
    boolean services = live.model().text("path").orElse("/").startsWith("/aws-service-role/");
    boolean reserved = live.model().text("path").orElse("/").startsWith("/aws-reserved/");
    return Candidate.of(live, live.attributes().require("name"))
        .foreign(services || reserved ? "AWS keeps it for itself" : "")
        .entry(names -> Optional.of(entry(live.model())));
  }

  /** Services that may take the role are named as such where the document says nothing else. */
  private static Entries entry(Entries model) {
    Value trust = model.get(RoleShape.TRUST).orElse(Entries.EMPTY);
    List<Value> services =
        PolicyDocument.statements(trust).stream()
            .flatMap(statement -> statement.get("Principal").stream())
            .filter(Entries.class::isInstance)
            .flatMap(principal -> ((Entries) principal).get("Service").stream())
            .flatMap(service -> PolicyDocument.listed(service).stream())
            .toList();
    boolean plain =
        !services.isEmpty()
            && PolicyDocument.meaning(PolicyDocument.trusting(services))
                .equals(PolicyDocument.meaning(trust));
    return plain ? model.with(RoleShape.TRUST, Value.items(services)) : model;
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return model
        .withDefault(RoleShape.DESCRIPTION, Value.text(""))
        .withDefault(RoleShape.BOUNDARY, Value.text(""))
        .withDefault(RoleShape.DURATION, Value.number(3600))
        .withDefault(RoleShape.MANAGED, Value.items(List.of()))
        .withDefault(RoleShape.INLINE, Entries.EMPTY);
  }

  @Override
  public List<String> order() {
    return List.of("description", "trust", "managedPolicies", "inline");
  }
}
