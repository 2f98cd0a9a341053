package steadystate.cost;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How AWS's Price List is asked for one item. Filters narrow on AWS's side, all of them {@code
 * TERM_MATCH}; the usage type says which product it is, after the region's own prefix, such as
 * {@code APN2-}, which us-east-1 does not have everywhere.
 *
 * @param service AWS's service code, such as {@code AmazonECS}
 * @param filters attributes by name, besides {@code regionCode}
 * @param usage what the usage type is without the prefix
 */
public record PriceQuestion(String service, Map<String, String> filters, String usage) {
  private static final Pattern DATABASE =
      Pattern.compile("rds\\.(postgres|mysql|mariadb)\\.(db\\..+?)(\\.multi)?");
  private static final Pattern STORAGE = Pattern.compile("rds\\.gp([23])(\\.multi)?");
  private static final Pattern PREFIXED = Pattern.compile("([A-Z]{2,4}\\d?)-(.+)");

  /** A load balancer's trust store, which is priced by hours like the balancer itself. */
  private static final String TRUST_STORE = "TS";

  private static final Map<String, String> ENGINES =
      Map.of("postgres", "PostgreSQL", "mysql", "MySQL", "mariadb", "MariaDB");
  private static final String FAMILY = "productFamily";
  private static final Map<String, PriceQuestion> FIXED =
      Map.ofEntries(
          Map.entry("fargate.x86.vcpu", fargate("Fargate-vCPU-Hours:perCPU")),
          Map.entry("fargate.x86.gb", fargate("Fargate-GB-Hours")),
          Map.entry("fargate.arm.vcpu", fargate("Fargate-ARM-vCPU-Hours:perCPU")),
          Map.entry("fargate.arm.gb", fargate("Fargate-ARM-GB-Hours")),
          Map.entry("fargate.storage", fargate("Fargate-EphemeralStorage-GB-Hours")),
          Map.entry("alb.hour", balancer("Application", "LoadBalancerUsage")),
          Map.entry("alb.lcu", balancer("Application", "LCUUsage")),
          Map.entry("nlb.hour", balancer("Network", "LoadBalancerUsage")),
          Map.entry("nlb.lcu", balancer("Network", "LCUUsage")),
          Map.entry("ipv4", of("AmazonVPC", "PublicIPv4:InUseAddress")),
          Map.entry("vpce", of("AmazonVPC", "VpcEndpoint-Hours")),
          Map.entry(
              "nat",
              new PriceQuestion("AmazonEC2", Map.of(FAMILY, "NAT Gateway"), "NatGateway-Hours")),
          Map.entry("ecr", of("AmazonECR", "TimedStorage-ByteHrs")),
          Map.entry(
              "s3",
              new PriceQuestion(
                  "AmazonS3", Map.of("volumeType", "Standard"), "TimedStorage-ByteHrs")),
          Map.entry("logs.ingest", of("AmazonCloudWatch", "DataProcessing-Bytes")),
          Map.entry("logs.store", of("AmazonCloudWatch", "TimedStorage-ByteHrs")),
          Map.entry("secret", of("AWSSecretsManager", "AWSSecretsManager-Secrets")),
          Map.entry("codebuild.BUILD_GENERAL1_SMALL", of("CodeBuild", "Build-Min:Linux:g1.small")),
          Map.entry(
              "codebuild.BUILD_GENERAL1_MEDIUM", of("CodeBuild", "Build-Min:Linux:g1.medium")));

  public PriceQuestion {
    filters = Map.copyOf(filters);
  }

  /** Empty for what the Price List does not have, such as Spot, or has for no region alone. */
  public static Optional<PriceQuestion> about(String item) {
    Matcher database = DATABASE.matcher(item);
    Matcher storage = STORAGE.matcher(item);
    if (database.matches()) {
      return Optional.ofNullable(ENGINES.get(database.group(1)))
          .map(engine -> database(engine, database.group(2), item.endsWith(".multi")));
    }
    if (storage.matches()) {
      return Optional.of(storage(storage.group(1), item.endsWith(".multi")));
    }
    if (item.startsWith("ec2.")) {
      return Optional.of(machine(item.substring("ec2.".length())));
    }
    if (item.startsWith("ebs.")) {
      String type = item.substring("ebs.".length());
      return Optional.of(
          new PriceQuestion(
              "AmazonEC2",
              Map.of(FAMILY, "Storage", "volumeApiName", type),
              "EBS:VolumeUsage." + type));
    }
    return Optional.ofNullable(FIXED.get(item));
  }

  /** Whether a usage type is the one asked for, in whatever region. */
  public boolean is(String usageType) {
    Matcher prefixed = PREFIXED.matcher(usageType);
    return usageType.equals(usage)
        || prefixed.matches()
            && !prefixed.group(1).equals(TRUST_STORE)
            && prefixed.group(2).equals(usage);
  }

  private static PriceQuestion of(String service, String usage) {
    return new PriceQuestion(service, Map.of(), usage);
  }

  private static PriceQuestion fargate(String usage) {
    return new PriceQuestion("AmazonECS", Map.of(FAMILY, "Compute"), usage);
  }

  private static PriceQuestion balancer(String type, String usage) {
    return new PriceQuestion("AWSELB", Map.of(FAMILY, "Load Balancer-" + type), usage);
  }

  private static PriceQuestion database(String engine, String type, boolean two) {
    return new PriceQuestion(
        "AmazonRDS",
        Map.of(
            FAMILY,
            "Database Instance",
            "databaseEngine",
            engine,
            "instanceType",
            type,
            "deploymentOption",
            two ? "Multi-AZ" : "Single-AZ"),
        (two ? "Multi-AZUsage:" : "InstanceUsage:") + type);
  }

  private static PriceQuestion storage(String generation, boolean two) {
    return new PriceQuestion(
        "AmazonRDS",
        Map.of(
            FAMILY,
            "Database Storage",
            "databaseEngine",
            "PostgreSQL",
            "deploymentOption",
            two ? "Multi-AZ" : "Single-AZ"),
        "RDS:" + (two ? "Multi-AZ-" : "") + "GP" + generation + "-Storage");
  }

  private static PriceQuestion machine(String type) {
    return new PriceQuestion(
        "AmazonEC2",
        Map.of(
            "instanceType", type,
            "operatingSystem", "Linux",
            "tenancy", "Shared",
            "preInstalledSw", "NA",
            "capacitystatus", "Used"),
        "BoxUsage:" + type);
  }
}
