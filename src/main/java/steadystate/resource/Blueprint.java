package steadystate.resource;

import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What an entry may know of the environment it stands in, while it becomes resources. */
public interface Blueprint {
  String environment();

  String account();

  String region();

  /** {@code cost-save}, {@code standard} or {@code strict}. */
  String mode();

  /**
   * The entries of a section, by key, bases, variables and mode applied; empty when there are none.
   */
  SequencedMap<String, Section.Entry> entries(String section);

  /** The entry of a section that holds a single one. */
  default Optional<Section.Entry> single(String section) {
    return entries(section).values().stream().findFirst();
  }

  /** Tags that go on every resource of the environment. */
  Map<String, String> tags();

  /**
   * Notes a mistake of the user.
   *
   * @param code stable, in kebab-case
   * @param at the value that is wrong; its place is shown
   * @param path relative to the entry, such as {@code expose[0].listener}
   */
  void problem(String code, Value at, String path, String message, String help);
}
