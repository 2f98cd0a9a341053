package steadystate.sandbox.discovery;

import software.amazon.awssdk.services.servicediscovery.model.Namespace;

/**
 * A namespace and how far it is.
 *
 * @param shown as GetNamespace shows it
 * @param there whether it has been made; lists leave it out before
 * @param leaving whether it is being deleted
 */
record Space(Namespace shown, boolean there, boolean leaving) {}
