package steadystate.reconcile;

import java.time.Instant;

/**
 * Something that happened to an environment.
 *
 * @param id rises over all environments
 * @param at when it happened last
 * @param reason one word in CamelCase, such as {@code StepDone}
 * @param resource what it is about, such as {@code service/api}; empty for the environment
 * @param count how often it happened in a row
 */
public record Event(
    long id,
    Instant at,
    Instant firstAt,
    String environment,
    Type type,
    String reason,
    String resource,
    String message,
    int count) {

  /** Whether a person should look at it. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
