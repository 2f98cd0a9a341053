package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.apply.StepResult;
import steadystate.drift.FieldChange;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Receipt;

/**
 * Remembers which fixes were made, so that one that does not stick is not made for ever: after
 * three tries, or ten within an hour when it sticks for a while and always comes back, it is tried
 * every half hour. Another difference, or another spec, starts anew. Not safe for several threads.
 */
final class Attempts {
  private static final int MOST_TRIES = 3;
  private static final int MOST_RETURNS = 10;
  private static final Duration MEMORY = Duration.ofHours(1);

  private final Map<String, Fix> fixes = new HashMap<>();
  private Optional<Block> refused = Optional.empty();

  /** Why a fix is not made now, and until when. */
  record Block(String signature, String reason, String message, Instant until) {}

  private record Fix(int tries, List<Instant> times) {}

  /** A pass ended; it counts when something was sent, and not when all of it only waited. */
  void tried(Receipt receipt, Instant now) {
    if (receipt.steps().stream().anyMatch(Attempts::isTry)) {
      tried(signature(receipt.last().plan()), now);
    }
  }

  /** A step that waits for something, such as a database that is being made, tried nothing. */
  private static boolean isTry(StepResult step) {
    return step.skippedBecause().isEmpty() && !step.waits();
  }

  /** A fix was sent. */
  private void tried(String signature, Instant now) {
    fixes.replaceAll(
        (other, fix) -> other.equals(signature) ? fix : new Fix(0, recent(fix.times(), now)));
    fixes.values().removeIf(fix -> fix.times().isEmpty());
    Fix before = fixes.getOrDefault(signature, new Fix(0, List.of()));
    List<Instant> times = new ArrayList<>(recent(before.times(), now));
    times.add(now);
    fixes.put(signature, new Fix(before.tries() + 1, List.copyOf(times)));
  }

  /** A look found everything as wished. */
  void stuck() {
    fixes.replaceAll((signature, fix) -> new Fix(0, fix.times()));
    refused = Optional.empty();
  }

  /** AWS does not take what a plan would do; it waits until then, unless the difference changes. */
  void refused(Plan plan, String reason, String message, Instant until) {
    refused =
        Optional.of(new Block(signature(plan), reason, message + "; next try at " + until, until));
  }

  /** Starts anew: the spec is another one, or a person asks. */
  void forget() {
    fixes.clear();
    refused = Optional.empty();
  }

  /** Whether some fix has to wait, so that a look must tell if it is the one that is due. */
  boolean inDoubt(Duration pause, Instant now) {
    boolean waits =
        fixes.values().stream()
            .filter(
                fix -> fix.tries() >= MOST_TRIES || recent(fix.times(), now).size() >= MOST_RETURNS)
            .anyMatch(fix -> now.isBefore(fix.times().getLast().plus(pause)));
    return waits || refused.filter(block -> now.isBefore(block.until())).isPresent();
  }

  /** Whether the fix for what a plan found has to wait. */
  Optional<Block> block(Plan plan, Duration pause, Instant now) {
    String signature = signature(plan);
    if (signature.isEmpty()) {
      return Optional.empty();
    }
    return refused
        .filter(block -> block.signature().equals(signature))
        .or(() -> worn(signature, plan, pause, now))
        .filter(block -> now.isBefore(block.until()));
  }

  private Optional<Block> worn(String signature, Plan plan, Duration pause, Instant now) {
    Optional<Fix> found = Optional.ofNullable(fixes.get(signature));
    if (found.isEmpty() || found.get().times().isEmpty()) {
      return Optional.empty();
    }
    Fix fix = found.get();
    int returns = recent(fix.times(), now).size();
    if (fix.tries() < MOST_TRIES && returns < MOST_RETURNS) {
      return Optional.empty();
    }
    Instant until = fix.times().getLast().plus(pause);
    String how = fix.tries() >= MOST_TRIES ? "did not stick" : "always comes back";
    String message =
        "%s: fixed %d times and it %s; next try at %s"
            .formatted(what(plan), Math.max(fix.tries(), returns), how, until);
    return Optional.of(
        new Block(
            signature, fix.tries() >= MOST_TRIES ? "FixDoesNotStick" : "Flapping", message, until));
  }

  private static List<Instant> recent(List<Instant> times, Instant now) {
    return times.stream().filter(at -> at.plus(MEMORY).isAfter(now)).toList();
  }

  /** The same difference on the same bodies is the same fix; empty when nothing is due. */
  static String signature(Plan plan) {
    StringBuilder text = new StringBuilder();
    for (Change change : plan.due()) {
      text.append(change.action()).append(' ').append(change.resource()).append('\n');
      for (FieldChange field : change.fields()) {
        text.append(field.path()).append(field.live()).append(field.desired()).append('\n');
      }
    }
    return text.toString();
  }

  /** What a plan would change, in few words: {@code service/api desiredCount}. */
  static String what(Plan plan) {
    List<String> words = new ArrayList<>();
    for (Change change : plan.due()) {
      if (change.fields().isEmpty() || change.live().isEmpty()) {
        words.add(change.resource() + " " + change.action().word());
      } else {
        change.fields().forEach(field -> words.add(change.resource() + " " + field.path()));
      }
    }
    int more = words.size() - 3;
    String shown = String.join(", ", words.subList(0, Math.min(3, words.size())));
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
