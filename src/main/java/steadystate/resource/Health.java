package steadystate.resource;

/** How a living resource is doing, apart from whether it is what was wished. */
public sealed interface Health {
  Health READY = new Ready();

  /** How the reason begins when AWS itself went back to what ran before. */
  String ROLLED_BACK = "rolled back";

  /** What a person should know of it. */
  String reason();

  /** Does its work. */
  record Ready() implements Health {
    @Override
    public String reason() {
      return "ready";
    }
  }

  /** On its way, such as a deployment that rolls; look again. */
  record Settling(String reason) implements Health {}

  /** Will not get better by waiting. */
  record Broken(String reason) implements Health {}

  /** Stands still until a person does something elsewhere; looking again does not help. */
  record Awaiting(String reason) implements Health {}

  /** Being deleted; its name is still taken. */
  record Leaving(String reason) implements Health {}
}
