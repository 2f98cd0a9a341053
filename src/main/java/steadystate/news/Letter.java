package steadystate.news;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** News in the form in which they are sent: Slack reads {@code text}, programs read the rest. */
final class Letter {
  private static final int LONGEST = 1_000;

  private Letter() {}

  static String of(News news, Destination to) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("text", text(news));
    if (!to.isSlack()) {
      json.put("apiVersion", "steadystate/v1")
          .put("kind", "Notification")
          .put("environment", news.environment())
          .put("event", news.event())
          .put("reason", news.reason())
          .put("message", shortened(news.message()))
          .put("at", news.at().toString());
      news.commit()
          .ifPresent(commit ->
              json.putObject("commit")
                  .put("id", commit.id())
                  .put("author", commit.author())
                  .put("subject", commit.subject()));
    }
    return json.toString();
  }

  /** In a chat the words of strangers make no links and call nobody. */
  private static String text(News news) {
    String commit = news.commit().map(one -> " (" + one.words() + ")").orElse("");
    return (news.environment() + " " + news.event() + ": " + shortened(news.message()) + commit)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
