package steadystate.kinds.instances;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.network.Ec2Tags;
import steadystate.kinds.network.Ec2Thing;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.Owner;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * A machine. Its disks hold what cannot be made again, so it is never replaced without an approval;
 * what AWS cannot change is refused.
 */
public final class InstanceKind extends Ec2Thing<Instance> {
  static final String NAME = "instance";

  /** What is done when it leaves the spec, for the day nobody writes it any more. */
  static final String ON_DELETE = Owner.PREFIX + "on-delete";

  private static final String ALIAS_IMAGE = "aliasImageId";

  public InstanceKind() {
    super(NAME, "instance");
  }

  @Override
  public Shape.Structure model() {
    return InstanceShape.model();
  }

  @Override
  public boolean stateful() {
    return true;
  }

  /** Terminated ones are shown for an hour and are nobody's matter. */
  @Override
  protected List<Instance> describe(Scope scope, Filter filter) {
    return scope
        .client(Ec2Client.class)
        .describeInstancesPaginator(
            DescribeInstancesRequest.builder()
                .filters(
                    filter,
                    filter(
                        "instance-state-name",
                        List.of("pending", "running", "stopping", "stopped", "shutting-down")))
                .build())
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  @Override
  protected String idOf(Instance instance) {
    return instance.instanceId();
  }

  @Override
  protected List<Tag> tagsOf(Instance instance) {
    return instance.tags();
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Observation seen = super.observe(scope, wanted);
    return new Observation(
        seen.found().stream().map(live -> besides(scope, live, wanted)).toList(), seen.unknown());
  }

  /** A newer image behind the alias is shown; only who follows it acts on it. */
  private static Live besides(Scope scope, Live live, List<Declared> wanted) {
    Optional<Value.Entries> wish =
        wanted.stream().filter(d -> d.id().equals(live.id())).findFirst().map(Declared::model);
    Optional<String> alias = wish.flatMap(model -> model.text(InstanceShape.ALIAS));
    if (alias.isEmpty()) {
      return live;
    }
    String newest = Images.newest(scope, alias.get());
    String running = live.model().text(InstanceShape.IMAGE).orElse("");
    Live told =
        new Live(
            live.id(),
            live.arn(),
            live.model(),
            live.tags(),
            live.attributes().with(ALIAS_IMAGE, newest),
            live.health(),
            live.createdAt(),
            live.notOurs());
    boolean follows = wish.get().flag(InstanceShape.FOLLOWS).orElse(false);
    return newest.equals(running) || follows
        ? told
        : told.notOurs(
            InstanceShape.IMAGE, alias.get() + " is " + newest + " now; " + running + " is kept");
  }

  @Override
  public boolean standsFor(Live live, Wish wish) {
    boolean follows = wish.model().flag(InstanceShape.FOLLOWS).orElse(false);
    return !follows
        || live.attributes()
            .get(ALIAS_IMAGE)
            .filter(newest -> !live.model().text(InstanceShape.IMAGE).orElse("").equals(newest))
            .isEmpty();
  }

  @Override
  protected Value.Entries modelOf(Scope scope, Instance instance, Optional<Declared> wish) {
    return new InstanceLook(scope, instance, wish).model();
  }

  @Override
  protected Health healthOf(Instance instance) {
    return switch (instance.state().nameAsString()) {
      case "running", "stopped" -> Health.READY;
      case "shutting-down", "terminated" -> new Health.Leaving("state shutting-down");
      default -> new Health.Settling("state " + instance.state().nameAsString());
    };
  }

  @Override
  protected Optional<Instant> createdAt(Instance instance) {
    // A start renews the launch time; the first disk was attached when the machine was made.
    return instance.blockDeviceMappings().stream()
        .filter(disk -> disk.ebs() != null && disk.ebs().attachTime() != null)
        .map(disk -> disk.ebs().attachTime())
        .min(Instant::compareTo)
        .or(() -> Optional.ofNullable(instance.launchTime()));
  }

  @Override
  protected Attributes attributesOf(Instance instance, Attributes usual) {
    Attributes all = usual;
    if (instance.privateIpAddress() != null) {
      all = all.with("privateIp", instance.privateIpAddress());
    }
    if (instance.publicIpAddress() != null) {
      all = all.with("publicIp", instance.publicIpAddress());
    }
    return all;
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String id = new Launch(scope, wish).run();
    return attributes(scope, id);
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    new InstanceChanges(scope, live, wish, changed).run();
  }

  @Override
  protected void remove(Scope scope, Live live) {
    String id = live.attributes().require("id");
    if (!"stop".equals(live.tags().get(ON_DELETE))) {
      terminate(scope, id);
      return;
    }
    String state = live.model().text(InstanceShape.STATE).orElse("");
    if (!state.equals("stopped")) {
      scope.client(Ec2Client.class).stopInstances(r -> r.instanceIds(id));
    }
    Set<String> ours = new TreeSet<>();
    live.tags().keySet().stream().filter(Owner::isOurKey).forEach(ours::add);
    Ec2Tags.change(scope, id, java.util.Map.of(), ours);
  }

  private static void terminate(Scope scope, String id) {
    try {
      scope.client(Ec2Client.class).terminateInstances(r -> r.instanceIds(id));
    } catch (FailureException e) {
      if (e.is("OperationNotPermitted")) {
        throw new FailureException(
            new Failure.Rejected(
                "TerminationProtected",
                id
                    + " is protected against termination; write disableApiTermination: false and"
                    + " apply that before it leaves the spec"),
            e);
      }
      throw e;
    }
  }

  @Override
  protected Set<String> goneCodes() {
    return Set.of("InvalidInstanceID.NotFound");
  }
}
