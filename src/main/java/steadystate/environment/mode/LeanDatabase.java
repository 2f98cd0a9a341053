package steadystate.environment.mode;

import steadystate.resource.Because;
import steadystate.resource.Value;

/**
 * One database in the mode cost-save: in one zone, without paid eyes on it, with the fewest
 * backups, and stopped outside the awake hours. A {@code state} that somebody wrote stays as it is.
 */
record LeanDatabase(CostSave settings, boolean asleep, ByMode byMode) {
  private static final String STATE = "state";

  /** No backup at all would be cheaper, and a mistake. */
  private static final Value FEWEST_BACKUPS = Value.number(1);

  private static final Value NONE = Value.number(0);

  Value.Entries lean(Value.Entries entry) {
    Value.Entries out = settings.shrinkDatabases() ? shrunk(entry) : entry;
    return asleep && !entry.has(STATE)
        ? out.with(
            STATE,
            Value.text("stopped")
                .from(byMode.origin().because(Because.MODE, ByMode.REASON + ", asleep")))
        : out;
  }

  /** Only what costs more than it must is changed; what nobody wrote is cheap already. */
  private Value.Entries shrunk(Value.Entries entry) {
    Value.Entries out = off(entry, "multiAZ");
    if (is(out, "enablePerformanceInsights", Value.flag(true))) {
      out =
          off(out, "enablePerformanceInsights")
              .without("performanceInsightsRetentionPeriod", "performanceInsightsKMSKeyId");
    }
    if (is(out, "databaseInsightsMode", Value.text("advanced"))) {
      out = byMode.set(out, "databaseInsightsMode", Value.text("standard"));
    }
    if (out.has("monitoringInterval") && !is(out, "monitoringInterval", NONE)) {
      out = byMode.set(out, "monitoringInterval", NONE).without("monitoringRoleArn");
    }
    boolean many =
        out.get("backupRetentionPeriod")
            .filter(days -> !days.equals(FEWEST_BACKUPS) && !days.equals(NONE))
            .isPresent();
    return many ? byMode.set(out, "backupRetentionPeriod", FEWEST_BACKUPS) : out;
  }

  private Value.Entries off(Value.Entries entry, String member) {
    return is(entry, member, Value.flag(true))
        ? byMode.set(entry, member, Value.flag(false))
        : entry;
  }

  private static boolean is(Value.Entries entry, String member, Value value) {
    return entry.get(member).filter(value::equals).isPresent();
  }
}
