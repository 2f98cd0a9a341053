package steadystate.kinds.registry;

import java.util.List;
import software.amazon.awssdk.services.ecr.model.Repository;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** ECR repositories as {@code repositories}. */
public final class RepositoriesImporter implements Importer {
  private static final Value AES = Entries.EMPTY.with("encryptionType", Value.text("AES256"));
  private static final Value UNSCANNED = Entries.EMPTY.with("scanOnPush", Value.flag(false));
  private static final Value NOTHING = Entries.EMPTY.with("rules", Value.items(List.of()));

  @Override
  public String section() {
    return "repositories";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<Entries> wishes =
        new RepositoryReads(scope)
            .all().stream()
                .map(Repository::repositoryName)
                .map(name ->
                    Entries.EMPTY
                        .with(RepositoryShape.NAME, Value.text(name))
                        .with(RepositoryShape.LIFECYCLE, NOTHING)
                        .with(RepositoryShape.POLICY, Entries.EMPTY))
                .toList();
    return Probe.of(new RepositoryKind(), scope, wishes).stream()
        .map(live -> Candidate.of(live, live.attributes().require("name")))
        .toList();
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return model
        .withDefault(RepositoryShape.MUTABILITY, Value.text("MUTABLE"))
        .withDefault(RepositoryShape.SCANNING, UNSCANNED)
        .withDefault(RepositoryShape.ENCRYPTION, AES)
        .withDefault(RepositoryShape.LIFECYCLE, NOTHING)
        .withDefault(RepositoryShape.POLICY, Entries.EMPTY);
  }
}
