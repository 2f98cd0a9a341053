package steadystate.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import steadystate.drift.FieldChange;
import steadystate.environment.Environment;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.Live;

/** What an approval and a saved plan are bound to. */
final class Fingerprint {
  private Fingerprint() {}

  /** Changes when the wish of a changed resource, its live state, or the list of changes does. */
  static String of(Environment environment, List<Change> changes) {
    StringBuilder text = new StringBuilder(environment.name());
    text.append('\n').append(environment.settings().account());
    text.append('\n').append(environment.settings().region());
    for (Change change : changes) {
      text.append('\n').append(change.action()).append(' ').append(change.resource());
      change.declared().map(Declared::model).ifPresent(m -> text.append(Canonical.sorted(m)));
      change.live().ifPresent(live -> append(text, live));
      change.superseded().forEach(live -> append(text, live));
      for (FieldChange field : change.fields()) {
        text.append('\n').append(field.path());
      }
    }
    return "sha256:" + digest(text.toString());
  }

  private static void append(StringBuilder text, Live live) {
    text.append(live.arn()).append(Canonical.sorted(live.model()));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
