package steadystate.kinds;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Tags as the AWS clients want them: each has a class of its own, alike in all but its package. */
public final class SdkTags {
  private SdkTags() {}

  /**
   * One of the client's tags for each of ours.
   *
   * @param tag makes one of key and value
   */
  public static <T> List<T> list(Map<String, String> tags, BiFunction<String, String, T> tag) {
    return tags.entrySet().stream().map(e -> tag.apply(e.getKey(), e.getValue())).toList();
  }

  /** Sends what there is to put on and to take off, and no call for nothing. */
  public static void change(
      Map<String, String> put, Set<String> remove, Runnable tag, Runnable untag) {
    if (!put.isEmpty()) {
      tag.run();
    }
    if (!remove.isEmpty()) {
      untag.run();
    }
  }
}
