package steadystate.kinds.ecs;

import java.util.function.UnaryOperator;
import steadystate.resource.Shape;

/**
 * Small changes to shapes that the SDK describes: it knows members, not what makes a list a set.
 */
public final class Reshaping {
  private Reshaping() {}

  public static Shape.Scalar text() {
    return Shape.Scalar.of(Shape.Type.TEXT);
  }

  /** Members that are sets of values without a name. */
  public static Shape.Structure sets(Shape.Structure shape, String... names) {
    Shape.Structure out = shape;
    for (String name : names) {
      out = out.change(name, m -> m.shape(Shape.ItemsOf.set(element(m.shape()))));
    }
    return out;
  }

  /** A member that is a set whose elements are known by some members. */
  public static Shape.Structure keyed(Shape.Structure shape, String name, String... by) {
    return shape.change(name, m -> m.shape(Shape.ItemsOf.keyed(element(m.shape()), by)));
  }

  /** A member that AWS holds as a list of names and values, and that people write as a map. */
  public static Shape.Structure pairs(
      Shape.Structure shape, String name, String key, String value) {
    return shape.change(
        name,
        m -> m.shape(Shape.EntriesOf.of(member(element(m.shape()), value)).pairs(key, value)));
  }

  /** A map whose values are hidden where the key looks secret. */
  public static Shape.Structure maskedMap(Shape.Structure shape, String name) {
    return shape.change(
        name,
        m ->
            m.shape() instanceof Shape.EntriesOf map
                ? m.shape(map.secretKeys(SecretNames::looksSecret))
                : m);
  }

  /** Changes the structure in a member, or in the elements of a list there. */
  public static Shape.Structure inside(
      Shape.Structure shape, String name, UnaryOperator<Shape.Structure> change) {
    return shape.change(name, m -> m.shape(inside(m.shape(), change)));
  }

  private static Shape inside(Shape shape, UnaryOperator<Shape.Structure> change) {
    return switch (shape) {
      case Shape.Structure structure -> change.apply(structure);
      case Shape.ItemsOf list ->
          new Shape.ItemsOf(inside(list.element(), change), list.order(), list.fewest());
      case Shape.EntriesOf map -> map;
      case Shape.Scalar scalar -> scalar;
      case Shape.Anything anything -> anything;
    };
  }

  /** Changes the scalar in a member, or the scalar elements of a list there. */
  public static Shape.Structure scalar(
      Shape.Structure shape, String name, UnaryOperator<Shape.Scalar> change) {
    return shape.change(name, m -> m.shape(scalar(m.shape(), change)));
  }

  private static Shape scalar(Shape shape, UnaryOperator<Shape.Scalar> change) {
    return switch (shape) {
      case Shape.Scalar scalar -> change.apply(scalar);
      case Shape.ItemsOf list ->
          new Shape.ItemsOf(scalar(list.element(), change), list.order(), list.fewest());
      case Shape.EntriesOf map -> map;
      case Shape.Structure structure -> structure;
      case Shape.Anything anything -> anything;
    };
  }

  public static Shape.Structure describe(Shape.Structure shape, String name, String description) {
    return shape.change(name, m -> m.describe(description));
  }

  private static Shape element(Shape shape) {
    return shape instanceof Shape.ItemsOf list ? list.element() : shape;
  }

  private static Shape member(Shape shape, String name) {
    return shape instanceof Shape.Structure structure
        ? structure.member(name).orElseThrow().shape()
        : shape;
  }
}
