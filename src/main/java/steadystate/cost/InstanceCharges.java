package steadystate.cost;

import java.math.BigDecimal;
import java.util.Optional;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What a virtual machine and its disks cost. */
final class InstanceCharges {
  private InstanceCharges() {}

  static void of(Tab tab, Part instance) {
    String type = instance.text("instanceType").orElse("");
    if (!instance.is("state", "stopped")) {
      tab.awake(
          "instance " + type, "ec2." + type, BigDecimal.ONE, "h", "Linux, on demand, no credits");
      if (instance.is("associatePublicIpAddress")) {
        tab.awake("public IPv4", "ipv4", BigDecimal.ONE, "address-h", "");
      }
    }
    disks(tab, instance);
  }

  /** They cost also while it is stopped. */
  private static void disks(Tab tab, Part instance) {
    boolean none = true;
    for (Value disk : instance.list("blockDeviceMappings")) {
      Optional<Entries> ebs =
          disk instanceof Entries entries
                  && entries.get("ebs").orElse(disk) instanceof Entries inner
              ? Optional.of(inner)
              : Optional.empty();
      if (ebs.isPresent()) {
        Part one = new Part(instance.site(), instance.id(), ebs.get());
        String type = one.text("volumeType").orElse("gp3");
        Optional<BigDecimal> size = one.number("volumeSize");
        tab.add(
            "disk " + type,
            "ebs." + type,
            size.orElse(BigDecimal.valueOf(8)),
            "GB",
            size.isPresent() ? "" : "8 GB");
        none = false;
      }
    }
    if (none) {
      tab.add("disk gp3", "ebs.gp3", 8, "GB", "8 GB, as the image has it");
    }
  }
}
