package steadystate;

import java.util.Objects;

/** The entrance: the only class that knows every room. */
public final class Main {

  private Main() {}

  /** Starts the program. */
  public static void main(String[] arguments) {
    System.out.println("steadystate " + version());
  }

  /** The version this jar was built as; {@code development} when run from loose classes. */
  static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }
}
