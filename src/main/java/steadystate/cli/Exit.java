package steadystate.cli;

/** Exit codes; scripts rely on them. */
public final class Exit {
  /** Done, in sync, steady. */
  public static final int OK = 0;

  public static final int FAILED = 1;

  /** Something differs; only where a command says so. */
  public static final int DIFFERENCES = 2;

  /** A rule said no, or what was planned has moved since. */
  public static final int REFUSED = 3;

  /** Applied, and not steady within the time. */
  public static final int NOT_STEADY = 4;

  /** The command line itself is wrong; {@code EX_USAGE} of sysexits. */
  public static final int USAGE = 64;

  private Exit() {}

  /** The code of a run over several environments: a failure outweighs all. */
  static int worse(int one, int other) {
    return weight(one) >= weight(other) ? one : other;
  }

  private static int weight(int code) {
    return switch (code) {
      case OK -> 0;
      case DIFFERENCES -> 1;
      case NOT_STEADY -> 2;
      case REFUSED -> 3;
      default -> 4;
    };
  }
}
