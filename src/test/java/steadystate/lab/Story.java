package steadystate.lab;

import java.util.function.Consumer;
import steadystate.reconcile.pass.Receipt;

/**
 * A beginning and a wish: what lives before, and the YAML that an apply then follows.
 *
 * @param name for messages
 * @param beginning brings the lab to where the story starts
 * @param wish the YAML of one environment
 * @param approved whether a person approves each plan as it is shown
 */
public record Story(String name, Consumer<Lab> beginning, String wish, boolean approved) {
  public Story(String name, Consumer<Lab> beginning, String wish) {
    this(name, beginning, wish, false);
  }

  /** From an empty account to the wish. */
  public static Story fromNothing(String name, String wish) {
    return new Story(name, lab -> {}, wish);
  }

  /** From one wish to another. */
  public static Story change(String name, String before, String after) {
    return new Story(name, lab -> lab.apply(before), after);
  }

  /** The same where something leaves that goes only with an approval. */
  public static Story departure(String name, String before, String after) {
    return new Story(name, lab -> lab.apply(before), after, true);
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

  /** Follows the wish once. */
  public Receipt apply(Lab lab) {
    if (approved) {
      lab.approve(wish);
    }
    return lab.apply(wish);
  }

  @Override
  public String toString() {
    return name;
  }
}
