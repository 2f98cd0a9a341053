package steadystate.reconcile;

import java.time.Instant;

/**
 * A commit that specs were read from. Author and subject are words of strangers: they are kept on
 * one line, short, and without characters that cannot be seen. They are to be escaped all the same.
 *
 * @param id in hex
 * @param at when it was committed, as its author's clock said
 */
public record Commit(String id, String author, String subject, Instant at) {
  private static final int LONGEST = 200;

  public Commit {
    author = plain(author);
    subject = plain(subject);
  }

  /** The first seven digits of the id. */
  public String shortId() {
    return id.substring(0, Math.min(7, id.length()));
  }

  /** {@code 1a2b3c4 by ann: Raise the count}. */
  public String words() {
    return shortId() + " by " + author + ": " + subject;
  }

  private static String plain(String text) {
    String line = text.strip().replaceAll("\\s+", " ").replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
