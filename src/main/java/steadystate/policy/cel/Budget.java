package steadystate.policy.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation may cost, counted and not timed, so that the answer is the same on every
 * machine. CEL limits the turns of loops; this also sees values that double at each step, and
 * comparisons of them. Not safe for several threads.
 */
final class Budget implements CelEvaluationListener {
  /** Steps, and parts of values that were looked at. Well below a second. */
  private static final long MOST = 1_000_000;

  /** Parts of one value. A whole spec has some thousands. */
  private static final long HEAVIEST = 250_000;

  /** Letters of one text; patterns take time in their length times that of the text. */
  private static final int LONGEST = 50_000;

  private static final int LETTERS = 16;

  private final Map<Long, Object> latest = new HashMap<>();
  private final IdentityHashMap<Object, Weight> weights = new IdentityHashMap<>();
  private long spent;

  /** It is used up. */
  static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exceeded() {
      super("more work than a rule may ask for", null, false, false);
    }
  }

  /** Lists that loops collect in grow after they were weighed. */
  private record Weight(int size, long parts) {}

  @Override
  public void callback(CelExpr expression, @Nullable Object value) {
    spend(1);
    if (value == null) {
      return;
    }
    latest.put(expression.id(), value);
    switch (expression.getKind()) {
      case CALL -> called(expression.call(), value);
      case LIST, MAP, STRUCT -> weigh(value);
      default -> {}
    }
  }

  boolean isSpent() {
    return spent > MOST;
  }

  private void called(CelExpr.CelCall call, Object value) {
    switch (call.function()) {
      case "_[_]", "_?_:_", "_&&_", "_||_", "@not_strictly_false", "size", "has" -> {}
      case "_+_" -> added(call, value);
      case "matches" -> spend(parts(call) * parts(call));
      default -> spend(parts(call));
    }
  }

  /** A sum is as heavy as its parts; a list that a loop collects in is not counted anew. */
  private void added(CelExpr.CelCall call, Object value) {
    if (value instanceof List<?> list) {
      long parts = 0;
      for (CelExpr argument : call.args()) {
        parts += known(argument);
      }
      bounded(parts);
      weights.put(list, new Weight(list.size(), parts));
      spend(1);
    } else {
      spend(weigh(value));
    }
  }

  private long parts(CelExpr.CelCall call) {
    long parts = call.target().map(this::known).orElse(0L);
    for (CelExpr argument : call.args()) {
      parts += known(argument);
    }
    return Math.max(1, parts);
  }

  private long known(CelExpr expression) {
    Object value = latest.get(expression.id());
    return value == null ? 1 : weigh(value);
  }

  private long weigh(Object value) {
    return switch (value) {
      case String text ->
          bounded(text.length() > LONGEST ? HEAVIEST + 1 : 1 + text.length() / LETTERS);
      case List<?> list -> weigh(list);
      case Map<?, ?> map -> weigh(map);
      default -> 1;
    };
  }

  /** The lists that CEL makes of sums can only be walked through. */
  private long weigh(List<?> list) {
    Weight before = weights.getOrDefault(list, new Weight(0, 1));
    if (before.size() == list.size()) {
      return before.parts();
    }
    long parts = before.parts();
    int seen = 0;
    for (Object item : list) {
      parts += seen++ < before.size() ? 0 : weigh(item);
      bounded(parts);
      spend(1);
    }
    weights.put(list, new Weight(list.size(), parts));
    return parts;
  }

  private long weigh(Map<?, ?> map) {
    Weight before = weights.getOrDefault(map, new Weight(-1, 0));
    if (before.size() == map.size()) {
      return before.parts();
    }
    long parts = 1;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      parts = bounded(parts + weigh(entry.getKey()) + weigh(entry.getValue()));
      spend(1);
    }
    weights.put(map, new Weight(map.size(), parts));
    return parts;
  }

  private long bounded(long parts) {
    if (parts > HEAVIEST) {
      spend(MOST + 1);
    }
    return parts;
  }

  private void spend(long more) {
    spent += more;
    if (spent > MOST) {
      throw new Exceeded();
    }
  }
}
