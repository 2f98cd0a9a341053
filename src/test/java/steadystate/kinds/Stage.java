package steadystate.kinds;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import steadystate.apply.Progress;
import steadystate.aws.AwsAccess;
import steadystate.aws.CallLog;
import steadystate.aws.GuardedAccess;
import steadystate.drift.Finding;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.kinds.ecs.ClusterKind;
import steadystate.kinds.ecs.ClusterSection;
import steadystate.kinds.logs.LogGroupKind;
import steadystate.kinds.logs.LogGroupsSection;
import steadystate.kinds.network.NetworkKind;
import steadystate.kinds.network.NetworkSection;
import steadystate.kinds.network.SecurityGroupKind;
import steadystate.kinds.network.SecurityGroupsSection;
import steadystate.observe.Surroundings;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Receipt;
import steadystate.reconcile.pass.Reconciler;
import steadystate.resource.Blueprint;
import steadystate.resource.Canonical;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;

/** The environment {@code dev}, written entry by entry, on an AWS in memory. */
public final class Stage implements Surroundings, Blueprint {
  public static final String REGION = "eu-west-1";

  public final ManualClock clock = new ManualClock();
  public final Sandbox aws = new Sandbox(clock);
  public final List<String> problems = new ArrayList<>();
  public final Catalogue catalogue =
      new Catalogue(
          List.of(
              new NetworkKind(), new SecurityGroupKind(), new LogGroupKind(), new ClusterKind()),
          List.of(
              new NetworkSection(),
              new SecurityGroupsSection(),
              new LogGroupsSection(),
              new ClusterSection()));

  private final Map<String, SequencedMap<String, Section.Entry>> written = new LinkedHashMap<>();
  private final CallLog log = new CallLog();
  private final AwsAccess access;
  public Reconciler engine = new Reconciler(catalogue, this, 1);

  /** The process starts anew: what it remembered is gone. */
  public Stage restart() {
    engine = new Reconciler(catalogue, this, 1);
    return this;
  }

  public Stage() {
    access =
        new GuardedAccess(
            new AwsAccess() {
              @Override
              public <C> C client(Class<C> type, String region) {
                return type.cast(aws.client(type.asSubclass(SdkClient.class), region));
              }
            },
            log);
  }

  /** On another AWS, such as an emulator on this machine. */
  public Stage(URI endpoint) {
    access =
        new GuardedAccess(
            new AwsAccess() {
              @Override
              public <C> C client(Class<C> type, String region) {
                return type.cast(overHttp(type, region, endpoint));
              }
            },
            log);
  }

  private static Object overHttp(Class<?> type, String region, URI endpoint) {
    try {
      AwsClientBuilder<?, ?> builder =
          (AwsClientBuilder<?, ?>) type.getMethod("builder").invoke(null);
      ((AwsSyncClientBuilder<?, ?>) builder).httpClient(UrlConnectionHttpClient.create());
      return builder
          .region(Region.of(region))
          .endpointOverride(endpoint)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .build();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Writes an entry, or replaces the one of that key. */
  public Stage write(String section, String key, Object... members) {
    return named(section, key, Optional.empty(), members);
  }

  public Stage named(String section, String key, Optional<String> name, Object... members) {
    Section.Entry entry =
        new Section.Entry(
            key, name.orElse("dev-" + key), name.isPresent(), Written.map(members), Written.AT);
    written.computeIfAbsent(section, unused -> new LinkedHashMap<>()).put(key, entry);
    return this;
  }

  public Stage erase(String section, String key) {
    written.get(section).remove(key);
    return this;
  }

  public Environment spec() {
    List<Declared> declared = new ArrayList<>();
    for (Section section : catalogue.sections()) {
      List<Section.Entry> entries = new ArrayList<>(entries(section.key()).values());
      if (section.single() && entries.isEmpty() && section.unwritten(this)) {
        entries.add(new Section.Entry("main", "dev-main", false, Written.map(), Written.AT));
      }
      for (Section.Entry entry : entries) {
        for (Declared one : section.expand(entry, this)) {
          declared.add(one.model(Canonical.form(catalogue.kind(one.id()).model(), one.model())));
        }
      }
    }
    Settings settings = Settings.of(account(), REGION);
    return new Environment(
        "dev", settings, Value.Entries.EMPTY, declared, Map.of(), Math.max(10, declared.size()));
  }

  public Receipt apply() {
    return engine.apply(spec(), Engine.Options.DEFAULT, Progress.SILENT);
  }

  /** What differs, as {@code path: live -> desired}, for one resource. */
  public List<String> differences(String id) {
    return finding(id).fields().stream()
        .map(field -> field.path() + ": " + field.live() + " -> " + field.desired())
        .toList();
  }

  public Finding finding(String id) {
    ResourceId wanted = ResourceId.parse(id);
    return engine.look(spec()).findings().stream()
        .filter(finding -> finding.id().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no finding for " + id));
  }

  /** The writes that AWS has seen since {@link #listen}. */
  public List<String> writes() {
    return aws.recording().writes().stream().map(call -> call.operation()).toList();
  }

  public Stage listen() {
    aws.recording().clear();
    return this;
  }

  @Override
  public <C> C client(Class<C> type, String region) {
    return access.client(type, region);
  }

  @Override
  public String callerAccount(String region) {
    return Sandbox.DEFAULT_ACCOUNT;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public void pause(Duration time) {
    clock.advance(time);
  }

  @Override
  public String installation() {
    return "default";
  }

  @Override
  public SortedMap<String, Long> calls() {
    return log.counts();
  }

  @Override
  public String environment() {
    return "dev";
  }

  @Override
  public String account() {
    return Sandbox.DEFAULT_ACCOUNT;
  }

  @Override
  public String region() {
    return REGION;
  }

  @Override
  public String mode() {
    return "standard";
  }

  @Override
  public SequencedMap<String, Section.Entry> entries(String section) {
    return written.getOrDefault(section, new LinkedHashMap<>());
  }

  @Override
  public Map<String, String> tags() {
    return Map.of();
  }

  @Override
  public void problem(String code, Value at, String path, String message, String help) {
    problems.add(code + " " + path + ": " + message + "; " + help);
  }
}
