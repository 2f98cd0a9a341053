package steadystate.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook of GitHub is checked with. There is none without a secret.
 *
 * @param pushes which pushes may have changed what is followed
 */
public record Webhook(String secret, Pushes pushes) {
  private static final String PREFIX = "sha256=";

  /** Tells the pushes that concern us. */
  @FunctionalInterface
  public interface Pushes {
    /**
     * @param repository the addresses that the sender gives to the repository
     * @param ref such as {@code refs/heads/main}
     */
    boolean concern(List<String> repository, String ref);
  }

  /** Throws when the secret is empty: then everybody could sign. */
  public Webhook {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("a webhook needs a secret");
    }
  }

  /** Whether this body was signed with the secret; takes the same time whatever was sent. */
  boolean isSigned(byte[] body, Optional<String> signature) {
    byte[] wanted =
        (PREFIX + HexFormat.of().formatHex(hmac(body))).getBytes(StandardCharsets.UTF_8);
    byte[] given = signature.orElse("").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(wanted, given);
  }

  private byte[] hmac(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Webhook";
  }
}
