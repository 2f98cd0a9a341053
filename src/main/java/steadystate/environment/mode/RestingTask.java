package steadystate.environment.mode;

import steadystate.resource.Because;
import steadystate.resource.Value;

/** A scheduled task in the mode cost-save: outside the awake hours its schedule is off. */
final class RestingTask {
  private static final String STATE = "state";
  private static final Value OFF = Value.text("DISABLED");

  private RestingTask() {}

  static Value.Entries of(Value.Entries entry, boolean asleep, ByMode byMode) {
    if (!asleep || entry.get(STATE).filter(OFF::equals).isPresent()) {
      return entry;
    }
    return entry.with(
        STATE,
        OFF.from(
            byMode.insteadOf(entry.get(STATE)).because(Because.MODE, ByMode.REASON + ", asleep")));
  }
}
