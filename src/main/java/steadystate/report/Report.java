package steadystate.report;

import tools.jackson.databind.JsonNode;

/** A result in every form in which somebody may want it. */
public interface Report {
  /** The words of the API; the same for the command line, HTTP and files. */
  JsonNode json();

  /** For people at a terminal; ends with a line break. */
  String text(Paper paper);

  /** For pull requests; ends with a line break. */
  String markdown();

  /** The same content as {@link #json()}. */
  default String yaml() {
    return YamlText.of(json());
  }

  /** {@link #json()}, indented; ends with a line break. */
  default String jsonText() {
    return Json.text(json());
  }
}
