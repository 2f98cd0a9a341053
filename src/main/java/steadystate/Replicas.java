package steadystate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import steadystate.aws.table.SharedTable;
import steadystate.aws.table.TableLeases;
import steadystate.cli.ServeSettings;
import steadystate.cli.Setting;
import steadystate.reconcile.Sharing;
import steadystate.reconcile.lease.Clocks;
import steadystate.reconcile.lease.Lease;
import steadystate.reconcile.lease.LeaseStore;
import steadystate.reconcile.lease.SharedLeases;
import steadystate.reconcile.lease.Terms;

/** What the settings say about sharing environments with other replicas. */
final class Replicas {
  private Replicas() {}

  static Sharing sharing(ServeSettings told, String installation) {
    Optional<String> table = told.text(Setting.LEASE_TABLE);
    if (table.isEmpty()) {
      return Sharing.nothing();
    }
    Terms terms = told.time(Setting.LEASE_TIME).map(Terms::of).orElse(Terms.USUAL);
    LeaseStore store =
        new TableLeases(SharedTable.open(table.get(), terms.renewDeadline().dividedBy(3)));
    String me = name();
    return new Sharing(
        new SharedLeases(
            environment ->
                new Lease(
                    key(installation, environment) + ":lease", me, terms, store, Clocks.OF_MACHINE),
            terms,
            RandomGenerator.of("SecureRandom")));
  }

  private static String key(String installation, String environment) {
    return "steadystate:" + installation + ":" + environment;
  }

  /** Another one for each process: host names and process ids come again in containers. */
  private static String name() {
    String random = HexFormat.of().formatHex(new SecureRandom().generateSeed(6));
    return host() + "-" + ProcessHandle.current().pid() + "-" + random;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "replica";
    }
  }
}
