package steadystate.environment.reading;

import java.util.Optional;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlNode;

/**
 * One document of a spec file.
 *
 * @param file its path below the root
 * @param base whether it is {@code kind: Base}
 * @param name {@code metadata.name}, when there is a usable one
 * @param spec what stands under {@code spec}
 * @param at the key {@code spec}, or the document
 */
record Part(
    String file,
    boolean base,
    Optional<YamlNode.Scalar> name,
    YamlNode.Mapping spec,
    SourceSpan at) {

  String folder() {
    return folder(file);
  }

  static String folder(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "" : file.substring(0, slash);
  }
}
