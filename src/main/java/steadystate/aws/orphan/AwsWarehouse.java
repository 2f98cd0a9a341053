package steadystate.aws.orphan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;
import steadystate.orphan.Sort;
import steadystate.orphan.Stock;
import steadystate.orphan.Thing;
import steadystate.orphan.Warehouse;

/** Accounts on AWS. */
public final class AwsWarehouse implements Warehouse {
  private final Surroundings surroundings;

  public AwsWarehouse(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Stock read(Place place, Set<Sort> sorts) {
    String actual = surroundings.callerAccount(place.region());
    if (!actual.equals(place.account())) {
      throw new FailureException(
          new Failure.Rejected(
              "WrongAccount",
              "the credentials belong to account "
                  + actual
                  + ", and not to "
                  + place.account()
                  + "; nothing was read or written"));
    }
    Reads reads = new Reads(surroundings, place.region());
    List<Thing> things = new ArrayList<>();
    Map<Sort, String> unread = new TreeMap<>();
    for (Sort sort : new java.util.TreeSet<>(sorts)) {
      try {
        things.addAll(read(reads, sort));
      } catch (FailureException failed) {
        unread.put(sort, failed.failure().message());
      }
    }
    return new Stock(
        place.account(), place.region(), surroundings.clock().instant(), things, unread);
  }

  private static List<Thing> read(Reads reads, Sort sort) {
    return switch (sort) {
      case ELASTIC_IP -> new NetworkThings(reads).addresses();
      case NETWORK_INTERFACE -> new NetworkThings(reads).interfaces();
      case NAT_GATEWAY -> new NetworkThings(reads).natGateways();
      case SECURITY_GROUP -> new NetworkThings(reads).groups(worn(reads));
      case VOLUME -> new DiskThings(reads).volumes();
      case SNAPSHOT -> new DiskThings(reads).snapshots();
      case TARGET_GROUP ->
          new BalancingThings(reads).targetGroups(new WorkThings(reads).servedGroups());
      case LOAD_BALANCER ->
          new BalancingThings(reads).idleBalancers(new WorkThings(reads).servedGroups());
      case DB_SNAPSHOT -> new DatabaseThings(reads).snapshots();
      case TASK_DEFINITION -> new WorkThings(reads).oldRevisions();
      case LOG_GROUP -> new LogThings(reads).groups();
    };
  }

  private static Set<String> worn(Reads reads) {
    Set<String> ids = new HashSet<>(new WorkThings(reads).wornGroups());
    ids.addAll(new DatabaseThings(reads).wornGroups());
    new BalancingThings(reads).balancers().forEach(one -> ids.addAll(one.securityGroups()));
    return ids;
  }

  @Override
  public void delete(Place place, Thing thing) {
    new Deletion(surroundings, place.region()).of(thing);
  }
}
