package steadystate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import steadystate.aws.history.BucketArchive;
import steadystate.aws.table.SharedTable;
import steadystate.aws.table.TableLeases;
import steadystate.aws.table.TableNotebook;
import steadystate.cli.ServeSettings;
import steadystate.cli.Setting;
import steadystate.reconcile.Sharing;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.disk.FolderArchive;
import steadystate.reconcile.disk.FolderNotebook;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.lease.Clocks;
import steadystate.reconcile.lease.Lease;
import steadystate.reconcile.lease.LeaseStore;
import steadystate.reconcile.lease.Leases;
import steadystate.reconcile.lease.SharedLeases;
import steadystate.reconcile.lease.Terms;

/** What the settings say about sharing environments with other replicas. */
final class Replicas {
  private Replicas() {}

  static Sharing sharing(ServeSettings told, String installation) {
    Optional<String> name = told.text(Setting.LEASE_TABLE);
    return name.isPresent() ? sharing(told, installation, name.get()) : alone(told, installation);
  }

  private static Sharing alone(ServeSettings told, String installation) {
    return new Sharing(
        Leases.ALONE,
        told.file(Setting.STATE_DIR)
            .<Notebook>map(FolderNotebook::new)
            .orElseGet(Notebook::inMemory),
        archive(told, installation));
  }

  /** Any replica reads and writes a bucket; a folder is one process's own. */
  private static Archive archive(ServeSettings told, String installation) {
    return told.text(Setting.HISTORY_BUCKET)
        .<Archive>map(place -> BucketArchive.open(place, installation))
        .or(() -> told.file(Setting.STATE_DIR).map(FolderArchive::new))
        .orElseGet(Archive::inMemory);
  }

  private static Sharing sharing(ServeSettings told, String installation, String name) {
    Terms terms = told.time(Setting.LEASE_TIME).map(Terms::of).orElse(Terms.USUAL);
    SharedTable table = SharedTable.open(name, terms.renewDeadline().dividedBy(3));
    LeaseStore store = new TableLeases(table);
    RandomGenerator random = RandomGenerator.of("SecureRandom");
    String me = name();
    return new Sharing(
        new SharedLeases(
            environment ->
                new Lease(
                    key(installation, environment) + ":lease", me, terms, store, Clocks.OF_MACHINE),
            terms,
            random),
        new TableNotebook(table, environment -> key(installation, environment) + ":notes", random),
        archive(told, installation));
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
