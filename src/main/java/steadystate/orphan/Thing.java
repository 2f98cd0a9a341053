package steadystate.orphan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.ResourceId;

/**
 * Something as it was read.
 *
 * @param id AWS's id, by which it is deleted: {@code vol-…}, an ARN, a name
 * @param name what people call it; empty for none
 * @param createdAt where AWS tells
 * @param uses who uses it, in words: {@code attached to i-1}; empty for nobody
 * @param facts what its price hangs on, such as {@code type} and {@code gb}
 */
public record Thing(
    Sort sort,
    String id,
    String name,
    Optional<Instant> createdAt,
    Map<String, String> tags,
    List<String> uses,
    Map<String, String> facts) {
  public Thing {
    tags = Map.copyOf(tags);
    uses = List.copyOf(uses);
    facts = Map.copyOf(facts);
  }

  /** What it is called in reports and plans: no ARN, for those are long. */
  public ResourceId resource() {
    return new ResourceId(sort.word(), id.startsWith("arn:") ? name : id);
  }
}
