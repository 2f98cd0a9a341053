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
import steadystate.environment.reading.SpecReader;
import steadystate.environment.reading.SpecReading;
import steadystate.importing.Preamble.Ignored;
import steadystate.importing.Selection.Seen;
import steadystate.importing.Spots.Spot;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Look;
import steadystate.resource.Attributes;
import steadystate.resource.Candidate;
import steadystate.resource.Catalogue;
import steadystate.resource.FieldPath;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.yaml.Problem;

/**
 * Writes the spec, reads it as a user's and plans it, until the plan is empty: what AWS tells
 * otherwise than the spec can say is left out, member by member, and a whole entry last.
 */
final class Proof {
  private static final int ROUNDS = 32;

  private final Catalogue catalogue;
  private final Engine engine;
  private final Drafts blank;
  private final Map<String, Importer> importers;
  private final List<Seen> taken;
  private final Map<Seen, Integer> forms = new HashMap<>();
  private final Map<Seen, List<Spot>> cuts = new HashMap<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Set<String> secrets = new TreeSet<>();
  private final Set<String> unproven = new LinkedHashSet<>();
  private Map<ResourceId, Seen> seen = new HashMap<>();
  private Preamble preamble = Preamble.NONE;
  private boolean naming = true;
  private Drafts drafts;

  /**
   * @param importers by the kind of their entries
   */
  Proof(
      Catalogue catalogue,
      Engine engine,
      Drafts blank,
      Map<String, Importer> importers,
      List<Seen> taken) {
    this.catalogue = catalogue;
    this.engine = engine;
    this.blank = blank;
    this.importers = importers;
    this.taken = taken;
    this.drafts = blank;
  }

  /** The long form first, then the short one: where that does not hold, something is left out. */
  void run() {
    build();
    boolean isShort = false;
    for (int round = 0; round < ROUNDS; round++) {
      SpecReading reading =
          SpecReader.read(new Pages(drafts, preamble, List.of()).read(), catalogue, Map.of());
      if (!reading.problems().isEmpty()) {
        if (!mendProblems(reading.problems(), isShort)) {
          reading.problems().forEach(p -> unproven.add(p.path() + ": " + p.message()));
          return;
        }
        isShort = false;
        continue;
      }
      Look look = engine.look(reading.environments().getFirst());
      List<Finding> misfits = look.findings().stream().filter(f -> !fits(f)).toList();
      if (misfits.isEmpty() && isShort) {
        return;
      }
      if (misfits.isEmpty()) {
        shorten(look);
        isShort = true;
      } else if (isShort && naming) {
        naming = false;
        isShort = false;
        build();
      } else if (mend(misfits, known(look))) {
        isShort = false;
      } else {
        misfits.forEach(f -> unproven.add(f.id() + " is " + f.status().word() + words(f)));
        return;
      }
    }
    unproven.add("the spec did not come to rest");
  }

  private void shorten(Look look) {
    Tagging tags = Tagging.of(catalogue, look.findings(), drafts.owners());
    preamble = preamble.tags(tags.everywhere());
    for (Draft draft : drafts.all()) {
      drafts.put(draft.tags(tags.byEntry().getOrDefault(draft.id(), Map.of())));
    }
    Outcome outcome = outcome(known(look));
    if (naming) {
      name(new Naming(known(look)));
    }
    drafts = new Absorbing(drafts, outcome).all();
    new Shortening(drafts, outcome.among(drafts)).all();
  }

  private void name(Naming naming) {
    for (Draft draft : drafts.all()) {
      Set<ResourceId> own = drafts.expand(draft).orElse(Map.of()).keySet();
      Shape.Structure shape = drafts.shapes().entry(draft.section());
      drafts.put(draft.value(naming.of(shape, draft.value(), own)));
    }
    preamble = preamble.named(naming);
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
    return new Pages(drafts, preamble, comment).texts();
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
    List<Seen> all =
        taken.stream().filter(one -> form(one) < one.candidate().forms().size()).toList();
    Keys keys = new Keys(catalogue, blank.environment(), all);
    drafts = blank.none();
    seen = new HashMap<>();
    Linking linking = new Linking(keys);
    for (Section section : catalogue.sections()) {
      all.stream()
          .filter(one -> one.importer().section().equals(section.key()))
          .forEach(one -> draft(one, section, keys, linking));
    }
    drafts = drafts.withoutMade();
    secrets.addAll(linking.secrets());
  }

  /** Which form of it is written; more than there are when none holds. */
  private int form(Seen one) {
    return forms.getOrDefault(one, 0);
  }

  private void draft(Seen one, Section section, Keys keys, Linking linking) {
    Optional<Entries> written = written(one, keys);
    if (written.isEmpty()) {
      return;
    }
    Entries value = linking.of(blank.shapes().entry(section), written.get());
    for (Spot cut : cuts.getOrDefault(one, List.of())) {
      value = Spots.without(value, cut);
    }
    ResourceId id = keys.of(one.candidate());
    Candidate candidate = one.candidate();
    Draft draft =
        new Draft(
            section,
            one.importer(),
            candidate,
            id.key(),
            Optional.of(candidate.name()),
            value,
            Map.of());
    drafts.put(draft);
    seen.put(draft.id(), one);
  }

  /** The first form from here on that can say it. */
  private Optional<Entries> written(Seen one, Keys keys) {
    for (int i = form(one); i < one.candidate().forms().size(); i++) {
      Optional<Entries> written = one.candidate().forms().get(i).apply(keys);
      if (written.isPresent()) {
        forms.put(one, i);
        return written;
      }
    }
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
    return new Outcome(drafts, importers, lookUp);
  }

  private boolean mendProblems(List<Problem> problems, boolean isShort) {
    boolean mended = false;
    if (isShort && naming) {
      // A name in free text may lead in a circle.
      naming = false;
      mended = true;
    } else {
      for (Problem problem : problems) {
        for (Draft draft : drafts.all()) {
          if (isIn(problem, draft)) {
            drop(draft, problem.message());
            mended = true;
          }
        }
      }
    }
    if (mended) {
      build();
    }
    return mended;
  }

  private static boolean isIn(Problem problem, Draft draft) {
    String path = "spec." + draft.section().key();
    String whole = draft.section().single() ? path : path + "." + draft.key();
    return problem.path().equals(whole)
        || problem.path().startsWith(whole + ".")
        || problem.path().startsWith(whole + "[");
  }

  private boolean mend(List<Finding> misfits, Map<ResourceId, Attributes> known) {
    boolean mended = false;
    Cutting cutting = new Cutting(drafts.shapes(), outcome(known));
    Map<ResourceId, Draft> owners = drafts.owners();
    for (Finding finding : misfits) {
      Draft owner = owners.get(finding.id());
      if (owner != null) {
        mend(finding, owner, cutting);
        mended = true;
      } else {
        mended |= output(finding);
      }
    }
    if (mended) {
      build();
    }
    return mended;
  }

  /** A parameter of ours holds an output; what is secret in it cannot be told. */
  private boolean output(Finding finding) {
    Optional<Entries> model = finding.live().map(Live::model);
    Optional<String> name = model.flatMap(m -> m.text("parameterName"));
    Optional<Value> value = model.flatMap(m -> m.get("value"));
    if (finding.status() != Status.EXTRA || name.isEmpty() || value.isEmpty()) {
      return false;
    }
    preamble = preamble.output(finding.id().key(), name.get(), value.get());
    return true;
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
        preamble =
            preamble.ignoring(
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

  /** Writes the next form of it, and leaves it out when there is none. */
  private void drop(Draft draft, String reason) {
    Seen one = at(draft);
    int next = form(one) + 1;
    forms.put(one, next);
    cuts.remove(one);
    if (next == one.candidate().forms().size()) {
      leftOut.add(new LeftOut(draft.section().key(), draft.candidate().name(), reason));
    }
  }
}
