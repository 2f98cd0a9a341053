package steadystate.resource;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.yaml.SourceSpan;

/**
 * The mark that an entry's time to live ran out, so that it is not made again after it was deleted.
 * It is wished with every entry that has such a time, and lives only when the time is over.
 *
 * @param id the mark's own
 * @param of a short hash of what the entry wished; another wish is another life
 * @param members every resource of the entry, the entry's own first
 */
public record Expiry(ResourceId id, String of, Duration timeToLive, List<ResourceId> members) {
  public static final String KIND = "expiry";

  public Expiry {
    members = List.copyOf(members);
  }

  /**
   * The mark of an entry and all that it becomes.
   *
   * @param written the entry as it stands in the spec, whatever its mode makes of it
   */
  public static Declared declared(
      Value written, List<Declared> entry, Duration timeToLive, SourceSpan at) {
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("of", Value.text(References.hash(written)));
    model.put("ttl", Value.number(timeToLive.toSeconds()));
    model.put("members", Value.texts(entry.stream().map(d -> d.id().toString()).toList()));
    return new Declared(idFor(entry.getFirst().id()), Value.entries(model), at);
  }

  public static ResourceId idFor(ResourceId entry) {
    return new ResourceId(KIND, entry.toString());
  }

  /** Empty for every other kind. */
  public static Optional<Expiry> of(Declared declared) {
    return declared.id().kind().equals(KIND)
        ? Optional.of(
            new Expiry(
                declared.id(),
                declared.model().text("of").orElse(""),
                Duration.ofSeconds(declared.model().whole("ttl").orElse(0)),
                declared.model().list("members").stream()
                    .map(member -> ResourceId.parse(member.toString()))
                    .toList()))
        : Optional.empty();
  }

  /** {@code 72h} rather than Java's own form. */
  public static String words(Duration time) {
    StringBuilder words = new StringBuilder();
    part(words, time.toDaysPart() * 24 + time.toHoursPart(), 'h');
    part(words, time.toMinutesPart(), 'm');
    part(words, time.toSecondsPart(), 's');
    return words.toString();
  }

  private static void part(StringBuilder words, long count, char unit) {
    if (count > 0) {
      words.append(count).append(unit);
    }
  }
}
