package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says where rows are tested names tests that are there. */
class CasesPageTest {
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)#(\\w+)`");

  @Test
  void every_test_that_the_page_names_is_there() throws IOException {
    Map<String, List<Path>> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests =
          files
              .filter(file -> file.toString().endsWith("Test.java"))
              .collect(
                  Collectors.groupingBy(
                      file -> file.getFileName().toString().replace(".java", "")));
    }

    List<String> missing = new ArrayList<>();
    List<MatchResult> named =
        NAMED.matcher(Files.readString(Path.of("docs/cases.md"))).results().toList();
    for (MatchResult test : named) {
      StringBuilder text = new StringBuilder();
      for (Path file : tests.getOrDefault(test.group(1), List.of())) {
        text.append(Files.readString(file));
      }
      if (!text.toString().contains("void " + test.group(2) + "(")) {
        missing.add(test.group());
      }
    }

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(missing).isEmpty();
  }
}
