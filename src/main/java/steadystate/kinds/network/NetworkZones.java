package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadystate.resource.Blueprint;
import steadystate.resource.Section.Entry;
import steadystate.resource.Value;

/**
 * The zones over which a network of our own is spread. Each has the letter that AWS's zone has, or,
 * where only their number is written, the first letters.
 */
final class NetworkZones {
  private static final String MEMBER = "availabilityZones";
  private static final int USUAL = 2;

  /**
   * One zone.
   *
   * @param index from 0, for its blocks
   * @param name AWS's name; empty when the account's zones are taken in their order
   */
  record Zone(int index, Optional<String> name) {
    String letter() {
      return String.valueOf((char) ('a' + index));
    }
  }

  private NetworkZones() {}

  static List<Zone> of(Entry entry, Blueprint blueprint) {
    List<Value> written = entry.value().list(MEMBER);
    if (written.isEmpty()) {
      return counted(USUAL);
    }
    Optional<Integer> count = written.size() == 1 ? number(written.getFirst()) : Optional.empty();
    if (count.isPresent()) {
      if (count.get() < 1 || count.get() > Blocks.ZONES) {
        blueprint.problem(
            "out-of-range",
            written.getFirst(),
            MEMBER,
            "a network is spread over 1 to " + Blocks.ZONES + " zones",
            "two are enough for most; three survive the loss of one with ease");
        return counted(USUAL);
      }
      return counted(count.get());
    }
    return named(written, blueprint);
  }

  private static Optional<Integer> number(Value value) {
    String text = value.toString();
    return text.matches("\\d{1,4}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static List<Zone> counted(int count) {
    List<Zone> zones = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      zones.add(new Zone(i, Optional.empty()));
    }
    return zones;
  }

  private static List<Zone> named(List<Value> written, Blueprint blueprint) {
    List<Zone> zones = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String last = String.valueOf((char) ('a' + Blocks.ZONES - 1));
    for (Value value : written) {
      String name = value.toString();
      if (!name.matches("\\Q" + blueprint.region() + "\\E[a-" + last + "]")) {
        blueprint.problem(
            "bad-zone",
            value,
            MEMBER,
            name + " is no availability zone of " + blueprint.region(),
            "write a number, or names such as " + blueprint.region() + "a");
      } else if (!seen.add(name)) {
        blueprint.problem(
            "bad-zone", value, MEMBER, name + " is written twice", "write each zone once");
      } else {
        zones.add(new Zone(name.charAt(name.length() - 1) - 'a', Optional.of(name)));
      }
    }
    return zones;
  }
}
