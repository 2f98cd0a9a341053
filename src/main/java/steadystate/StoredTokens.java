package steadystate;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.aws.AwsAccess;
import steadystate.aws.StoredText;
import steadystate.cli.ServeSettings;
import steadystate.cli.Setting;
import steadystate.failure.FailureException;
import steadystate.http.Tokens;

/**
 * Tokens that AWS keeps. They are read again every few minutes; while that fails, or what is there
 * now has mistakes, the last good ones count.
 */
final class StoredTokens implements Supplier<Tokens> {
  private static final Logger LOG = LoggerFactory.getLogger(StoredTokens.class);
  private static final Duration PAUSE = Duration.ofMinutes(3);

  private final StoredText text;
  private volatile Tokens last;

  /**
   * @throws FailureException when they cannot be read, or have mistakes
   */
  StoredTokens(StoredText text) {
    this.text = text;
    this.last = read();
  }

  /** Those of the file, of AWS, or none at all, as the settings say. */
  static Supplier<Tokens> of(ServeSettings told, AwsAccess access) {
    Optional<StoredText> stored =
        told.text(Setting.TOKEN_FILE).flatMap(place -> StoredText.of(access, place));
    if (stored.isPresent()) {
      StoredTokens tokens = new StoredTokens(stored.get());
      Thread.ofVirtual().name("tokens").start(tokens::follow);
      return tokens;
    }
    Tokens tokens = told.file(Setting.TOKEN_FILE).map(Tokens::read).orElse(Tokens.NONE);
    return () -> tokens;
  }

  @Override
  public Tokens get() {
    return last;
  }

  private void follow() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        refresh();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the tokens are those that AWS keeps now. */
  boolean refresh() {
    try {
      last = read();
      return true;
    } catch (FailureException failed) {
      LOG.atWarn()
          .addKeyValue("from", text)
          .addKeyValue("code", failed.failure().code())
          .log("the tokens could not be read again, and stay as they were");
      return false;
    }
  }

  private Tokens read() {
    return Tokens.parse(text.toString(), text.read());
  }
}
