package steadystate.sandbox.rds;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;

/**
 * A parameter group.
 *
 * @param set what was set in it, by the parameter's name
 */
record RdsParameterGroup(DBParameterGroup shown, Map<String, String> set) {
  RdsParameterGroup {
    set = Map.copyOf(set);
  }

  RdsParameterGroup with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(set);
    all.putAll(more);
    return new RdsParameterGroup(shown, all);
  }

  RdsParameterGroup without(java.util.Collection<String> names) {
    Map<String, String> left = new LinkedHashMap<>(set);
    left.keySet().removeAll(names);
    return new RdsParameterGroup(shown, left);
  }
}
