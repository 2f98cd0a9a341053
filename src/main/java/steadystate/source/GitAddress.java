package steadystate.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/**
 * Where a repository is. Only forms that cannot run a program are known: https, ssh, and a path on
 * this machine. A password never stands in it.
 *
 * @param scheme {@code https}, {@code http} (to this machine alone), {@code ssh} or {@code file}
 * @param url as Git takes it, without a password
 * @param host empty for a path on this machine
 * @param path of the repository there
 */
public record GitAddress(String scheme, String url, String host, String path) {
  private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*");
  private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
  private static final Pattern SCP =
      Pattern.compile("\\w[\\w.-]*@([A-Za-z0-9][A-Za-z0-9.-]*):([^-:].*)");
  private static final Pattern USER = Pattern.compile("\\w[\\w.-]*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9a-f:]+]");
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * @throws FailureException when it is none of these forms; its words never repeat a password
   */
  public static GitAddress parse(String text) {
    if (text.startsWith("-") || text.codePoints().anyMatch(GitAddress::isOdd)) {
      throw wrong("this is no address of a repository");
    }
    if (HELPER.matcher(text).matches()) {
      throw wrong("an address of the form helper::address would run a program");
    }
    Matcher withScheme = WITH_SCHEME.matcher(text);
    if (withScheme.matches()) {
      return withScheme(withScheme.group(1).toLowerCase(Locale.ROOT), text);
    }
    if (text.startsWith("/") || text.startsWith("./") || text.startsWith("../")) {
      return local(Path.of(text));
    }
    Matcher scp = SCP.matcher(text);
    if (scp.matches()) {
      return new GitAddress("ssh", text, scp.group(1).toLowerCase(Locale.ROOT), scp.group(2));
    }
    throw wrong(
        "the address is none of https://HOST/PATH, ssh://USER@HOST/PATH, USER@HOST:PATH and a"
            + " path that begins with / or ./");
  }

  private static boolean isOdd(int letter) {
    return Character.isWhitespace(letter) || Character.isISOControl(letter) || letter == '\\';
  }

  private static GitAddress withScheme(String scheme, String text) {
    URI uri = uri(text);
    String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!bare || path.length() < 2 || path.startsWith("/-")) {
      throw wrong("this is no address of a repository");
    }
    return switch (scheme) {
      case "https", "http" -> {
        if (uri.getRawUserInfo() != null) {
          throw wrong("leave user and password out of the address; say gitUser and gitToken");
        }
        checkHost(host);
        if (scheme.equals("http") && !THIS_MACHINE.contains(host)) {
          throw wrong("http is not encrypted; use https");
        }
        yield new GitAddress(scheme, text, host, path);
      }
      case "ssh" -> {
        String user = Optional.ofNullable(uri.getRawUserInfo()).orElse("git");
        if (!USER.matcher(user).matches()) {
          throw wrong("an ssh address has a user and no password");
        }
        checkHost(host);
        yield new GitAddress(scheme, text, host, path);
      }
      case "file" -> {
        if (uri.getRawAuthority() != null) {
          throw wrong("a file address has no host: file:///PATH");
        }
        yield local(Path.of(uri.getPath()));
      }
      default -> throw wrong("the scheme is none of https, ssh and file");
    };
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException wrong) {
      throw wrong("this is no address of a repository");
    }
  }

  private static void checkHost(String host) {
    if (!HOST.matcher(host).matches()) {
      throw wrong("the address names no host");
    }
  }

  private static GitAddress local(Path path) {
    String absolute = path.toAbsolutePath().normalize().toString();
    if (absolute.equals("/")) {
      throw wrong("this is no address of a repository");
    }
    return new GitAddress("file", absolute, "", absolute);
  }

  public boolean isLocal() {
    return scheme.equals("file");
  }

  /**
   * Whether another address, as GitHub writes it, names the same repository. A path on this machine
   * has no name that GitHub could know, so none is told apart from it.
   */
  public boolean isSame(String other) {
    if (isLocal()) {
      return true;
    }
    try {
      GitAddress that = parse(other.replaceFirst("^git://", "ssh://"));
      return host.equals(that.host) && name(path).equals(name(that.path));
    } catch (FailureException noAddress) {
      return false;
    }
  }

  private static String name(String path) {
    return path.replaceFirst("^/+", "")
        .replaceFirst("/+$", "")
        .replaceFirst("\\.git$", "")
        .toLowerCase(Locale.ROOT);
  }

  private static FailureException wrong(String message) {
    return new FailureException(new Failure.Rejected("git", message));
  }

  /** Nothing in it is secret. */
  @Override
  public String toString() {
    return url;
  }
}
