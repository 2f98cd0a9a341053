package steadystate.permission;

/** Which part of the AWS world a region lies in; its ARNs begin with that. */
final class Partitions {
  private Partitions() {}

  static String of(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
