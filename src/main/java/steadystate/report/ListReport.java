package steadystate.report;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Several results of the same kind, one after the other. */
public record ListReport(List<Report> items) implements Report {
  public ListReport {
    items = List.copyOf(items);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.document("List");
    ArrayNode array = json.putArray("items");
    items.forEach(item -> array.add(item.json()));
    return json;
  }

  @Override
  public String text(Paper paper) {
    return items.stream().map(item -> item.text(paper)).collect(Collectors.joining("\n\n"));
  }

  @Override
  public String markdown() {
    return items.stream().map(Report::markdown).collect(Collectors.joining("\n"));
  }
}
