package steadystate.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How amounts are written. */
public final class Amounts {
  private Amounts() {}

  /** To the cent. */
  public static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  /** {@code $18.40}. */
  public static String dollars(BigDecimal amount) {
    return (amount.signum() < 0 ? "-$" : "$") + cents(amount.abs()).toPlainString();
  }

  /** At most two digits behind the point. */
  public static BigDecimal quantity(BigDecimal number) {
    BigDecimal rounded = number.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  /** At most one digit behind the point, none where it is 0. */
  static String plain(BigDecimal number) {
    return number.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
