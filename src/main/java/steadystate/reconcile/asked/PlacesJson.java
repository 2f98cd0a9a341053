package steadystate.reconcile.asked;

import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where environments live, as text. What is read may have been written by anybody; it only tells
 * where to look, and what is not understood is left out.
 */
public final class PlacesJson {
  private static final Logger LOG = LoggerFactory.getLogger(PlacesJson.class);
  private static final int LONGEST = 256 * 1024;
  private static final int MOST = 2_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxStringLength(1_000)
                          .build())
                  .build())
          .build();

  private PlacesJson() {}

  public static String text(SortedMap<String, Place> places) {
    ObjectNode json = JSON.createObjectNode().put("version", 1);
    ObjectNode all = json.putObject("environments");
    places.forEach((name, place) ->
        all.putObject(name).put("account", place.account()).put("region", place.region()));
    return JSON.writeValueAsString(json);
  }

  /** None at all where the text as a whole makes no sense. */
  public static SortedMap<String, Place> places(String text) {
    SortedMap<String, Place> places = new TreeMap<>();
    try {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("too long");
      }
      JSON.readTree(text)
          .path("environments")
          .properties()
          .forEach(one -> {
            Place place =
                new Place(word(one.getValue(), "account"), word(one.getValue(), "region"));
            boolean sound =
                one.getKey().matches("[A-Za-z0-9][A-Za-z0-9-]{0,62}")
                    && place.account().matches("[0-9]{12}")
                    && place.region().matches("[a-z0-9-]{5,30}");
            if (sound && places.size() < MOST) {
              places.put(one.getKey(), place);
            }
          });
      return places;
    } catch (JacksonException | IllegalArgumentException | StackOverflowError nonsense) {
      LOG.warn("the kept places are not understood and count for nothing");
      return new TreeMap<>();
    }
  }

  private static String word(JsonNode place, String name) {
    return place.path(name).asString("");
  }
}
