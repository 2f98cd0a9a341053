package steadystate.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import steadystate.environment.Environment;
import steadystate.environment.reading.SpecFile;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.importing.Selection.Seen;
import steadystate.observe.PassScope;
import steadystate.observe.Surroundings;
import steadystate.reconcile.pass.Engine;
import steadystate.resource.Candidate;
import steadystate.resource.Catalogue;
import steadystate.resource.Importer;
import steadystate.resource.Owner;
import steadystate.resource.Scope;

/** Takes what lives in AWS into a spec of which a plan is empty. Writes nothing to AWS. */
public final class Import {
  private static final String CLUSTER = "cluster";

  private final Catalogue catalogue;
  private final List<Importer> importers;
  private final Surroundings surroundings;
  private final Engine engine;
  private final List<LeftOut> unseen = new ArrayList<>();

  public Import(
      Catalogue catalogue, List<Importer> importers, Surroundings surroundings, Engine engine) {
    this.catalogue = catalogue;
    this.importers = importers;
    this.surroundings = surroundings;
    this.engine = engine;
  }

  /**
   * What is asked for.
   *
   * @param cluster the ECS cluster whose services are taken
   * @param vpc the VPC whose inhabitants are taken
   */
  public record Request(
      String environment, String region, Optional<String> cluster, Optional<String> vpc) {
    boolean narrow() {
      return cluster.isPresent() || vpc.isPresent();
    }
  }

  /**
   * Looks, writes and proves.
   *
   * @throws FailureException when AWS does not tell what is needed, or the request is not clear
   */
  public Imported of(Request request) {
    String account = surroundings.callerAccount(request.region());
    Scope scope = scope(request, account);
    List<Seen> seen = new ArrayList<>();
    List<Candidate> clusters = clusters(scope);
    Importer.Reach reach = new Importer.Reach(Clusters.chosen(request, clusters), request.vpc());
    for (Importer importer : importers) {
      List<Candidate> found =
          importer.section().equals(CLUSTER) ? clusters : candidates(importer, scope, reach);
      found.forEach(candidate -> seen.add(new Seen(importer, candidate)));
    }
    Selection selection = new Selection(request.environment(), reach).of(seen, request.narrow());
    Drafts blank =
        new Drafts(new Shapes(catalogue), request.environment(), account, request.region());
    Proof proof = new Proof(catalogue, engine, blank, byKind(), OneNetwork.of(selection.taken()));
    proof.run();
    return imported(proof, selection, blank);
  }

  private Map<String, Importer> byKind() {
    Map<String, Importer> byKind = new LinkedHashMap<>();
    importers.forEach(
        importer -> byKind.put(Keys.section(catalogue, importer.section()).kind(), importer));
    return byKind;
  }

  private Imported imported(Proof proof, Selection selection, Drafts blank) {
    SequencedMap<String, Integer> taken = new LinkedHashMap<>();
    catalogue
        .sections()
        .forEach(section -> {
          int entries = proof.drafts().of(section.key()).size();
          if (entries > 0) {
            taken.put(section.key(), entries);
          }
        });
    List<LeftOut> leftOut = new ArrayList<>(unseen);
    leftOut.addAll(selection.leftOut());
    leftOut.addAll(proof.leftOut());
    return new Imported(
        blank.environment(),
        blank.account(),
        blank.region(),
        proof.files(),
        taken,
        leftOut,
        proof.remarks(),
        proof.unproven());
  }

  /** Of an environment in which nothing is written yet. */
  private Scope scope(Request request, String account) {
    Drafts none =
        new Drafts(new Shapes(catalogue), request.environment(), account, request.region());
    Pages pages = new Pages(none, Preamble.NONE, List.of());
    SortedMap<String, SpecFile> only = new TreeMap<>();
    only.put(
        request.environment() + ".yaml", new SpecFile.Text(pages.texts().firstEntry().getValue()));
    SpecReading reading = SpecReader.read(new SpecFiles("", only), catalogue, Map.of());
    Environment empty =
        reading.environments().stream()
            .findFirst()
            .orElseThrow(() ->
                new FailureException(
                    new Failure.Rejected(
                        "BadEnvironment",
                        reading.problems().isEmpty()
                            ? request.environment() + " is no name of an environment"
                            : reading.problems().getFirst().message())));
    return new PassScope(empty, surroundings, new ConcurrentHashMap<>());
  }

  private List<Candidate> clusters(Scope scope) {
    return importers.stream()
        .filter(importer -> importer.section().equals(CLUSTER))
        .flatMap(importer ->
            importer
                .candidates(scope, new Importer.Reach(Optional.empty(), Optional.empty()))
                .stream())
        .toList();
  }

  /** What AWS does not tell of one kind keeps nothing from the others. */
  private List<Candidate> candidates(Importer importer, Scope scope, Importer.Reach reach) {
    try {
      return importer.candidates(scope, reach);
    } catch (FailureException failed) {
      unseen.add(new LeftOut(importer.section(), "everything", "not seen: " + failed.getMessage()));
      return List.of();
    }
  }

  /** Which cluster is meant. */
  private static final class Clusters {
    static Optional<String> chosen(Request request, List<Candidate> clusters) {
      List<String> names = clusters.stream().map(Candidate::name).sorted().toList();
      if (request.cluster().isPresent()) {
        return Optional.of(
            request
                .cluster()
                .filter(names::contains)
                .orElseThrow(
                    () -> unclear("no ECS cluster is called " + request.cluster().get(), names)));
      }
      if (request.vpc().isPresent()) {
        return Optional.empty();
      }
      Optional<String> ours =
          clusters.stream()
              .filter(c -> request.environment().equals(c.live().tags().get(Owner.ENVIRONMENT)))
              .map(Candidate::name)
              .findFirst();
      Optional<String> named = Optional.of(request.environment()).filter(names::contains);
      Optional<String> only = names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
      Optional<String> chosen = ours.or(() -> named).or(() -> only);
      if (chosen.isEmpty() && !names.isEmpty()) {
        throw unclear("none of several ECS clusters is called " + request.environment(), names);
      }
      return chosen;
    }

    private static FailureException unclear(String what, List<String> names) {
      return new FailureException(
          new Failure.Rejected(
              "WhichCluster",
              what
                  + (names.isEmpty()
                      ? "; there is none here"
                      : "; name one with --cluster: " + String.join(", ", names))));
    }
  }
}
