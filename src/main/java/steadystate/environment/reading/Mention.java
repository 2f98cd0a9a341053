package steadystate.environment.reading;

import java.util.Optional;
import steadystate.resource.ResourceId;
import steadystate.yaml.SourceSpan;

/**
 * A place in the spec that names a resource.
 *
 * @param attribute what is asked of it; empty when it is only named
 */
record Mention(ResourceId resource, Optional<String> attribute, SourceSpan at, String path) {}
