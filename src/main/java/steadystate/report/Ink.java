package steadystate.report;

/** Colours, chosen from the sixteen that every theme of a terminal keeps readable. */
public enum Ink {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  CREATE("32"),
  UPDATE("33"),
  DESTROY("31"),
  UNKNOWN("35"),
  REFUSED("1;31"),
  NAME("1;36");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** The text in this colour, or as it is where there are none. */
  public String on(Paper paper, String text) {
    return code.isEmpty() || text.isEmpty() || !paper.colour()
        ? text
        : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
