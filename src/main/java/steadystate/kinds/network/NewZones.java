package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Subnet;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * Why a subnet that is wished and not there cannot be made: the region has no such zone, somebody
 * else's subnet holds its block, or it comes in the place of another zone, in which things stand.
 *
 * @param standing the ids of our subnets that live
 * @param strangers subnets of the VPC that are not ours
 */
record NewZones(Scope scope, TreeSet<ResourceId> standing, List<Subnet> strangers) {

  /**
   * @param subnets what is wished of each subnet, by its key
   * @return a reason for each key that has one
   */
  Entries obstacles(Entries subnets) {
    List<String> missing =
        subnets.entries().keySet().stream().filter(key -> !standing.contains(id(key))).toList();
    Map<String, Value> obstacles = new LinkedHashMap<>();
    for (String key : missing) {
      Entries wish = subnets.map(key).orElse(Entries.EMPTY);
      noZone(key, wish)
          .or(() -> taken(wish))
          .or(() -> inPlaceOfAnother(key, subnets))
          .ifPresent(reason -> obstacles.put(key, Value.text(reason)));
    }
    return Value.entries(obstacles);
  }

  private static ResourceId id(String key) {
    return new ResourceId(SubnetKind.NAME, key);
  }

  /** Told once for a zone, at its public subnet. */
  private Optional<String> noZone(String key, Entries wish) {
    if (!key.startsWith("public-")) {
      return Optional.empty();
    }
    List<String> zones = SubnetKind.zones(scope);
    int number = wish.whole("zoneNumber").orElse(0);
    Optional<String> name = wish.text("availabilityZone").filter(zone -> !zones.contains(zone));
    return number > zones.size() || name.isPresent()
        ? Optional.of(
            "%s has %d zones for this account: write availabilityZones: %d or fewer, or names of %s"
                .formatted(scope.region(), zones.size(), zones.size(), String.join(", ", zones)))
        : Optional.empty();
  }

  private Optional<String> taken(Entries wish) {
    Optional<Cidr> block = wish.text("cidrBlock").flatMap(Cidr::parse);
    return strangers.stream()
        .filter(other ->
            block.isPresent()
                && Cidr.parse(other.cidrBlock()).filter(block.get()::overlaps).isPresent())
        .findFirst()
        .map(other ->
            ("%s is taken by %s (%s), which is not this environment's: delete that, or name zones"
                    + " in availabilityZones whose blocks are free")
                .formatted(wish.text("cidrBlock").orElse(""), other.subnetId(), other.cidrBlock()));
  }

  private Optional<String> inPlaceOfAnother(String key, Entries subnets) {
    TreeSet<String> leaving = new TreeSet<>();
    TreeSet<String> all = new TreeSet<>();
    for (ResourceId one : standing) {
      all.add(letter(one.key()));
      if (!subnets.has(one.key())) {
        leaving.add(letter(one.key()));
      }
    }
    subnets.entries().keySet().forEach(one -> all.add(letter(one)));
    if (leaving.isEmpty() || !key.startsWith("public-")) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    all.forEach(letter -> names.add(scope.region() + letter));
    return Optional.of(
        ("zone %s would come in the place of zone %s, in which things may stand: write"
                + " availabilityZones: [%s], apply that, and then take the old one out")
            .formatted(letter(key), String.join(", ", leaving), String.join(", ", names)));
  }

  private static String letter(String key) {
    return key.substring(key.length() - 1);
  }
}
