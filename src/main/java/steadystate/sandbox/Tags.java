package steadystate.sandbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The tags of everything that has an ARN, in one table: the service's own tag calls and the tagging
 * API look at the same rows, as they do in AWS.
 */
public final class Tags {
  public static final Table<Map<String, String>> TABLE = new Table<>("tags");

  private Tags() {}

  public static Map<String, String> of(Scene scene, String arn) {
    return scene.find(TABLE, arn).orElse(Map.of());
  }

  /** The tags in a service's own shape. */
  public static <T> List<T> of(Scene scene, String arn, BiFunction<String, String, T> shape) {
    return of(scene, arn).entrySet().stream()
        .map(tag -> shape.apply(tag.getKey(), tag.getValue()))
        .toList();
  }

  /** Adds tags and overwrites those with the same key. */
  public static void put(Scene scene, String arn, Map<String, String> tags) {
    Map<String, String> all = new LinkedHashMap<>(of(scene, arn));
    all.putAll(tags);
    scene.table(TABLE).put(arn, all);
  }

  public static void remove(Scene scene, String arn, Collection<String> keys) {
    Map<String, String> left = new LinkedHashMap<>(of(scene, arn));
    left.keySet().removeAll(keys);
    scene.table(TABLE).put(arn, left);
  }

  /** The thing is gone, and its tags with it. */
  public static void forget(Scene scene, String arn) {
    scene.table(TABLE).remove(arn);
  }

  /** A service's own list of tags as a map; a value that was left out is the empty text. */
  public static <T> Map<String, String> map(
      List<T> tags, Function<T, String> key, Function<T, String> value) {
    Map<String, String> map = new LinkedHashMap<>();
    for (T tag : tags) {
      String text = value.apply(tag);
      map.put(key.apply(tag), text == null ? "" : text);
    }
    return map;
  }
}
