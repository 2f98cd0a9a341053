package steadystate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What a running controller knows. */
@Command(name = "status", description = "What the running controller knows of its environments.")
final class StatusCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin Remote remote = new Remote();

  @Parameters(paramLabel = "ENV", arity = "0..1", description = "one environment, in full")
  Optional<String> environment = Optional.empty();

  StatusCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    String path = environment.map(name -> "/" + Segments.of(name)).orElse("");
    JsonNode answer = remote.get("/environments" + path);
    desk.print(new RemoteReport(answer, environment.isPresent() ? one(answer) : overview(answer)));
    return Exit.OK;
  }

  private static String overview(JsonNode list) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ENVIRONMENT", "MODE", "SYNC", "HEALTH", "READY", "REASON"));
    for (JsonNode item : list.path("items")) {
      rows.add(
          List.of(
              text(item, "name"),
              text(item, "mode"),
              text(item, "sync"),
              text(item, "health"),
              item.path("ready").asBoolean(false) ? "yes" : "no",
              text(item, "message").isEmpty() ? text(item, "reason") : text(item, "message")));
    }
    return Grid.of(rows);
  }

  private static String one(JsonNode status) {
    List<List<String>> conditions = new ArrayList<>();
    conditions.add(List.of("CONDITION", "STATUS", "REASON", "MESSAGE"));
    for (JsonNode one : status.path("conditions")) {
      conditions.add(
          List.of(
              text(one, "type"), text(one, "status"), text(one, "reason"), text(one, "message")));
    }
    List<List<String>> resources = new ArrayList<>();
    resources.add(List.of("RESOURCE", "SYNC", "HEALTH", "MESSAGE"));
    for (JsonNode one : status.path("resources")) {
      resources.add(
          List.of(text(one, "resource"), text(one, "status"), text(one, "health"), message(one)));
    }
    return Grid.of(facts(status)) + "\n" + Grid.of(conditions) + "\n" + Grid.of(resources);
  }

  private static String message(JsonNode resource) {
    String since = text(resource, "waitingSince");
    return text(resource, "message") + (since.isEmpty() ? "" : " (since " + since + ")");
  }

  private static List<List<String>> facts(JsonNode status) {
    List<List<String>> facts = new ArrayList<>();
    for (String name :
        List.of("name", "mode", "account", "region", "commit", "sync", "health", "fingerprint")) {
      if (!text(status, name).isEmpty()) {
        facts.add(List.of(name, text(status, name)));
      }
    }
    String hours = text(status.path("hours"), "words");
    if (!hours.isEmpty()) {
      facts.add(List.of("hours", hours));
    }
    for (String name : List.of("author", "subject")) {
      String words = text(status.path("commitDetails"), name);
      if (!words.isEmpty()) {
        facts.add(List.of(name, words));
      }
    }
    String source = text(status.path("source"), "message");
    if (!source.isEmpty()) {
      facts.add(List.of("source", source));
    }
    return facts;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
