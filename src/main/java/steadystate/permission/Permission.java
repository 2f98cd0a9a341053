package steadystate.permission;

import java.util.List;
import java.util.Optional;

/**
 * Actions that one kind needs on the same things.
 *
 * @param resources ARNs after the partition, with words in braces still open; a lone {@code *} for
 *     all
 * @param condition {@code requested}, {@code ours} or {@code for SERVICE}
 * @param actions what the program calls, in IAM's words
 * @param looked what AWS looks for besides, when one of the actions is called
 */
record Permission(
    List<String> resources, Optional<String> condition, List<String> actions, List<String> looked) {
  Permission {
    resources = List.copyOf(resources);
    actions = List.copyOf(actions);
    looked = List.copyOf(looked);
  }

  boolean everywhere() {
    return resources.equals(List.of("*"));
  }

  List<String> all() {
    return java.util.stream.Stream.concat(actions.stream(), looked.stream()).toList();
  }
}
