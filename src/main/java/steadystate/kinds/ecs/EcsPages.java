package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/** Reads lists that come in pages, to their end. */
final class EcsPages {
  private EcsPages() {}

  /** One page: what is on it, and the token of the next one. */
  record Page<T>(List<T> items, Optional<String> next) {
    static <T> Page<T> of(List<T> items, @Nullable String next) {
      return new Page<>(items, Optional.ofNullable(next).filter(token -> !token.isEmpty()));
    }
  }

  /**
   * All pages together.
   *
   * @param read answers the page of a token; empty for the first
   * @throws FailureException when any page fails, or when a token comes back: half a list must
   *     never be taken for the whole
   */
  static <T> List<T> all(String what, Function<Optional<String>, Page<T>> read) {
    List<T> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<String> token = Optional.empty();
    do {
      Page<T> page = read.apply(token);
      all.addAll(page.items());
      token = page.next();
      if (token.isPresent() && !seen.add(token.get())) {
        throw new FailureException(
            new Failure.Unavailable("EndlessPages", what + ": AWS gave the same page twice"));
      }
    } while (token.isPresent());
    return all;
  }

  /** Parts of at most {@code size} elements. */
  static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }
}
