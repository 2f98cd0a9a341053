package steadystate.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.observe.AccountPlan;

/**
 * What AWS's free tier holds on a day, as data. Where it is not known which offer an account has,
 * only what every offer of that day that speaks of it allows is allowed.
 */
public final class FreeTierTerms {
  private static final String SHIPPED = "/freetier/aws.csv";

  private final List<Line> lines;

  private record Line(String offer, String service, String item, String value) {}

  private FreeTierTerms(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** The terms that come with this program. */
  public static FreeTierTerms shipped() {
    return Shipped.TERMS;
  }

  /** Read once, when first asked for. */
  private static final class Shipped {
    static final FreeTierTerms TERMS = load();

    private static FreeTierTerms load() {
      try (InputStream in =
          Objects.requireNonNull(FreeTierTerms.class.getResourceAsStream(SHIPPED), SHIPPED)) {
        return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Lines of {@code offer,service,item,value,date,source}; what starts with # is a remark. */
  public static FreeTierTerms read(String table) {
    return new FreeTierTerms(
        table
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .skip(1)
            .map(line -> line.split(",", 6))
            .map(cells -> new Line(cells[0], cells[1], cells[2], cells[3]))
            .toList());
  }

  /** The same with what had ended before a day left out. */
  public FreeTierTerms on(LocalDate day) {
    Set<String> ended =
        of("offer", "until")
            .filter(line -> LocalDate.parse(line.value()).isBefore(day))
            .map(Line::offer)
            .collect(Collectors.toSet());
    return new FreeTierTerms(lines.stream().filter(line -> !ended.contains(line.offer())).toList());
  }

  /**
   * The same with the offers that an account does not have left out. Where AWS does not tell, or
   * tells of one that has ended, all stay.
   */
  public FreeTierTerms of(AccountPlan account) {
    if (!(account instanceof AccountPlan.Told told) || told.offer() == AccountPlan.Offer.UNKNOWN) {
      return this;
    }
    String offer = told.offer() == AccountPlan.Offer.CREDITS ? "credits" : "12-months";
    List<Line> own = lines.stream().filter(line -> line.offer().equals(offer)).toList();
    return own.isEmpty() ? this : new FreeTierTerms(own);
  }

  /** Whether every offer that names such things has this one among them. */
  public boolean allows(String service, String item, String value) {
    Set<String> offers = of(service, item).map(Line::offer).collect(Collectors.toSet());
    Set<String> allowing =
        of(service, item)
            .filter(line -> line.value().equals(value))
            .map(Line::offer)
            .collect(Collectors.toSet());
    return !offers.isEmpty() && offers.equals(allowing);
  }

  /** The least that any offer gives of something counted. */
  public BigDecimal least(String service, String item) {
    return of(service, item)
        .map(line -> new BigDecimal(line.value()))
        .min(BigDecimal::compareTo)
        .orElse(BigDecimal.ZERO);
  }

  private Stream<Line> of(String service, String item) {
    return lines.stream()
        .filter(line -> line.service().equals(service) && line.item().equals(item));
  }
}
