package steadystate.kinds.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Bucket;
import steadystate.kinds.Probe;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Candidate;
import steadystate.resource.Canonical;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** S3 buckets of the region as {@code buckets}. Each is read closely only when it is taken. */
public final class BucketsImporter implements Importer {
  private static final Value NOTHING = Value.items(List.of());

  /** Asks for every part. */
  private static final Entries WHOLE =
      Entries.EMPTY
          .with(BucketShape.BLOCK, Entries.EMPTY)
          .with(BucketShape.VERSIONING, Value.flag(false))
          .with(BucketShape.ENCRYPTION, Value.text(""))
          .with(BucketShape.LIFECYCLE, NOTHING)
          .with(BucketShape.POLICY, Entries.EMPTY)
          .with(BucketShape.OWNERSHIP, Value.text(""));

  @Override
  public String section() {
    return "buckets";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    BucketReads reads = new BucketReads(scope);
    List<Entries> wishes =
        reads.all().stream()
            .filter(bucket -> !reads.isElsewhere(bucket))
            .map(Bucket::name)
            .map(name -> Entries.EMPTY.with(BucketShape.NAME, Value.text(name)))
            .toList();
    return Probe.of(new BucketKind(), scope, wishes).stream()
        .map(live -> candidate(scope, live))
        .toList();
  }

  /** The number of the account makes a name unique and says nothing. */
  private static Candidate candidate(Scope scope, Live live) {
    String name = live.attributes().require("name");
    return Candidate.of(live, name)
        .label(name.replaceFirst("-" + scope.account() + "$", ""))
        .entry(names -> Optional.of(entry(scope, live, name)));
  }

  private static Entries entry(Scope scope, Live live, String name) {
    Entries read =
        scope
            .once("s3/all of " + name, () -> new BucketReads(scope).model(name, WHOLE))
            .with(
                BucketShape.FORCE_DESTROY,
                Value.flag("true".equals(live.tags().get(BucketKind.DESTROYED_TAG))));
    Entries model = (Entries) Canonical.form(BucketShape.MODEL, read);
    Entries out = model.without(BucketShape.NAME, BucketShape.POLICY);
    Value policy = model.get(BucketShape.POLICY).orElse(Entries.EMPTY);
    List<Entries> others = new ArrayList<>(PolicyDocument.statements(policy));
    boolean tlsOnly = others.removeIf(new TlsOnly(scope.region(), name)::isOurs);
    out = tlsOnly ? out : out.with(BucketShape.TLS_ONLY, Value.flag(false));
    return others.isEmpty() ? out : out.with(BucketShape.POLICY, rest(policy, others, tlsOnly));
  }

  private static Value rest(Value whole, List<Entries> others, boolean tlsOnly) {
    return tlsOnly && whole instanceof Entries document
        ? document.with("Statement", Value.items(others))
        : whole;
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return model
        .withDefault(BucketShape.VERSIONING, Value.flag(false))
        .withDefault(BucketShape.ENCRYPTION, Value.text("AES256"))
        .withDefault(BucketShape.BUCKET_KEY, Value.flag(false))
        .withDefault(BucketShape.LIFECYCLE, NOTHING)
        .withDefault(BucketShape.POLICY, Entries.EMPTY)
        .withDefault(BucketShape.OWNERSHIP, Value.text("BucketOwnerEnforced"));
  }
}
