package steadystate.plan;

import steadystate.resource.ResourceId;

/** A resource about which AWS did not answer: nothing is done about it. */
public record Unknown(ResourceId resource, String message) {}
