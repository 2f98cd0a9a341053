package steadystate.kinds.registry;

import java.util.List;
import java.util.Optional;
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
        .map(live ->
            Candidate.of(live, live.attributes().require("name"))
                .entry(names -> Optional.of(entry(live.model()))))
        .toList();
  }

  /** With the two short words, where they say all that expires. */
  private static Entries entry(Entries model) {
    Value policy = model.get(RepositoryShape.LIFECYCLE).orElse(NOTHING);
    Optional<Value> keep = Optional.empty();
    Optional<Value> untagged = Optional.empty();
    for (Entries rule : LifecyclePolicy.rules(policy)) {
      Entries selection = rule.map("selection").orElse(Entries.EMPTY);
      Optional<Value> number = selection.get("countNumber");
      if (selection.text("tagStatus").filter("any"::equals).isPresent()) {
        keep = number;
      } else {
        untagged = number;
      }
    }
    boolean plain =
        (keep.isPresent() || untagged.isPresent())
            && LifecyclePolicy.meaning(LifecyclePolicy.of(keep, untagged))
                .equals(LifecyclePolicy.meaning(policy));
    if (!plain) {
      return model;
    }
    Entries out = model.without(RepositoryShape.LIFECYCLE);
    out = keep.isPresent() ? out.with(RepositoryShape.KEEP, keep.get()) : out;
    return untagged.isPresent() ? out.with(RepositoryShape.EXPIRE, untagged.get()) : out;
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
