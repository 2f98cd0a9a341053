package steadystate.kinds.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.SdkTags;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/**
 * An IAM role with its policies, and the instance profile of its name where EC2 takes it.
 *
 * <p>All roles of the account come with their policies and tags in one paged call, so a pass costs
 * the same for one role and for two hundred, and a role of ours is found whatever its name is now.
 * Asking each role would be four calls and more for each, and the tagging API knows no roles.
 */
public final class RoleKind implements Kind {
  public static final String NAME = "role";

  /** The service whose machines take roles through profiles. */
  static final String EC2 = "ec2.amazonaws.com";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return RoleShape.MODEL;
  }

  @Override
  public Set<String> attributes() {
    return Set.of("arn", "name", "id", "instanceProfileArn", "instanceProfileName");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    RoleReads reads = new RoleReads(scope);
    List<Live> found = new ArrayList<>();
    Map<String, Role> described =
        wanted.stream().anyMatch(RoleReads::asksMore) ? reads.described() : Map.of();
    for (RoleDetail role : reads.all()) {
      Map<String, String> tags = RoleReads.tags(role.tags());
      Whose.id(scope, NAME, tags, wanted, w -> isNamed(w, role.roleName()))
          .map(
              id -> reads.live(id, role, Optional.ofNullable(described.get(role.roleName())), tags))
          .ifPresent(found::add);
    }
    return new Observation(found);
  }

  private static boolean isNamed(Declared declared, String name) {
    return declared.model().text(RoleShape.NAME).filter(name::equals).isPresent();
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = wish.text(RoleShape.NAME);
    CreateRoleRequest request =
        Pojo.fill(CreateRoleRequest.builder(), sent(wish.model()))
            .assumeRolePolicyDocument(document(wish.model(), RoleShape.TRUST))
            .tags(RoleReads.tags(wish.tags()))
            .build();
    Role made = judged(() -> scope.client(IamClient.class).createRole(request)).role();
    RolePolicies policies = new RolePolicies(scope, name);
    policies.set(Entries.EMPTY, wish.model(), Set.of(RoleShape.MANAGED, RoleShape.INLINE));
    if (wish.model().flag(RoleShape.PROFILE).orElse(false)) {
      policies.profile(wish);
    }
    return RoleReads.attributes(made.arn(), made.roleName(), made.roleId(), wish.model());
  }

  private static Entries sent(Entries model) {
    Entries out = model.without(RoleShape.TRUST, RoleShape.MANAGED, RoleShape.INLINE);
    for (String empty : List.of(RoleShape.DESCRIPTION, RoleShape.BOUNDARY)) {
      out = out.text(empty).filter(String::isEmpty).isPresent() ? out.without(empty) : out;
    }
    return out;
  }

  private static String document(Entries model, String member) {
    return PolicyDocument.json(model.get(member).orElse(Entries.EMPTY));
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    IamClient iam = scope.client(IamClient.class);
    String name = live.attributes().require("name");
    Set<String> members = new TreeSet<>(changed.stream().map(FieldPath::head).toList());
    if (members.contains(RoleShape.TRUST)) {
      String trust = document(wish.model(), RoleShape.TRUST);
      judged(() -> iam.updateAssumeRolePolicy(r -> r.roleName(name).policyDocument(trust)));
    }
    if (members.contains(RoleShape.DESCRIPTION) || members.contains(RoleShape.DURATION)) {
      describe(iam, name, live, wish);
    }
    if (members.contains(RoleShape.BOUNDARY)) {
      String boundary = wish.text(RoleShape.BOUNDARY);
      judged(() ->
          boundary.isEmpty()
              ? iam.deleteRolePermissionsBoundary(r -> r.roleName(name))
              : iam.putRolePermissionsBoundary(
                  r -> r.roleName(name).permissionsBoundary(boundary)));
    }
    RolePolicies policies = new RolePolicies(scope, name);
    policies.set(live.model(), wish.model(), members);
    if (members.contains(RoleShape.PROFILE)) {
      policies.profile(wish);
    }
  }

  /** One call sets both, and what is left out of it could fall back to a default. */
  private static void describe(IamClient iam, String name, Live live, Wish wish) {
    Optional<String> description =
        wish.model().text(RoleShape.DESCRIPTION).or(() -> live.model().text(RoleShape.DESCRIPTION));
    Optional<Integer> duration =
        wish.model().whole(RoleShape.DURATION).or(() -> live.model().whole(RoleShape.DURATION));
    judged(() ->
        iam.updateRole(r -> {
          r.roleName(name);
          description.ifPresent(r::description);
          duration.ifPresent(r::maxSessionDuration);
        }));
  }

  /** IAM deletes a role only when nothing hangs on it. */
  @Override
  public void delete(Scope scope, Live live) {
    String name = live.attributes().require("name");
    RolePolicies policies = new RolePolicies(scope, name);
    String profiles = live.attributes().get(RoleReads.PROFILES).orElse("");
    policies.leaveProfiles(profiles);
    boolean held = List.of(profiles.split(",")).contains(name);
    if (held
        || RolesSection.takenBy(live.model().get(RoleShape.TRUST).orElse(Entries.EMPTY), EC2)) {
      policies.deleteProfile(live.id(), held);
    }
    policies.set(live.model(), Entries.EMPTY, Set.of(RoleShape.MANAGED, RoleShape.INLINE));
    RolePolicies.gone(() -> scope.client(IamClient.class).deleteRole(r -> r.roleName(name)));
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    IamClient iam = scope.client(IamClient.class);
    String name = live.attributes().require("name");
    SdkTags.change(
        put,
        remove,
        () -> judged(() -> iam.tagRole(r -> r.roleName(name).tags(RoleReads.tags(put)))),
        () -> judged(() -> iam.untagRole(r -> r.roleName(name).tagKeys(remove))));
  }

  /** What IAM says while it catches up is no verdict on the spec. */
  static <T> T judged(java.util.function.Supplier<T> call) {
    try {
      return call.get();
    } catch (FailureException e) {
      boolean exists = e.is("EntityAlreadyExists", "EntityAlreadyExistsException");
      boolean catchingUp =
          e.is("ConcurrentModification", "EntityTemporarilyUnmodifiable")
              || String.valueOf(e.getMessage()).contains("Invalid principal in policy");
      if (exists || catchingUp) {
        // Ours from a lost answer, a stranger's, or a principal that IAM does not know yet.
        throw new FailureException(
            new Failure.Busy(e.failure().code(), e.getMessage() + "; looking again"), e);
      }
      throw e;
    }
  }
}
