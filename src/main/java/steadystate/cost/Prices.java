package steadystate.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A dated table of prices. What is not in it is unknown, never free. */
public final class Prices {
  private static final String SHIPPED = "/prices/aws.csv";
  private static final String HEADING = "region,item,usd,date,source";

  private final SortedMap<String, Price> byKey;

  private Prices(List<Price> prices) {
    this.byKey =
        prices.stream()
            .collect(
                Collectors.toMap(
                    price -> key(price.region(), price.item()),
                    Function.identity(),
                    (old, young) -> young,
                    TreeMap::new));
  }

  /** The table that comes with this program. */
  public static Prices shipped() {
    return Shipped.TABLE;
  }

  /** Read once, when first asked for. */
  private static final class Shipped {
    static final Prices TABLE = load();

    private static Prices load() {
      try (InputStream in =
          Objects.requireNonNull(Prices.class.getResourceAsStream(SHIPPED), SHIPPED)) {
        return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static Prices of(List<Price> prices) {
    return new Prices(prices);
  }

  /** Lines of {@code region,item,usd,date,source}; what starts with # is a remark. */
  public static Prices read(String table) {
    return new Prices(
        table
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.equals(HEADING))
            .map(Prices::line)
            .toList());
  }

  private static Price line(String text) {
    String[] cells = text.split(",", 5);
    return new Price(
        cells[0], cells[1], new BigDecimal(cells[2]), LocalDate.parse(cells[3]), cells[4]);
  }

  /** The form that {@link #read} takes. */
  public String write() {
    return Stream.concat(
            Stream.of(HEADING),
            byKey.values().stream()
                .map(price ->
                    String.join(
                        ",",
                        price.region(),
                        price.item(),
                        price.usd().toPlainString(),
                        price.date().toString(),
                        price.source())))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The same with these prices in place of older ones. */
  public Prices with(List<Price> younger) {
    return new Prices(Stream.concat(byKey.values().stream(), younger.stream()).toList());
  }

  public Optional<Price> of(String region, String item) {
    return Optional.ofNullable(byKey.get(key(region, item)));
  }

  /** What is priced in a region, by item. */
  public Map<String, Price> in(String region) {
    return byKey.values().stream()
        .filter(price -> price.region().equals(region))
        .collect(Collectors.toMap(Price::item, Function.identity(), (a, b) -> b, TreeMap::new));
  }

  /** The day of the oldest price of a region; empty where nothing is priced. */
  public Optional<LocalDate> oldest(String region) {
    return dates(region).min(Comparator.naturalOrder());
  }

  /** The day of the newest price of a region. */
  public Optional<LocalDate> newest(String region) {
    return dates(region).max(Comparator.naturalOrder());
  }

  private Stream<LocalDate> dates(String region) {
    return in(region).values().stream().map(Price::date);
  }

  private static String key(String region, String item) {
    return region + "/" + item;
  }
}
