package steadystate.environment.reading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import steadystate.resource.Origin;
import steadystate.resource.Value;
import steadystate.yaml.YamlNode;

/** What scalars mean in YAML 1.2's core schema, and nothing beyond: {@code 22:22} is no number. */
final class CoreScalars {
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

  /** Digits of a number; more are a mistake, and costly to calculate with. */
  private static final int LONGEST = 40;

  private CoreScalars() {}

  /** A whole number. In quotes it is taken when it is written in plain decimal digits. */
  static Optional<BigInteger> integer(YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    if (DECIMAL.matcher(text).matches()) {
      return Optional.of(new BigInteger(text.startsWith("+") ? text.substring(1) : text));
    }
    if (scalar.plain() && OCTAL.matcher(text).matches()) {
      return Optional.of(new BigInteger(text.substring(2), 8));
    }
    if (scalar.plain() && HEXADECIMAL.matcher(text).matches()) {
      return Optional.of(new BigInteger(text.substring(2), 16));
    }
    return Optional.empty();
  }

  /** A number with or without a fraction. */
  static Optional<BigDecimal> decimal(YamlNode.Scalar scalar) {
    String text = scalar.text();
    if (text.length() <= LONGEST && FLOAT.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text));
    }
    return integer(scalar).map(BigDecimal::new);
  }

  /** True or false; quotes make text of it. */
  static Optional<Boolean> bool(YamlNode.Scalar scalar) {
    if (!scalar.plain()) {
      return Optional.empty();
    }
    return switch (scalar.text()) {
      case "true", "True", "TRUE" -> Optional.of(true);
      case "false", "False", "FALSE" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** What a scalar means where anything may stand. */
  static Value any(YamlNode.Scalar scalar, Origin origin) {
    if (scalar.plain()) {
      Optional<Boolean> flag = bool(scalar);
      if (flag.isPresent()) {
        return new Value.Flag(flag.get(), origin);
      }
      Optional<BigDecimal> number = decimal(scalar);
      if (number.isPresent()) {
        return new Value.Number(number.get(), origin);
      }
    }
    return new Value.Text(scalar.text(), origin);
  }
}
