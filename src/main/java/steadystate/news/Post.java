package steadystate.news;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries letters, in order for each destination, and tries a few times. */
final class Post {
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);

  private final Lanes lanes = new Lanes();
  private final Reach reach;
  private final Tries tries;

  Post(Reach reach, Tries tries) {
    this.reach = reach;
    this.tries = tries;
  }

  /**
   * @param url holds a secret often: it is not logged
   */
  void send(String url, News news) {
    Optional<Destination> to = Destination.parse(url);
    if (to.isEmpty()) {
      tell(news, "", "the url is no address of the web");
    } else if (!lanes.add(url, () -> carry(to.get(), news))) {
      tell(news, to.get().host(), "too much is waiting to be sent there");
    }
  }

  private void carry(Destination to, News news) {
    String body = Letter.of(news, to);
    tries
        .until(() -> attempt(to, body), Post::mayPass)
        .ifPresent(why -> tell(news, to.host(), why));
  }

  /** Why it was not taken. */
  private Optional<String> attempt(Destination to, String body) {
    try {
      InetAddress address = reach.address(to);
      int status = Wire.post(to, address, body);
      return status >= 200 && status < 300 ? Optional.empty() : Optional.of("status " + status);
    } catch (Reach.Refused refused) {
      return Optional.of("refused: " + refused.getMessage());
    } catch (IOException failure) {
      return Optional.of(failure.getClass().getSimpleName());
    }
  }

  private static boolean mayPass(String trouble) {
    return !trouble.startsWith("refused")
        && (!trouble.startsWith("status") || trouble.matches("status (408|425|429|5..)"));
  }

  private static void tell(News news, String host, String why) {
    LOG.atWarn()
        .addKeyValue("environment", news.environment())
        .addKeyValue("event", news.event())
        .addKeyValue("host", host)
        .addKeyValue("reason", why)
        .log("a notification was not taken");
  }
}
