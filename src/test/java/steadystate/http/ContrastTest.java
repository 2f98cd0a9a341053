package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the pages can be read: WCAG 2.2 asks for a contrast of 4.5 to 1 in text, level AA. */
class ContrastTest {
  private static final double LEAST = 4.5;
  private static final List<String> TONES = List.of("good", "busy", "warn", "bad", "quiet");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void every_colour_of_text_stands_out_from_what_is_behind_it(boolean dark) throws IOException {
    Map<String, String> colours = colours(dark);

    for (String behind : List.of("back", "paper")) {
      for (String text : List.of("ink", "soft", "accent", "good", "warn", "bad")) {
        readable(colours, text, behind);
      }
    }
    for (String tone : TONES) {
      readable(colours, tone, tone + "-back");
      readable(colours, "soft", tone + "-back");
    }
    readable(colours, "paper", "accent");
    readable(colours, "paper", "ink");
  }

  private static void readable(Map<String, String> colours, String text, String behind) {
    double light = luminance(colours.get(text));
    double other = luminance(colours.get(behind));
    double contrast = (Math.max(light, other) + 0.05) / (Math.min(light, other) + 0.05);
    assertThat(contrast).as(text + " on " + behind).isGreaterThanOrEqualTo(LEAST);
  }

  /** Relative luminance, as WCAG 2.2 defines it. */
  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double part = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static Map<String, String> colours(boolean dark) throws IOException {
    String[] blocks =
        Files.readString(Path.of("src/main/resources/web/app.css")).split(":root \\{", -1);
    Map<String, String> colours = new HashMap<>();
    for (int i = 1; i <= (dark ? 2 : 1); i++) {
      Matcher one =
          Pattern.compile("--([\\w-]+): #([0-9a-f]{6});").matcher(blocks[i].split("}", 2)[0]);
      while (one.find()) {
        colours.put(one.group(1), one.group(2));
      }
    }
    return colours;
  }
}
