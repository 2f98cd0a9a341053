package steadystate.kinds;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.balancing.Elb;
import steadystate.kinds.balancing.ElbReads;
import steadystate.resource.Live;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * Makes what has a name that AWS gives once. A name that another body of ours still holds is passed
 * over for one beside it; a name that is somebody else's is never taken.
 *
 * <p>AWS answers an equal create with what stands already and says nothing of it, so the tags of
 * the answer are read back before it counts as ours.
 */
public final class NameTaken {
  private NameTaken() {}

  /** The calls that know names. */
  public interface Named {
    /** Makes it, and returns its ARN. */
    public String create(String name);

    /** The ARN of what has the name. */
    Optional<String> holder(String name);
  }

  /**
   * Makes it under the wished name, or under the first free one beside it.
   *
   * @param identities what makes this body different from those it may stand beside
   */
  public static String create(
      Scope scope, Wish wish, List<Live> replaced, List<Value> identities, Named named) {
    for (String name : names(wish.text("name"), replaced, identities)) {
      String arn = tried(name, named);
      Map<String, String> tags = Elb.tags(scope, List.of(arn)).getOrDefault(arn, Map.of());
      if (ElbReads.isOf(scope, wish, tags)) {
        return arn;
      }
      if (!ElbReads.isOurs(scope, tags)) {
        throw new FailureException(
            new Failure.Rejected(
                "NameTaken", name + " is the name of " + arn + ", which is not ours"));
      }
    }
    throw new FailureException(
        new Failure.Busy(
            "NameTaken",
            "every name for " + wish.id() + " is taken; what holds it shows at the next look"));
  }

  /** The ARN of what has the name now: the new body, or who held it before. */
  private static String tried(String name, Named named) {
    try {
      return named.create(name);
    } catch (FailureException e) {
      if (!e.is("DuplicateLoadBalancerName", "DuplicateTargetGroupName")) {
        throw e;
      }
      return named.holder(name).orElseThrow(() -> Elb.busy(e, "who holds it cannot be seen yet"));
    }
  }

  /** The wished name and those beside it, without the ones that old bodies hold. */
  private static Set<String> names(String wished, List<Live> replaced, List<Value> identities) {
    List<String> names = new ArrayList<>();
    names.add(wished);
    identities.forEach(identity -> names.add(BoundedName.beside(wished, identity)));
    for (Live old : replaced) {
      old.attributes().get("name").ifPresent(names::remove);
    }
    return new LinkedHashSet<>(names);
  }
}
