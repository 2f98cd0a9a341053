package steadystate.aws.orphan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;

/** The reads of one region, each made once, failures remembered. Used by one thread. */
final class Reads {
  private final Surroundings surroundings;
  private final String region;
  private final Map<String, Supplier<?>> answers = new HashMap<>();

  Reads(Surroundings surroundings, String region) {
    this.surroundings = surroundings;
    this.region = region;
  }

  <C> C client(Class<C> type) {
    return surroundings.client(type, region);
  }

  /**
   * @throws FailureException each time, when the read failed
   */
  @SuppressWarnings("unchecked")
  <T> List<T> once(String question, Supplier<List<T>> read) {
    Supplier<?> known = answers.get(question);
    if (known == null) {
      known = answer(read);
      answers.put(question, known);
    }
    return (List<T>) Objects.requireNonNull(known.get());
  }

  private static <T> Supplier<List<T>> answer(Supplier<List<T>> read) {
    try {
      List<T> found = List.copyOf(read.get());
      return () -> found;
    } catch (FailureException failed) {
      return () -> {
        throw failed;
      };
    }
  }

  static <T> Map<String, String> tags(
      List<T> tags, Function<T, String> key, Function<T, String> value) {
    Map<String, String> map = new HashMap<>();
    tags.forEach(tag -> map.put(key.apply(tag), Objects.requireNonNullElse(value.apply(tag), "")));
    return map;
  }

  /** All elements of a paginator, which asks again at every look. */
  static <T> List<T> all(Iterable<T> pages) {
    List<T> all = new java.util.ArrayList<>();
    pages.forEach(all::add);
    return all;
  }

  /** Parts of at most {@code size} elements. */
  static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new java.util.ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }
}
