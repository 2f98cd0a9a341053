package steadystate.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list and the way to the next.
 *
 * @param nextToken opaque to callers; null on the last page
 */
public record Page<V>(List<V> items, @Nullable String nextToken) {

  /**
   * Cuts a page out of a list.
   *
   * @param token from the page before, or null for the first
   * @param size how many items to give
   * @param badToken what AWS answers to a token that it did not give
   */
  public static <V> Page<V> of(
      List<V> all,
      @Nullable String token,
      int size,
      Supplier<? extends RuntimeException> badToken) {
    int from = token == null ? 0 : offset(token, badToken);
    int to = Math.min(all.size(), from + size);
    return new Page<>(
        List.copyOf(all.subList(Math.min(from, to), to)), to < all.size() ? token(to) : null);
  }

  private static String token(int offset) {
    byte[] text = ("after:" + offset).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().encodeToString(text);
  }

  private static int offset(String token, Supplier<? extends RuntimeException> badToken) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith("after:")) {
        return Integer.parseInt(text.substring("after:".length()));
      }
    } catch (IllegalArgumentException e) {
      // Not base64, or not a number: not ours.
    }
    throw badToken.get();
  }
}
