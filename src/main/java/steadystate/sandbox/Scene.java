package steadystate.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an operation sees: the world it works on, the moment, and where it is. Operations are static
 * functions of a scene and a request; nothing else remembers anything.
 *
 * @param services the IAM prefixes of the services that this sandbox models
 */
public record Scene(
    World world, Instant now, Account account, String region, Set<String> services, Nature nature) {

  public <V> Map<String, V> table(Table<V> key) {
    return world.table(key);
  }

  /** One row, if it is there. */
  public <V> Optional<V> find(Table<V> key, String row) {
    return Optional.ofNullable(table(key).get(row));
  }

  /** {@code arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE}. */
  public String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + region + ":" + account.id() + ":" + resource;
  }

  /** Hex digits that look drawn but repeat from run to run. */
  public String hex(int digits) {
    long number = world.next("ids");
    StringBuilder text = new StringBuilder();
    for (long part = 1; text.length() < digits; part++) {
      text.append("%016x".formatted(mix(number * 0x9E3779B97F4A7C15L + part)));
    }
    return text.substring(0, digits);
  }

  /** A new id in EC2's form, such as {@code sg-0a1b2c3d4e5f67890}. */
  public String id(String prefix) {
    return prefix + "-0" + hex(16);
  }

  /** Whether another service's part of the sandbox is there to be asked. */
  public boolean models(String service) {
    return services.contains(service);
  }

  Scene at(World other, Instant moment) {
    return new Scene(other, moment, account, region, services, nature);
  }

  private static long mix(long seed) {
    long bits = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
