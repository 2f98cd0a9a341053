package steadystate.http;

import java.util.List;
import java.util.Optional;

/**
 * All environments, as the first page shows them.
 *
 * @param trouble why the source says nothing
 * @param problems mistakes in what belongs to no environment
 * @param orphans whether there is a page of what nobody uses
 */
public record OverviewPage(
    List<Card> cards,
    List<EnvironmentPage.EventLine> events,
    Optional<String> trouble,
    List<String> problems,
    boolean orphans) {
  public OverviewPage {
    cards = List.copyOf(cards);
    events = List.copyOf(events);
    problems = List.copyOf(problems);
  }

  /** {@code 2 environments · 1 drifted}. */
  public String summary() {
    long different = cards.stream().filter(card -> !card.sync().tone().equals("good")).count();
    String all = cards.size() + (cards.size() == 1 ? " environment" : " environments");
    return different == 0 ? all + ", all in sync" : all + ", " + different + " not in sync";
  }
}
