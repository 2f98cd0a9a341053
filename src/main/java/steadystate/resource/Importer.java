package steadystate.resource;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadystate.resource.Value.Entries;

/** The way back of a {@link Section}: what lives in AWS, as entries that become it. Reads alone. */
public interface Importer {
  /** The key of the section, such as {@code services}. */
  String section();

  /** Everything that could be taken, whoever owns it. */
  List<Candidate> candidates(Scope scope, Reach reach);

  /**
   * What AWS, or this program, makes of a wish in which something is left out: the model with every
   * default that is known. Two forms of one outcome are the same, and the shorter one is written.
   */
  default Entries filled(ResourceId id, Entries model) {
    return model;
  }

  /** Members that are always written, also where they say what AWS does anyway. */
  default Set<String> kept() {
    return Set.of();
  }

  /** The members that come first in an entry, as people write them; the others follow. */
  default List<String> order() {
    return List.of();
  }

  /**
   * An entry that brings along by itself what had an entry of its own until now.
   *
   * @param kind of that other
   * @param model of that other
   */
  default Entries bringing(Entries entry, String kind, Entries model) {
    return entry;
  }

  /**
   * How far an import reaches.
   *
   * @param cluster the ECS cluster whose services are taken; empty for none
   * @param vpc the VPC whose inhabitants are taken; empty for any
   */
  record Reach(Optional<String> cluster, Optional<String> vpc) {}
}
