package steadystate.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong tokens by address. After too many within a minute an address is refused, right
 * tokens too: else a guess that hits would be told. A token that was right from there before stays
 * welcome, because many callers may stand behind one address. Safe for several threads.
 */
final class FailedAttempts {
  private static final int MOST_ADDRESSES = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Limits limits;
  private final Map<String, Counted> addresses = new LinkedHashMap<>();
  private final Map<String, Boolean> welcome = new HashMap<>();

  private record Counted(long since, int failures) {}

  FailedAttempts(Limits limits) {
    this.limits = limits;
  }

  /**
   * Notes one attempt.
   *
   * @param name of the token that was right; empty for a wrong one
   * @return whether it is to be refused without a look
   */
  synchronized boolean refuses(String address, String name) {
    long now = limits.nanos().getAsLong();
    Counted counted = addresses.getOrDefault(address, new Counted(now, 0));
    if (now - counted.since() > WINDOW.toNanos()) {
      addresses.remove(address);
      counted = new Counted(now, 0);
    }
    String key = address + ' ' + name;
    if (!name.isEmpty() && welcome.containsKey(key)) {
      return false;
    }
    if (counted.failures() >= limits.failures()) {
      return true;
    }
    if (name.isEmpty()) {
      addresses.put(address, new Counted(counted.since(), counted.failures() + 1));
      forget(addresses);
    } else {
      welcome.put(key, true);
      forget(welcome);
    }
    return false;
  }

  /** Somebody with many addresses must not fill the memory. */
  private static void forget(Map<String, ?> map) {
    if (map.size() > MOST_ADDRESSES) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
