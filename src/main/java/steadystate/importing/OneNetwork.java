package steadystate.importing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import steadystate.importing.Selection.Seen;

/** An environment stands in one network: the VPC in which most of what is taken stands. */
final class OneNetwork {
  private static final String NETWORK = "network";

  private OneNetwork() {}

  static List<Seen> of(List<Seen> taken) {
    Optional<Seen> most =
        taken.stream()
            .filter(OneNetwork::isNetwork)
            .max(Comparator.comparingLong(network -> inhabitants(network, taken)));
    return taken.stream()
        .filter(seen -> !isNetwork(seen) || most.filter(seen::equals).isPresent())
        .toList();
  }

  private static boolean isNetwork(Seen seen) {
    return seen.importer().section().equals(NETWORK);
  }

  private static long inhabitants(Seen network, List<Seen> taken) {
    return taken.stream()
        .filter(seen -> seen.candidate().home().equals(network.candidate().home()))
        .count();
  }
}
