package steadystate.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was asked of the sandbox, newest last. Keeps the last 50,000 calls. */
public final class Recording {
  private static final int KEPT = 50_000;

  /** What became of a call. */
  public enum Outcome {
    /** It never arrived, or was turned away before anything looked at it. */
    NOT_DONE,
    /** AWS looked at it and answered with an error. */
    REFUSED,
    /** AWS did it, whether or not the caller has heard so. */
    DONE
  }

  private record Entry(Call call, Outcome outcome) {}

  private final Deque<Entry> entries = new ArrayDeque<>();

  synchronized void add(Call call, Outcome outcome) {
    if (entries.size() == KEPT) {
      entries.removeFirst();
    }
    entries.addLast(new Entry(call, outcome));
  }

  /** The calls that AWS looked at. */
  public List<Call> calls() {
    return select(entry -> entry.outcome() != Outcome.NOT_DONE);
  }

  /** All calls, also those that a fault stopped on the way. */
  public List<Call> attempts() {
    return select(entry -> true);
  }

  /** The calls that changed something, or could have. */
  public List<Call> writes() {
    return select(entry -> entry.outcome() == Outcome.DONE && entry.call().mutating());
  }

  /** How many of {@link #calls} fit a pattern such as {@code ecs:Describe*}. */
  public long count(String pattern) {
    return calls().stream().filter(call -> call.matches(pattern)).count();
  }

  /** How often AWS was asked for each action, such as {@code ecs:DescribeServices}. */
  public Map<String, Long> byAction() {
    return calls().stream()
        .collect(Collectors.groupingBy(Call::action, TreeMap::new, Collectors.counting()));
  }

  /** Forgets everything so far. */
  public synchronized void clear() {
    entries.clear();
  }

  private synchronized List<Call> select(Predicate<Entry> which) {
    return entries.stream().filter(which).map(Entry::call).toList();
  }
}
