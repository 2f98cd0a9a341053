package steadystate.drift;

import java.util.Optional;
import steadystate.resource.Value;

/** One side of a difference, as it may be shown. A secret never gets further than this type. */
public sealed interface Shown {
  /** Nothing is there. */
  record Absent() implements Shown {
    @Override
    public String toString() {
      return "(absent)";
    }
  }

  /** A value; {@code label} is its readable name when AWS's own is an id. */
  record Plain(Value value, Optional<String> label) implements Shown {
    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** A value that must not be shown. */
  record Masked() implements Shown {
    @Override
    public String toString() {
      return "(sensitive)";
    }
  }

  /** A value that AWS gives when a resource is made. */
  record KnownAfter(String template) implements Shown {
    @Override
    public String toString() {
      return "(known after apply: " + template + ")";
    }
  }
}
