package steadystate.kinds.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.delivery.PipelineShape.Place;
import steadystate.resource.Attributes;
import steadystate.resource.References;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * Tokens of actions, which CodePipeline never tells: it answers {@code ****}. A tag remembers a
 * hash of the ones that were sent, so that only another token in the spec is sent again, and the
 * stars are never sent at all.
 */
final class PipelineSecrets {
  /** Holds the hash of the tokens that were sent last. */
  static final String TAG = "steadystate:secrets";

  /** Names, in a living pipeline, the places that AWS does not tell. */
  static final String UNTOLD = "untold";

  private PipelineSecrets() {}

  /** Whether a value is only what AWS, or another tool, shows in the place of a token. */
  static boolean isMask(String value) {
    return value.matches("\\*{3,}|hash-[0-9a-f]{64}");
  }

  static List<Place> untold(Entries live) {
    List<Place> places = new ArrayList<>();
    PipelineShape.settings(live)
        .forEach((place, value) -> {
          if (isMask(value)) {
            places.add(place);
          }
        });
    return places;
  }

  /** A hash of the tokens that are written, empty where none is. */
  static Optional<String> hash(Entries wish) {
    Map<String, Value> secrets = new TreeMap<>();
    PipelineShape.settings(wish)
        .forEach((place, value) -> {
          if (PipelineShape.isSecret(place.key())) {
            secrets.put(place.toString(), Value.text(value));
          }
        });
    return secrets.isEmpty()
        ? Optional.empty()
        : Optional.of(References.hash(Value.entries(secrets)));
  }

  /**
   * What lives, as far as it can be compared: where AWS tells nothing, a token is taken for the
   * wished one as long as that is the one that was sent, and one that nobody wrote is left out.
   */
  static Entries comparable(Entries live, Optional<Entries> wish, Map<String, String> tags) {
    Optional<String> hash = wish.flatMap(PipelineSecrets::hash);
    boolean asSent = hash.equals(hash.map(h -> tags.getOrDefault(TAG, h)));
    Map<Place, Value> written = wish.map(PipelineSecrets::values).orElse(Map.of());
    Entries out = live;
    for (Place place : untold(live)) {
      Optional<Value> wished = Optional.ofNullable(written.get(place));
      if (wished.isEmpty() || asSent) {
        out = PipelineShape.with(out, place, wished);
      }
    }
    return out;
  }

  private static Map<Place, Value> values(Entries model) {
    Map<Place, Value> values = new java.util.LinkedHashMap<>();
    PipelineShape.settings(model).forEach((place, value) -> values.put(place, Value.text(value)));
    return values;
  }

  static Attributes remembered(Attributes attributes, Entries live) {
    List<String> places = untold(live).stream().map(Place::toString).toList();
    return places.isEmpty() ? attributes : attributes.with(UNTOLD, String.join("\n", places));
  }

  /**
   * An update sends the whole pipeline, so every token has to be at hand.
   *
   * @throws FailureException for one that only AWS knows
   */
  static void check(Attributes live, Entries sent) {
    Map<Place, String> settings = PipelineShape.settings(sent);
    for (String place : live.get(UNTOLD).map(t -> List.of(t.split("\n"))).orElse(List.of())) {
      boolean actionStays =
          settings.keySet().stream()
              .map(Place::toString)
              .anyMatch(other -> action(other).equals(action(place)));
      boolean written = settings.keySet().stream().map(Place::toString).anyMatch(place::equals);
      if (actionStays && !written) {
        throw new FailureException(
            new Failure.Rejected(
                "TokenNotWritten",
                "AWS does not tell "
                    + place
                    + ", and the pipeline would lose it; write it as a variable, such as"
                    + " ${githubToken} given with --var, or use a connection"));
      }
    }
  }

  private static String action(String place) {
    return place.substring(0, place.lastIndexOf("configuration["));
  }
}
