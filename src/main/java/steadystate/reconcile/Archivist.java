package steadystate.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.failure.FailureException;
import tools.jackson.databind.node.ObjectNode;

/** Puts passes that wrote into the archive; an archive in trouble never delays a pass. */
final class Archivist {
  private static final Logger LOG = LoggerFactory.getLogger(Archivist.class);

  private final Archive archive;
  private final Archive ofThisProcess = Archive.inMemory();
  private final Map<String, Long> kept = new ConcurrentHashMap<>();

  Archivist(Archive archive) {
    this.archive = archive;
  }

  /** Keeps the last write of an environment, once. */
  void keep(Watched one) {
    Optional<HistoryEntry> last = one.lastWrite();
    if (last.isEmpty() || last.get().id() == kept.getOrDefault(one.name, 0L)) {
      return;
    }
    kept.put(one.name, last.get().id());
    ObjectNode entry = HistoryJson.of(one.spec(), last.get());
    ofThisProcess.add(one.name, entry);
    try {
      archive.add(one.name, entry);
    } catch (FailureException notKept) {
      tell(one.name, notKept, "a pass could not be kept in the history");
    }
  }

  /** Where the archive does not answer, what this process did. */
  List<ObjectNode> latest(String environment) {
    try {
      return archive.latest(environment);
    } catch (FailureException unreadable) {
      tell(environment, unreadable, "the history cannot be read");
      return ofThisProcess.latest(environment);
    }
  }

  private static void tell(String environment, FailureException why, String what) {
    LOG.atWarn()
        .addKeyValue("environment", environment)
        .addKeyValue("code", why.failure().code())
        .log(what);
  }
}
