package steadystate.environment;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.environment.mode.Hours;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/**
 * One environment, read, checked and ready to be compared with AWS.
 *
 * @param effective the whole {@code spec} after bases, parts, variables and mode
 * @param declared every wished resource, canonical, in the order of the spec
 * @param outputs values to show, by name; references inside are resolved against what lives
 * @param entries how many entries a user wrote, the measure for the brake on deletes
 * @param leftOut what is written and the mode takes away
 * @param remarks what a reader of a plan must know about what the mode did
 * @param hours whether it sleeps, and how long that answer holds
 * @param terms what the times to live say, once it is known what lives
 */
public record Environment(
    String name,
    Settings settings,
    Value.Entries effective,
    List<Declared> declared,
    Map<String, Value> outputs,
    int entries,
    Set<ResourceId> leftOut,
    List<Remark> remarks,
    Hours hours,
    Terms terms) {
  public Environment {
    declared = List.copyOf(declared);
    leftOut = Collections.unmodifiableSet(new TreeSet<>(leftOut));
    remarks = List.copyOf(remarks);
  }

  /** An environment as it is written, whatever lives. */
  public Environment(
      String name,
      Settings settings,
      Value.Entries effective,
      List<Declared> declared,
      Map<String, Value> outputs,
      int entries,
      Set<ResourceId> leftOut,
      List<Remark> remarks,
      Hours hours) {
    this(
        name, settings, effective, declared, outputs, entries, leftOut, remarks, hours, Terms.NONE);
  }

  /** The same with what is wished of it today. */
  public Environment today(List<Declared> wished, Terms said) {
    return new Environment(
        name, settings, effective, wished, outputs, entries, leftOut, remarks, hours, said);
  }

  /** An environment from which its mode takes nothing away, and that never sleeps. */
  public Environment(
      String name,
      Settings settings,
      Value.Entries effective,
      List<Declared> declared,
      Map<String, Value> outputs,
      int entries) {
    this(name, settings, effective, declared, outputs, entries, Set.of(), List.of(), Hours.ALWAYS);
  }

  /** What is wished of an environment that left the files: nothing, where it used to live. */
  public static Environment left(String name, Settings last) {
    return new Environment(name, last.left(), Value.Entries.EMPTY, List.of(), Map.of(), 0)
        .leaving(Leaving.GOES);
  }

  /** Whether no file mentions it any more. */
  public boolean hasLeft() {
    return terms.leaving() != Leaving.STAYS;
  }

  /** The same with another end. */
  public Environment leaving(Leaving how) {
    return today(declared, terms.leaving(how));
  }

  /**
   * When it has to be read again although no file changed, because a schedule opens or closes;
   * empty for never.
   */
  public Optional<Instant> changesAt() {
    return hours.changesAt();
  }

  public Optional<Declared> find(ResourceId id) {
    return declared.stream().filter(d -> d.id().equals(id)).findFirst();
  }
}
