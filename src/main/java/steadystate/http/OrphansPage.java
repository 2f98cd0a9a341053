package steadystate.http;

import java.util.ArrayList;
import java.util.List;
import steadystate.orphan.Orphan;
import steadystate.orphan.Orphans;
import steadystate.report.OrphanReport;

/** What nobody uses, as its page shows it. */
public record OrphansPage(List<Group> groups) {
  public OrphansPage {
    groups = List.copyOf(groups);
  }

  /**
   * One account and region.
   *
   * @param sum how many, and what they cost
   * @param unknown of which sorts nothing is known, and why
   */
  public record Group(String place, String at, String sum, List<Line> lines, List<String> unknown) {
    public Group {
      lines = List.copyOf(lines);
      unknown = List.copyOf(unknown);
    }
  }

  /** One thing. */
  public record Line(
      String resource, String name, String age, String money, String whose, String reason) {}

  static OrphansPage of(List<Orphans> all) {
    return new OrphansPage(all.stream().map(OrphansPage::group).toList());
  }

  private static Group group(Orphans orphans) {
    List<String> unknown = new ArrayList<>();
    orphans.unread().forEach((sort, message) -> unknown.add(sort.word() + ": " + message));
    return new Group(
        orphans.account() + " · " + orphans.region(),
        Card.time(orphans.at()),
        OrphanReport.sum(orphans.all()),
        orphans.all().stream().map(one -> line(one, orphans)).toList(),
        unknown);
  }

  private static Line line(Orphan one, Orphans orphans) {
    String key = one.thing().resource().key();
    return new Line(
        one.thing().resource().toString(),
        one.thing().name().equals(key) ? "" : one.thing().name(),
        OrphanReport.age(one.age(orphans.at())),
        OrphanReport.money(one.cost()),
        OrphanReport.whose(one),
        one.reason());
  }
}
