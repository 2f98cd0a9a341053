package steadystate.reconcile.asked;

import steadystate.environment.Environment;
import steadystate.environment.Settings;

/** Where an environment was written to live. */
public record Place(String account, String region) {
  static Place of(Environment environment) {
    return new Place(environment.settings().account(), environment.settings().region());
  }

  public Settings settings() {
    return Settings.of(account, region);
  }
}
