package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Jib and the Dockerfile make one image. */
class ImageFormsTest {
  private static final Pattern WORD = Pattern.compile("^([A-Z]+) (.*)$", Pattern.MULTILINE);
  private static final Map<String, String> JIB_WORDS =
      Map.of(
          "ENTRYPOINT", "entrypoint",
          "CMD", "args",
          "ENV", "environment",
          "USER", "user",
          "WORKDIR", "workingDirectory",
          "VOLUME", "volumes",
          "EXPOSE", "ports");

  @Test
  void they_start_the_same_as_the_same_user_at_the_same_place() throws Exception {
    assertThat(dockerfile()).hasSize(JIB_WORDS.size()).isEqualTo(jib());
  }

  /** The last stage. */
  private static Map<String, String> dockerfile() throws Exception {
    String text = Files.readString(Path.of("Dockerfile")).replaceAll("\\\\\n *", "");
    Map<String, String> told = new TreeMap<>();
    WORD.matcher(text.substring(text.lastIndexOf("\nFROM ")))
        .results()
        .filter(match -> JIB_WORDS.containsKey(match.group(1)))
        .forEach(match -> told.put(match.group(1), match.group(2).replaceAll("[\\[\\]\" ]+", ",")));
    told.replaceAll((word, value) -> value.replaceAll(",+", ",").replaceAll("^,|,$", ""));
    return told;
  }

  private static Map<String, String> jib() throws Exception {
    Element pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile())
            .getDocumentElement();
    Element container = (Element) pom.getElementsByTagName("container").item(0);
    Map<String, String> told = new TreeMap<>();
    JIB_WORDS.forEach((word, tag) -> {
      Node held = container.getElementsByTagName(tag).item(0);
      NodeList inner = ((Element) held).getElementsByTagName("*");
      told.put(word, inner.getLength() == 0 ? held.getTextContent() : variables(inner));
    });
    return told;
  }

  private static String variables(NodeList variables) {
    return IntStream.range(0, variables.getLength())
        .mapToObj(variables::item)
        .map(variable -> variable.getNodeName() + "=" + variable.getTextContent())
        .collect(Collectors.joining(","));
  }
}
