package steadystate.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlNode;
import steadystate.yaml.YamlReader;

/** Who may call. Only digests are kept; which token matched takes the same time whichever it is. */
public final class Tokens {
  public static final Tokens NONE = new Tokens(List.of());

  private final List<Entry> entries;

  /** What a caller may do. */
  public enum Role {
    VIEWER,
    OPERATOR
  }

  /**
   * Who calls, as the token's name says.
   *
   * @param environments those that the caller may see; empty for all
   */
  public record Caller(String name, Role role, Set<String> environments) {
    public Caller {
      environments = Set.copyOf(environments);
    }

    public Caller(String name, Role role) {
      this(name, role, Set.of());
    }

    public boolean sees(String environment) {
      return !isLimited() || environments.contains(environment);
    }

    public boolean isLimited() {
      return !environments.isEmpty();
    }
  }

  private record Entry(Caller caller, byte[] sha256) {}

  private Tokens(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** A single operator. */
  public static Tokens operator(String name, String token) {
    return new Tokens(List.of(new Entry(new Caller(name, Role.OPERATOR), sha256(token))));
  }

  /** These and others. */
  public Tokens and(Tokens others) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(others.entries);
    return new Tokens(all);
  }

  /**
   * Reads a token file.
   *
   * @throws FailureException when it cannot be read or has mistakes; never with a token in it
   */
  public static Tokens read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new FailureException(
          new Failure.Rejected("TokenFile", "the token file " + file + " cannot be read"),
          unreadable);
    }
    return parse(file.toString(), text);
  }

  /**
   * Reads the text of a token file.
   *
   * @param name of the place that it comes from, for messages
   * @throws FailureException when it has mistakes; never with a token in it
   */
  public static Tokens parse(String name, String text) {
    Problems problems = new Problems();
    List<YamlNode> documents = YamlReader.read(name, text, problems).documents();
    List<Entry> entries = new ArrayList<>();
    documents.forEach(document -> entries(document, entries, problems));
    if (problems.isEmpty() && entries.isEmpty()) {
      problems.add(mistake(new SourceSpan(name, 1, 1), "holds no token"));
    }
    if (!problems.isEmpty()) {
      Problem first = problems.all().getFirst();
      throw new FailureException(
          new Failure.Rejected("TokenFile", first.at() + ": " + first.message()));
    }
    return new Tokens(entries);
  }

  /** Whose token this is. */
  public Optional<Caller> caller(String token) {
    byte[] given = sha256(token);
    Optional<Caller> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.sha256(), given)) {
        found = Optional.of(entry.caller());
      }
    }
    return found;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  private static void entries(YamlNode document, List<Entry> entries, Problems problems) {
    boolean found =
        document instanceof YamlNode.Mapping map
            && map.entries().size() == 1
            && map.entries().containsKey("tokens");
    if (found
        && ((YamlNode.Mapping) document).entries().values().iterator().next().value()
            instanceof YamlNode.Sequence list) {
      list.items().forEach(item -> entry(item, problems).ifPresent(entries::add));
    } else {
      problems.add(mistake(document.at(), "a token file is a list under `tokens`"));
    }
  }

  private static Optional<Entry> entry(YamlNode item, Problems problems) {
    if (!(item instanceof YamlNode.Mapping map)) {
      problems.add(mistake(item.at(), "a token is written {name, role, token}"));
      return Optional.empty();
    }
    for (YamlNode.Entry key : map.entries().values()) {
      if (!List.of("name", "role", "token", "tokenSha256", "environments").contains(key.key())) {
        problems.add(mistake(key.keyAt(), "unknown key `" + key.key() + "`"));
      }
    }
    Optional<String> name = text(map, "name");
    Optional<Role> role = text(map, "role").flatMap(Tokens::role);
    Optional<byte[]> digest = digest(map);
    Optional<Set<String>> environments = environments(map);
    if (name.isEmpty()) {
      problems.add(mistake(map.at(), "this token has no name"));
    } else if (role.isEmpty()) {
      problems.add(mistake(map.at(), "role is `viewer` or `operator`"));
    } else if (digest.isEmpty()) {
      problems.add(
          mistake(map.at(), "exactly one of `token` and `tokenSha256` (64 hex digits) is needed"));
    } else if (environments.isEmpty()) {
      problems.add(mistake(map.at(), "environments is a list of names, such as [dev]"));
    } else {
      Caller caller = new Caller(name.get(), role.get(), environments.get());
      return Optional.of(new Entry(caller, digest.get()));
    }
    return Optional.empty();
  }

  /** None written: all of them. An empty list would look like none, and mean the opposite. */
  private static Optional<Set<String>> environments(YamlNode.Mapping map) {
    Optional<YamlNode> written =
        Optional.ofNullable(map.entries().get("environments")).map(YamlNode.Entry::value);
    if (written.isEmpty()) {
      return Optional.of(Set.of());
    }
    Set<String> names = new LinkedHashSet<>();
    if (written.get() instanceof YamlNode.Sequence list) {
      for (YamlNode item : list.items()) {
        if (!(item instanceof YamlNode.Scalar name) || name.isNull()) {
          return Optional.empty();
        }
        names.add(name.text());
      }
    }
    return Optional.of(names).filter(some -> !some.isEmpty()).map(Set::copyOf);
  }

  private static Optional<Role> role(String word) {
    return switch (word) {
      case "viewer" -> Optional.of(Role.VIEWER);
      case "operator" -> Optional.of(Role.OPERATOR);
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> digest(YamlNode.Mapping map) {
    Optional<String> plain = text(map, "token").filter(token -> !token.isEmpty());
    Optional<String> hashed =
        text(map, "tokenSha256").filter(hex -> hex.matches("[0-9A-Fa-f]{64}"));
    if (map.entries().containsKey("token") == map.entries().containsKey("tokenSha256")) {
      return Optional.empty();
    }
    return plain.map(Tokens::sha256).or(() -> hashed.map(hex -> HexFormat.of().parseHex(hex)));
  }

  private static Optional<String> text(YamlNode.Mapping map, String key) {
    return Optional.ofNullable(map.entries().get(key))
        .filter(entry -> entry.value() instanceof YamlNode.Scalar scalar && !scalar.isNull())
        .map(entry -> ((YamlNode.Scalar) entry.value()).text());
  }

  private static Problem mistake(SourceSpan at, String message) {
    return new Problem("token-file", at, "", message);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
