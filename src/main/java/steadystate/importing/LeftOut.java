package steadystate.importing;

/** Something that was seen and is not in the spec, and why. */
public record LeftOut(String section, String name, String reason) {}
