package steadystate.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The row of one kind in the contract: a spec that makes one of it, what a spec may change, and
 * what this kind does not show, with the reason.
 */
final class Sample {
  /** What every kind shows unless its row says why not. */
  enum Show {
    TAG,
    GONE_BY_HAND,
    ADOPTION,
    LOST_ANSWERS,
    LEAVING,
    BUSY
  }

  /**
   * A change of the spec.
   *
   * @param member the member of the model that it is about
   * @param before what the entry says at first; may be empty
   * @param after what it says then
   * @param paths what differs then, within the resource; or {@code kind/key path} of another
   */
  record Edit(String member, String before, String after, List<String> paths) {}

  private static final String MARK = "@";

  final String id;
  final List<Edit> edits = new ArrayList<>();
  final Map<String, String> untried = new LinkedHashMap<>();
  final Map<Show, String> missing = new LinkedHashMap<>();
  Consumer<Lab> ground = lab -> {};
  Consumer<Lab> filling = lab -> {};
  Optional<Consumer<Lab>> emptying = Optional.empty();
  Duration between = Duration.ofMinutes(2);
  Optional<String> without = Optional.empty();
  Optional<String> busyCall = Optional.empty();
  String busyCode = "";
  private final String spec;

  /**
   * @param id of the resource that is looked at
   * @param spec its YAML; where its own fields stand is marked with {@code @}
   */
  Sample(String id, String spec) {
    this.id = id;
    this.spec = spec;
  }

  /** A kind whose whole life is shown elsewhere. */
  static Sample elsewhere(String kind, String reason) {
    Sample sample = new Sample(kind + "/", "");
    for (Show show : Show.values()) {
      sample.lacks(show, reason);
    }
    return sample;
  }

  Sample edit(String member, String before, String after, String... paths) {
    edits.add(
        new Edit(member, before, after, paths.length == 0 ? List.of(member) : List.of(paths)));
    return this;
  }

  /** Members that no edit tries, and why. */
  Sample untried(String reason, String... members) {
    for (String member : members) {
      untried.put(member, reason);
    }
    return this;
  }

  Sample lacks(Show show, String reason) {
    missing.put(show, reason);
    return this;
  }

  /** What other hands made before. */
  Sample on(Consumer<Lab> hands) {
    ground = hands;
    return this;
  }

  /** How hands put something into it, without which it may go, and take it out again. */
  Sample holding(Consumer<Lab> something, Consumer<Lab> nothing) {
    filling = something;
    emptying = Optional.of(nothing);
    return this;
  }

  /** How long is waited between two changes. */
  Sample patient(Duration time) {
    between = time;
    return this;
  }

  /** The spec when the resource has left it, where that is more than its own section. */
  Sample leaving(String yaml) {
    without = Optional.of(yaml);
    return this;
  }

  /** What AWS answers to a delete while something still uses it. */
  Sample busy(String call, String code) {
    busyCall = Optional.of(call);
    busyCode = code;
    return this;
  }

  boolean shown() {
    return !spec.isEmpty();
  }

  String kind() {
    return id.substring(0, id.indexOf('/'));
  }

  Lab lab() {
    Lab lab = Lab.inMemory();
    ground.accept(lab);
    return lab;
  }

  /** The spec before any change. */
  String yaml() {
    return yaml(befores());
  }

  List<String> befores() {
    return edits.stream().map(Edit::before).toList();
  }

  String yaml(List<String> fields) {
    return spec.replace(
        MARK,
        fields.stream().filter(f -> !f.isEmpty()).distinct().collect(Collectors.joining(", ")));
  }

  /** The spec with one more word about the entry. */
  String yamlWith(String field) {
    List<String> fields = new ArrayList<>(befores());
    fields.add(field);
    return yaml(fields);
  }

  @Override
  public String toString() {
    return kind();
  }
}
