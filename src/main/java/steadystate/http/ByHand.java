package steadystate.http;

import java.util.List;

/** Changes to AWS behind the controller's back, so that one sees drift appear and heal. */
public interface ByHand {
  /** What can be done at present. */
  List<Deed> deeds();

  /**
   * Does it.
   *
   * @throws IllegalArgumentException when there is no such deed now
   */
  void carryOut(String id);

  /**
   * One change that a person could make in the console.
   *
   * @param id of letters, digits, dots and dashes
   * @param environment whose resource it touches
   * @param title such as {@code Open port 22 to the world}
   * @param what what it touches, such as {@code securityGroup/api}
   */
  record Deed(String id, String environment, String title, String what) {}
}
