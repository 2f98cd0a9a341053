package steadystate.resource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A resource as it lives in AWS.
 *
 * @param id whose it is by its tags, or which wished resource has its name
 * @param arn its ARN, or its id for what has none
 * @param model its state in the shape of its kind, canonical; the member {@code tags} holds every
 *     tag
 * @param attributes what others may refer to
 * @param createdAt when it was made, where AWS tells
 * @param notOurs fields that somebody else looks after now, and who: {@code desiredCount ->
 *     "autoscaling 2..6"}; they are shown and never compared
 * @param later fields whose change has to wait, and for what: {@code allocatedStorage -> "the next
 *     storage change is taken at 16:00"}; they are shown, and neither compared nor sent
 * @param news what people want to know of it although nothing is to do, such as that its last run
 *     failed; it is shown and keeps nothing from being steady
 */
public record Live(
    ResourceId id,
    String arn,
    Value.Entries model,
    Map<String, String> tags,
    Attributes attributes,
    Health health,
    Optional<Instant> createdAt,
    Map<String, String> notOurs,
    Map<String, String> later,
    Optional<String> news) {
  public Live {
    tags = Map.copyOf(tags);
    notOurs = Map.copyOf(notOurs);
    later = Map.copyOf(later);
  }

  public Live(
      ResourceId id,
      String arn,
      Value.Entries model,
      Map<String, String> tags,
      Attributes attributes,
      Health health,
      Optional<Instant> createdAt,
      Map<String, String> notOurs) {
    this(id, arn, model, tags, attributes, health, createdAt, notOurs, Map.of(), Optional.empty());
  }

  public Live(
      ResourceId id,
      String arn,
      Value.Entries model,
      Map<String, String> tags,
      Attributes attributes,
      Health health) {
    this(id, arn, model, tags, attributes, health, Optional.empty(), Map.of());
  }

  /** The same, in another form. */
  public Live model(Value.Entries other) {
    return new Live(id, arn, other, tags, attributes, health, createdAt, notOurs, later, news);
  }

  /** The same, with what its tags say. */
  public Live tags(Map<String, String> other) {
    return new Live(id, arn, model, other, attributes, health, createdAt, notOurs, later, news);
  }

  /** The same, found to be doing otherwise. */
  public Live health(Health other) {
    return new Live(id, arn, model, tags, attributes, other, createdAt, notOurs, later, news);
  }

  /** The same, with a field that somebody else looks after. */
  public Live notOurs(String path, String who) {
    Map<String, String> more = new java.util.HashMap<>(notOurs);
    more.put(path, who);
    return new Live(id, arn, model, tags, attributes, health, createdAt, more, later, news);
  }

  /** The same, with something to tell. */
  public Live news(String text) {
    return new Live(
        id, arn, model, tags, attributes, health, createdAt, notOurs, later, Optional.of(text));
  }

  /** The same, with a field whose change has to wait. */
  public Live later(String path, String reason) {
    Map<String, String> more = new java.util.HashMap<>(later);
    more.put(path, reason);
    return new Live(id, arn, model, tags, attributes, health, createdAt, notOurs, more, news);
  }

  /** Whether a difference here is not to be acted on now. */
  public boolean leavesAlone(FieldPath path) {
    return notOurs.keySet().stream().anyMatch(path::isWithin)
        || later.keySet().stream().anyMatch(path::isWithin);
  }
}
