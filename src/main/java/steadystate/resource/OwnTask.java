package steadystate.resource;

/**
 * The ECS task that this process runs in.
 *
 * @param cluster the name of its cluster
 * @param family the family of its task definition; it names the service, as services do not share
 *     families
 */
public record OwnTask(String cluster, String family) {

  /** Whether a living body is the service that started this task. */
  public boolean belongsTo(Live live) {
    return live.arn().contains(":service/" + cluster + "/")
        && live.model().text("family").filter(family::equals).isPresent();
  }
}
