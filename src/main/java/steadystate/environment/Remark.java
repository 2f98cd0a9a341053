package steadystate.environment;

import steadystate.resource.ResourceId;

/** What a reader of a plan must know about what the mode made of an entry. */
public record Remark(ResourceId resource, String message) {}
