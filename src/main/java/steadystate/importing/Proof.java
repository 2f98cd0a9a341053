package steadystate.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import steadystate.drift.FieldChange;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.environment.SpecReader;
import steadystate.environment.SpecReading;
import steadystate.importing.Pages.Ignored;
import steadystate.importing.Selection.Seen;
import steadystate.importing.Spots.Spot;
import steadystate.reconcile.Engine;
import steadystate.reconcile.Look;
import steadystate.resource.Attributes;
import steadystate.resource.Catalogue;
import steadystate.resource.FieldPath;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value.Entries;
import steadystate.yaml.Problem;

/**
 * Writes the spec, reads it as a user's and plans it, until the plan is empty: what AWS tells
 * otherwise than the spec can say is left out, member by member, and a whole entry last.
 */
final class Proof {
  private static final int ROUNDS = 16;

  private final Catalogue catalogue;
  private final Engine engine;
  private final Drafts blank;
  private final List<Seen> taken;
  private final Set<Seen> dropped = new LinkedHashSet<>();
  private final Map<Seen, List<Spot>> cuts = new HashMap<>();
  private final List<Ignored> ignored = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Set<String> secrets = new TreeSet<>();
  private final Set<String> unproven = new LinkedHashSet<>();
  private Map<ResourceId, Seen> seen = new HashMap<>();
  private Drafts drafts;

  Proof(Catalogue catalogue, Engine engine, Drafts blank, List<Seen> taken) {
    this.catalogue = catalogue;
    this.engine = engine;
    this.blank = blank;
    this.taken = taken;
    this.drafts = blank;
  }

  void run() {
    build();
    Optional<Look> look = settled();
    if (look.isPresent()) {
      Map<ResourceId, Attributes> known = known(look.get());
      new Shortening(drafts, outcome(known)).all();
      settled();
    }
  }

  Drafts drafts() {
    return drafts;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  List<String> unproven() {
    return List.copyOf(unproven);
  }

  SortedMap<String, String> files() {
    List<String> comment = new ArrayList<>();
    comment.add("Written by steadystate import from what lives in AWS; a plan of it is empty.");
    comment.addAll(remarks());
    leftOut.forEach(left ->
        comment.add("Left out: " + left.section() + " " + left.name() + ": " + left.reason()));
    return new Pages(drafts, ignored, comment).texts();
  }

  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!secrets.isEmpty()) {
      remarks.add(
          "Not copied, for they look like secrets: "
              + String.join(", ", secrets)
              + ". Move them to Secrets Manager or Parameter Store, and write them under secrets.");
    }
    return remarks;
  }

  /** Every entry in its long form, but what was found not to hold. */
  private void build() {
    List<Seen> all = taken.stream().filter(one -> !dropped.contains(one)).toList();
    Keys keys = new Keys(catalogue, blank.environment(), all);
    drafts = new Drafts(blank.shapes(), blank.environment(), blank.account(), blank.region());
    seen = new HashMap<>();
    Linking linking = new Linking(keys);
    for (Section section : catalogue.sections()) {
      all.stream()
          .filter(one -> one.importer().section().equals(section.key()))
          .forEach(one -> draft(one, section, keys, linking));
    }
    secrets.addAll(linking.secrets());
  }

  private void draft(Seen one, Section section, Keys keys, Linking linking) {
    Optional<Entries> written = one.candidate().entry().apply(keys);
    if (written.isEmpty()) {
      return;
    }
    Entries value = linking.of(blank.shapes().entry(section), written.get());
    for (Spot cut : cuts.getOrDefault(one, List.of())) {
      value = Spots.without(value, cut);
    }
    ResourceId id = keys.of(one.candidate());
    Optional<String> name =
        section.kind().equals("network") ? Optional.empty() : Optional.of(one.candidate().name());
    Draft draft = new Draft(section, one.importer(), one.candidate(), id.key(), name, value);
    drafts.put(draft);
    seen.put(draft.id(), one);
  }

  /** The look of a plan that is empty; nothing when that cannot be reached. */
  private Optional<Look> settled() {
    for (int round = 0; round < ROUNDS; round++) {
      SpecReading reading =
          SpecReader.read(new Pages(drafts, ignored, List.of()).read(), catalogue, Map.of());
      if (!reading.problems().isEmpty()) {
        if (!mendProblems(reading.problems())) {
          reading.problems().forEach(p -> unproven.add(p.path() + ": " + p.message()));
          return Optional.empty();
        }
        continue;
      }
      Look look = engine.look(reading.environments().getFirst());
      List<Finding> misfits = look.findings().stream().filter(f -> !fits(f)).toList();
      if (misfits.isEmpty()) {
        return Optional.of(look);
      }
      if (!mend(misfits, known(look))) {
        misfits.forEach(f -> unproven.add(f.id() + " is " + f.status().word() + words(f)));
        return Optional.empty();
      }
    }
    unproven.add("the spec did not come to rest");
    return Optional.empty();
  }

  /** In sync, or taken over with nothing but tags to write. */
  private static boolean fits(Finding finding) {
    return finding.status() == Status.IN_SYNC
        || (finding.adopts()
            && finding.fields().stream().allMatch(field -> field.path().head().equals("tags")));
  }

  private static String words(Finding finding) {
    return finding.message().isEmpty() ? "" : ": " + finding.message();
  }

  private static Map<ResourceId, Attributes> known(Look look) {
    Map<ResourceId, Attributes> known = new LinkedHashMap<>();
    look.findings().forEach(f -> f.live().ifPresent(live -> known.put(f.id(), live.attributes())));
    return known;
  }

  private Outcome outcome(Map<ResourceId, Attributes> known) {
    References.Known lookUp =
        (id, attribute) -> Optional.ofNullable(known.get(id)).flatMap(a -> a.get(attribute));
    return new Outcome(drafts, lookUp);
  }

  private boolean mendProblems(List<Problem> problems) {
    boolean mended = false;
    for (Problem problem : problems) {
      for (Draft draft : drafts.all()) {
        String path = "spec." + draft.section().key();
        String whole = draft.section().single() ? path : path + "." + draft.key();
        if (problem.path().equals(whole)
            || problem.path().startsWith(whole + ".")
            || problem.path().startsWith(whole + "[")) {
          drop(draft, problem.message());
          mended = true;
        }
      }
    }
    if (mended) {
      build();
    }
    return mended;
  }

  private boolean mend(List<Finding> misfits, Map<ResourceId, Attributes> known) {
    boolean mended = false;
    Cutting cutting = new Cutting(drafts.shapes(), outcome(known));
    for (Finding finding : misfits) {
      Optional<Draft> owner = drafts.owner(finding.id());
      if (owner.isPresent()) {
        mend(finding, owner.get(), cutting);
        mended = true;
      }
    }
    if (mended) {
      build();
    }
    return mended;
  }

  private void mend(Finding finding, Draft draft, Cutting cutting) {
    List<FieldChange> differences =
        finding.fields().stream().filter(f -> !f.path().head().equals("tags")).toList();
    if (finding.live().isEmpty() || finding.failure().isPresent() || differences.isEmpty()) {
      drop(draft, finding.id() + " is " + finding.status().word() + words(finding));
      return;
    }
    for (FieldChange difference : differences) {
      if (isSecret(difference.path())) {
        ignored.add(
            new Ignored(
                finding.id().toString(),
                difference.path().toString(),
                "looks like a secret: kept as it lives, and out of Git"));
        continue;
      }
      Optional<Spot> cut = cutting.of(draft, finding, difference.path());
      if (cut.isEmpty()) {
        drop(draft, "AWS tells " + difference.path() + " otherwise than a spec can say it");
        return;
      }
      cuts.computeIfAbsent(at(draft), unused -> new ArrayList<>()).add(cut.get());
      return;
    }
  }

  private boolean isSecret(FieldPath path) {
    return secrets.stream().anyMatch(name -> path.toString().endsWith("[" + name + "]"));
  }

  private Seen at(Draft draft) {
    return Optional.ofNullable(seen.get(draft.id())).orElseThrow();
  }

  private void drop(Draft draft, String reason) {
    if (dropped.add(at(draft))) {
      leftOut.add(new LeftOut(draft.section().key(), draft.candidate().name(), reason));
    }
  }
}
