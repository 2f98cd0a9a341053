package steadystate.sandbox.iam;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * A role with what hangs on it.
 *
 * @param role as GetRole shows it, tags apart
 * @param inline documents by name, as they were sent
 * @param attached ARNs of managed policies
 */
record IamRole(Role role, Map<String, String> inline, Set<String> attached) {
  IamRole {
    inline = Map.copyOf(inline);
    attached = Set.copyOf(attached);
  }

  IamRole role(Role other) {
    return new IamRole(other, inline, attached);
  }

  IamRole with(String name, String document) {
    Map<String, String> more = new LinkedHashMap<>(inline);
    more.put(name, document);
    return new IamRole(role, more, attached);
  }

  IamRole without(String name) {
    Map<String, String> less = new LinkedHashMap<>(inline);
    less.remove(name);
    return new IamRole(role, less, attached);
  }

  IamRole attached(String arn, boolean on) {
    Set<String> other = new TreeSet<>(attached);
    boolean unused = on ? other.add(arn) : other.remove(arn);
    return new IamRole(role, inline, other);
  }

  boolean isBare() {
    return inline.isEmpty() && attached.isEmpty();
  }
}
