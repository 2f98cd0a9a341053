package steadystate.resource;

import java.util.Optional;

/**
 * One member of a structure.
 *
 * @param description one sentence for the schema and the documentation; may be empty
 * @param required whether the spec must write it
 * @param compared when the member is compared at all
 * @param onChange what a difference leads to
 * @param secret whether its value must never be shown
 * @param deferred whether it is set only after every resource of the wave exists: security groups
 *     that name each other get their rules this way
 */
public record Member(
    Shape shape,
    String description,
    boolean required,
    Compared compared,
    OnChange onChange,
    boolean secret,
    boolean deferred) {

  /** When a member takes part in the comparison. */
  public sealed interface Compared {
    /** Only when somebody wrote it: absent means not managed. */
    record WhenWritten() implements Compared {}

    /** Always; absent means this value, or nothing when empty. */
    record Always(Optional<Value> otherwise) implements Compared {}

    /** Never: it guides creation, or this program. */
    record Never() implements Compared {}
  }

  /** What a difference leads to. */
  public enum OnChange {
    /** A call changes it in place. */
    UPDATE,
    /** A new resource takes the place of the old one. */
    REPLACE,
    /** AWS cannot change it and a replacement would be too dangerous: a person has to decide. */
    REFUSE,
    /** A tag call changes it, nothing else. */
    RETAG
  }

  public static Member of(Shape shape, String description) {
    return new Member(
        shape, description, false, new Compared.WhenWritten(), OnChange.UPDATE, false, false);
  }

  public static Member of(Shape shape) {
    return of(shape, "");
  }

  public Member shape(Shape other) {
    return new Member(other, description, required, compared, onChange, secret, deferred);
  }

  public Member describe(String text) {
    return new Member(shape, text, required, compared, onChange, secret, deferred);
  }

  public Member needed() {
    return new Member(shape, description, true, compared, onChange, secret, deferred);
  }

  public Member optional() {
    return new Member(shape, description, false, compared, onChange, secret, deferred);
  }

  public Member compared(Compared when) {
    return new Member(shape, description, required, when, onChange, secret, deferred);
  }

  /** Always compared; absent means {@code value}. */
  public Member otherwise(Value value) {
    return compared(new Compared.Always(Optional.of(value)));
  }

  /** Always compared; absent means nothing. */
  public Member always() {
    return compared(new Compared.Always(Optional.empty()));
  }

  public Member never() {
    return compared(new Compared.Never());
  }

  public Member onChange(OnChange change) {
    return new Member(shape, description, required, compared, change, secret, deferred);
  }

  /** A difference makes a new resource. */
  public Member replaces() {
    return onChange(OnChange.REPLACE);
  }

  /** A difference is refused. */
  public Member refuses() {
    return onChange(OnChange.REFUSE);
  }

  public Member hidden() {
    return new Member(shape, description, required, compared, onChange, true, deferred);
  }

  public Member later() {
    return new Member(shape, description, required, compared, onChange, secret, true);
  }
}
