package steadystate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What a running controller has done. */
@Command(
    name = "history",
    description = "What the running controller did to an environment, latest first.")
final class HistoryCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin Remote remote = new Remote();

  @Parameters(paramLabel = "ENV", description = "the environment")
  String environment = "";

  HistoryCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    JsonNode answer = remote.get("/environments/" + Segments.of(environment) + "/history");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("AT", "OUTCOME", "STEPS", "COMMIT", "AUTHOR", "SUBJECT", "REASON"));
    for (JsonNode item : answer.path("items")) {
      rows.add(
          List.of(
              item.path("at").asString(""),
              item.path("outcome").asString(""),
              String.valueOf(item.path("steps").size()),
              item.path("commit").asString(""),
              item.path("commitDetails").path("author").asString(""),
              item.path("commitDetails").path("subject").asString(""),
              item.path("reason").asString("")));
    }
    desk.print(new RemoteReport(answer, Grid.of(rows)));
    return Exit.OK;
  }
}
