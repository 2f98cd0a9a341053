package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import steadystate.yaml.Problems;

/** What may become an environment: its parts, and the mistakes found so far. */
final class Candidate {
  private final String name;
  private final Set<String> claims = new TreeSet<>();
  private final List<Part> parts = new ArrayList<>();
  private final Problems problems = new Problems();
  private boolean whole = true;

  Candidate(String name) {
    this.name = name;
    claims.add(name);
  }

  String name() {
    return name;
  }

  /** Every name that it goes by, where its parts do not agree. */
  Set<String> claims() {
    return claims;
  }

  List<Part> parts() {
    return parts;
  }

  Problems problems() {
    return problems;
  }

  /** Whether all that was written for it was understood, so that what is absent is not wished. */
  boolean isWhole() {
    return whole;
  }

  void add(ReadFile file) {
    problems.addAll(file.problems());
    whole &= file.whole();
  }

  void add(Part part) {
    parts.add(part);
    part.name().ifPresent(written -> claims.add(written.text()));
  }
}
