package steadystate.lab;

import java.util.function.Consumer;

/**
 * A beginning and a wish: what lives before, and the YAML that an apply then follows.
 *
 * @param name for messages
 * @param beginning brings the lab to where the story starts
 * @param wish the YAML of one environment
 */
public record Story(String name, Consumer<Lab> beginning, String wish) {
  /** From an empty account to the wish. */
  public static Story fromNothing(String name, String wish) {
    return new Story(name, lab -> {}, wish);
  }

  /** From one wish to another. */
  public static Story change(String name, String before, String after) {
    return new Story(name, lab -> lab.apply(before), after);
  }

  /** From a wish that was applied and then spoiled by hand, back to it. */
  public static Story healing(String name, String wish, Consumer<Lab> byHand) {
    return new Story(
        name,
        lab -> {
          lab.apply(wish);
          byHand.accept(lab);
        },
        wish);
  }

  public void begin(Lab lab) {
    beginning.accept(lab);
  }

  @Override
  public String toString() {
    return name;
  }
}
