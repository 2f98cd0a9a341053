package steadystate.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What the tasks of a service cost. */
final class FargateCharges {
  private static final BigDecimal UNITS = BigDecimal.valueOf(1024);

  /** Gigabytes of disk that come with each task. */
  private static final BigDecimal DISK = BigDecimal.valueOf(20);

  private FargateCharges() {}

  /**
   * A share of the tasks on one capacity.
   *
   * @param of in parts of 1
   */
  private record Share(String provider, BigDecimal of) {}

  static void service(Tab tab, Part service) {
    BigDecimal tasks = tasks(service);
    if (tasks.signum() == 0) {
      return;
    }
    String assumed = count(service, tasks);
    Optional<BigDecimal> cpu = service.number("cpu");
    Optional<BigDecimal> memory = service.number("memory");
    boolean windows =
        service
            .text("runtimePlatform", "operatingSystemFamily")
            .orElse("LINUX")
            .startsWith("WINDOWS");
    for (Share share : shares(service)) {
      boolean fargate = share.provider().startsWith("FARGATE");
      if (!fargate || windows || cpu.isEmpty() || memory.isEmpty()) {
        tab.unknown("tasks", fargate ? "Windows, or of no size" : "on instances that others run");
        continue;
      }
      BigDecimal some = tasks.multiply(share.of());
      power(tab, service, share, some.multiply(cpu.get()).divide(UNITS), assumed, true);
      power(tab, service, share, some.multiply(memory.get()).divide(UNITS), assumed, false);
    }
    around(tab, service, tasks, assumed);
  }

  private static void power(
      Tab tab, Part service, Share share, BigDecimal each, String assumed, boolean cpu) {
    boolean spot = share.provider().equals("FARGATE_SPOT");
    boolean arm = service.text("runtimePlatform", "cpuArchitecture").orElse("").equals("ARM64");
    String item =
        (spot ? "fargate-spot." : "fargate.") + (arm ? "arm." : "x86.") + (cpu ? "vcpu" : "gb");
    String what = (spot ? "Fargate Spot" : "Fargate") + (arm ? " ARM" : " x86");
    String moving = spot ? tab.day(item) : "";
    String said =
        moving.isEmpty() || assumed.isEmpty() ? assumed + moving : assumed + ", " + moving;
    tab.awake(what + (cpu ? " vCPU" : " memory"), item, each, cpu ? "vCPU-h" : "GB-h", said);
  }

  private static void around(Tab tab, Part service, BigDecimal tasks, String assumed) {
    BigDecimal disk = service.number("ephemeralStorage", "sizeInGiB").orElse(DISK).subtract(DISK);
    if (disk.signum() > 0) {
      tab.awake("task disk over 20 GB", "fargate.storage", disk.multiply(tasks), "GB-h", assumed);
    }
    String address =
        service
            .text("networkConfiguration", "awsvpcConfiguration", "assignPublicIp")
            .orElse("DISABLED");
    if (address.equals("ENABLED") || address.equals("true")) {
      tab.awake("public IPv4", "ipv4", tasks, "address-h", assumed);
    }
  }

  /** Autoscaling decides; its least is what is paid in any case. */
  private static BigDecimal tasks(Part service) {
    return least(service).or(() -> service.number("desiredCount")).orElse(BigDecimal.ONE);
  }

  private static Optional<BigDecimal> least(Part service) {
    return service
        .beside("scalableTarget", service.id().key())
        .flatMap(scaling -> scaling.number("minCapacity"));
  }

  private static String count(Part service, BigDecimal tasks) {
    return least(service).isPresent()
        ? "autoscaling at its least, " + Amounts.plain(tasks)
        : tasks.compareTo(BigDecimal.ONE) == 0 ? "" : Amounts.plain(tasks) + " tasks";
  }

  /** By weight; a base is one or two tasks and left out of it. */
  private static List<Share> shares(Part service) {
    List<Value> strategy = service.list("capacityProviderStrategy");
    if (strategy.isEmpty()) {
      return List.of(new Share(service.text("launchType").orElse("FARGATE"), BigDecimal.ONE));
    }
    if (strategy.size() == 1) {
      return List.of(new Share(provider(strategy.getFirst()), BigDecimal.ONE));
    }
    BigDecimal all =
        strategy.stream().map(FargateCharges::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    List<Share> shares = new ArrayList<>();
    for (Value one : strategy) {
      if (weight(one).signum() > 0) {
        shares.add(new Share(provider(one), weight(one).divide(all, MathContext.DECIMAL64)));
      }
    }
    return shares.isEmpty()
        ? List.of(new Share(provider(strategy.getFirst()), BigDecimal.ONE))
        : shares;
  }

  private static String provider(Value strategy) {
    return strategy instanceof Entries entries ? entries.text("capacityProvider").orElse("") : "";
  }

  private static BigDecimal weight(Value strategy) {
    return strategy instanceof Entries entries
            && entries.get("weight").orElse(entries) instanceof Value.Number(var number, var at)
        ? number
        : BigDecimal.ZERO;
  }
}
