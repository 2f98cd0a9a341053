package steadystate.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steadystate.orphan.Orphan;
import steadystate.orphan.Orphans;

/** What nobody uses, for people: what it is, why it is one, what it costs and whose it is. */
final class OrphanText {
  private final Orphans orphans;
  private final Paper paper;
  private final Lines lines;
  private final StringBuilder out = new StringBuilder();

  OrphanText(Orphans orphans, Paper paper) {
    this.orphans = orphans;
    this.paper = paper;
    List<String> names = new ArrayList<>();
    orphans.all().forEach(one -> names.add(one.thing().resource().toString()));
    orphans.unread().keySet().forEach(sort -> names.add(sort.word()));
    this.lines = new Lines(paper, names);
  }

  static String heading(String title, String account, String region, Paper paper) {
    return title + " " + Ink.BOLD.on(paper, account) + Ink.DIM.on(paper, " · " + region) + "\n";
  }

  String write() {
    out.append(heading("Orphans of", orphans.account(), orphans.region(), paper));
    orphans.all().forEach(one -> open(lines, out, Ink.UPDATE, one, orphans.at()));
    orphans
        .unread()
        .forEach(
            (sort, message) -> lines.open(out, "?", Ink.UNKNOWN, sort.word(), "unknown", message));
    out.append('\n').append(Ink.BOLD.on(paper, "Orphans:")).append(' ');
    out.append(OrphanReport.sum(orphans.all()));
    if (!orphans.unread().isEmpty()) {
      out.append("; unknown: ").append(Words.count(orphans.unread().size(), "kind"));
    }
    return out.append('\n').toString();
  }

  static void open(Lines lines, StringBuilder out, Ink ink, Orphan one, Instant now) {
    String name = one.thing().name();
    boolean named = !name.isEmpty() && !one.thing().resource().key().equals(name);
    lines.open(
        out,
        "-",
        ink,
        one.thing().resource().toString(),
        OrphanReport.money(one.cost()),
        one.reason());
    lines.remark(
        out,
        (named ? name + " · " : "")
            + OrphanReport.age(one.age(now))
            + " · "
            + OrphanReport.whose(one));
  }
}
