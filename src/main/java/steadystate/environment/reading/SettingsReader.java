package steadystate.environment.reading;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.environment.Notification;
import steadystate.environment.Policy;
import steadystate.environment.Settings;
import steadystate.environment.Waiver;
import steadystate.environment.mode.CostSave;
import steadystate.environment.mode.Mode;
import steadystate.environment.mode.Schedule;
import steadystate.environment.mode.Window;
import steadystate.resource.Durations;
import steadystate.resource.Value;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;

/** Makes settings of what {@code spec} says apart from resources. */
final class SettingsReader {
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);

  /** An expression in its file may have more lines than it says: comments and folded ones. */
  private static final int LINES = 20;

  private final SourceSpan place;
  private final SpecFiles files;
  private final Problems problems;

  /**
   * @param place where to point when a value has no place of its own
   */
  SettingsReader(SourceSpan place, SpecFiles files, Problems problems) {
    this.place = place;
    this.files = files;
    this.problems = problems;
  }

  /** After mistakes that were noted the settings are not to be used for anything but reading on. */
  Settings read(Value.Entries spec) {
    Value.Entries reconcile = spec.map("reconcile").orElse(Value.Entries.EMPTY);
    return new Settings(
        spec.text("account").orElse(""),
        spec.text("region").orElse(""),
        spec.text("mode").map(Mode::of).orElse(Mode.STANDARD),
        texts(spec.map("tags").orElse(Value.Entries.EMPTY)),
        interval(reconcile),
        reconcile.text("onDrift").map("correct"::equals).orElse(true),
        reconcile.flag("dryRun").orElse(false),
        reconcile
            .map("suspend")
            .map(
                s -> new Settings.Suspension(s.text("reason").orElse(""), s.text("by").orElse(""))),
        reconcile.flag("prune").orElse(true),
        reconcile.text("adopt").map("matching"::equals).orElse(false),
        reconcile.whole("maxDeletes").orElse(Settings.MAX_DELETES),
        ignore(spec),
        schedule(reconcile, "spec.reconcile"),
        costSave(spec.map("costSave").orElse(Value.Entries.EMPTY)),
        policies(spec),
        waivers(spec),
        notifications(spec));
  }

  static Map<String, String> texts(Value.Entries entries) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries.entries().forEach((key, value) -> texts.put(key, value.toString()));
    return texts;
  }

  private static List<String> texts(Value.Entries entries, String name) {
    return entries.list(name).stream().map(Object::toString).toList();
  }

  private Duration interval(Value.Entries reconcile) {
    Optional<Duration> interval = reconcile.text("interval").flatMap(Durations::parse);
    if (interval.isPresent() && interval.get().compareTo(SHORTEST_INTERVAL) < 0) {
      problem(
          "out-of-range", reconcile, "interval", "spec.reconcile", "5s is the shortest interval");
    }
    return interval.orElse(Settings.INTERVAL);
  }

  private Optional<Schedule> schedule(Value.Entries holder, String path) {
    ZoneId timezone = timezone(holder, path);
    if (!holder.has("windows")) {
      return Optional.empty();
    }
    List<Window> windows = new ArrayList<>();
    for (Value written : holder.list("windows")) {
      Optional<Window> window = Window.parse(written.toString());
      window.ifPresent(windows::add);
      if (window.isEmpty()) {
        problems.add(
            new Problem(
                "bad-window",
                at(written),
                path + ".windows",
                Quoted.of(written.toString()) + " is no window",
                "write days and hours, such as `Mon-Fri 09:00-17:00` or `2026-12-24 10:00-12:00`"));
      }
    }
    return Optional.of(new Schedule(timezone, windows, dates(holder, path)));
  }

  private ZoneId timezone(Value.Entries holder, String path) {
    Optional<String> written = holder.text("timezone");
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (written.isPresent() && !known.contains(written.get())) {
      String help =
          Suggestions.didYouMean(written.get(), known).orElse("such as Asia/Seoul or UTC");
      String message = Quoted.of(written.get()) + " is no time zone";
      problem("not-allowed", holder, "timezone", path, message, Optional.of(help));
    }
    return written.filter(known::contains).map(ZoneId::of).orElse(ZoneOffset.UTC);
  }

  private Set<LocalDate> dates(Value.Entries holder, String path) {
    Set<LocalDate> dates = new LinkedHashSet<>();
    for (Value written : holder.list("except")) {
      date(written, path + ".except").ifPresent(dates::add);
    }
    return dates;
  }

  private Optional<LocalDate> date(Value written, String path) {
    try {
      return Optional.of(LocalDate.parse(written.toString()));
    } catch (DateTimeException noDate) {
      String message = Quoted.of(written.toString()) + " is no date";
      problems.add(new Problem("bad-date", at(written), path, message, "such as 2026-12-25"));
      return Optional.empty();
    }
  }

  private CostSave costSave(Value.Entries spec) {
    CostSave otherwise = CostSave.DEFAULT;
    for (Value cidr : spec.list("allowFrom")) {
      if (!Cidrs.isCidr(cidr.toString())) {
        String message = Quoted.of(cidr.toString()) + " is no CIDR";
        String help = "such as 203.0.113.7/32 or 2001:db8::/32";
        problems.add(new Problem("bad-cidr", at(cidr), "spec.costSave.allowFrom", message, help));
      }
    }
    return new CostSave(
        spec.text("loadBalancers").map("remove"::equals).orElse(otherwise.removeLoadBalancers()),
        texts(spec, "allowFrom"),
        spec.flag("spot").orElse(otherwise.spot()),
        spec.whole("maxDesiredCount").orElse(otherwise.maxDesiredCount()),
        spec.map("awake").flatMap(awake -> schedule(awake, "spec.costSave.awake")),
        spec.text("databases").map("shrink"::equals).orElse(otherwise.shrinkDatabases()),
        spec.text("nat").map("remove"::equals).orElse(otherwise.removeNat()),
        spec.text("insights").map("off"::equals).orElse(otherwise.insightsOff()),
        spec.whole("maxLogRetentionDays").orElse(otherwise.maxLogRetentionDays()),
        spec.text("freeTier").map(SettingsReader::freeTier).orElse(otherwise.freeTier()));
  }

  private static CostSave.FreeTier freeTier(String word) {
    return switch (word) {
      case "warn" -> CostSave.FreeTier.WARN;
      case "off" -> CostSave.FreeTier.OFF;
      default -> CostSave.FreeTier.DENY;
    };
  }

  private static List<Settings.Ignore> ignore(Value.Entries spec) {
    return maps(spec, "ignore").stream()
        .map(rule ->
            new Settings.Ignore(
                rule.text("resource").orElse(""),
                texts(rule, "fields"),
                rule.text("reason").orElse("")))
        .toList();
  }

  private List<Policy> policies(Value.Entries spec) {
    return maps(spec, "policies").stream().map(this::policy).toList();
  }

  private Policy policy(Value.Entries policy) {
    SourceSpan at = policy.get("expression").map(this::at).orElse(at(policy));
    String expression = policy.text("expression").orElse("");
    return new Policy(
        policy.text("name").orElse(""),
        expression,
        policy.text("message").orElse(""),
        policy.text("severity").map("deny"::equals).orElse(true),
        at,
        files.lines(at, LINES + (int) expression.lines().count()));
  }

  private List<Waiver> waivers(Value.Entries spec) {
    return maps(spec, "waive").stream()
        .map(waiver ->
            new Waiver(
                waiver.text("rule").orElse(""),
                waiver.text("resource"),
                waiver.text("reason").orElse(""),
                waiver.get("until").flatMap(until -> date(until, "spec.waive.until")),
                at(waiver)))
        .toList();
  }

  private static List<Notification> notifications(Value.Entries spec) {
    return maps(spec, "notifications").stream()
        .map(one -> new Notification(one.text("url").orElse(""), texts(one, "events")))
        .toList();
  }

  private static List<Value.Entries> maps(Value.Entries spec, String name) {
    return spec.list(name).stream()
        .filter(Value.Entries.class::isInstance)
        .map(Value.Entries.class::cast)
        .toList();
  }

  private void problem(String code, Value.Entries holder, String key, String path, String message) {
    problem(code, holder, key, path, message, Optional.empty());
  }

  private void problem(
      String code,
      Value.Entries holder,
      String key,
      String path,
      String message,
      Optional<String> help) {
    SourceSpan at = holder.get(key).map(this::at).orElse(place);
    problems.add(new Problem(code, at, Paths.key(path, key), message, help));
  }

  private SourceSpan at(Value value) {
    return value.origin().at().orElse(place);
  }
}
