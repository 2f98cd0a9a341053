package steadystate.permission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every AWS operation that the compiled code calls, as the actions that IAM knows them by. */
final class UsedActions {
  private static final Path CLASSES = Path.of("target/classes/steadystate");
  private static final Pattern CLIENT =
      Pattern.compile("software/amazon/awssdk/services/(\\w+)/\\w+Client");

  private static final Map<String, String> PREFIXES =
      Map.of(
          "elasticloadbalancingv2", "elasticloadbalancing",
          "cloudwatchlogs", "logs",
          "resourcegroupstaggingapi", "tag",
          "applicationautoscaling", "application-autoscaling");

  /** From the service authorization reference of S3, which names few actions as its API does. */
  private static final Map<String, List<String>> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("s3:HeadBucket", List.of("s3:ListBucket")),
          Map.entry("s3:ListBuckets", List.of("s3:ListAllMyBuckets")),
          Map.entry("s3:ListObjectVersions", List.of("s3:ListBucketVersions")),
          Map.entry("s3:DeleteObjects", List.of("s3:DeleteObject", "s3:DeleteObjectVersion")),
          Map.entry("s3:GetBucketEncryption", List.of("s3:GetEncryptionConfiguration")),
          Map.entry("s3:PutBucketEncryption", List.of("s3:PutEncryptionConfiguration")),
          Map.entry("s3:GetBucketLifecycleConfiguration", List.of("s3:GetLifecycleConfiguration")),
          Map.entry("s3:PutBucketLifecycleConfiguration", List.of("s3:PutLifecycleConfiguration")),
          Map.entry("s3:DeleteBucketLifecycle", List.of("s3:PutLifecycleConfiguration")),
          Map.entry("s3:GetPublicAccessBlock", List.of("s3:GetBucketPublicAccessBlock")),
          Map.entry("s3:PutPublicAccessBlock", List.of("s3:PutBucketPublicAccessBlock")));

  private UsedActions() {}

  /** Read from the constant pools, which also name what is called through a method reference. */
  static Set<String> inTheCode() {
    Set<String> actions = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(UsedActions::calls).toList()) {
        for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
          if (entry instanceof MemberRefEntry member) {
            Matcher client = CLIENT.matcher(member.owner().asInternalName());
            if (client.matches() && !member.name().equalsString("close")) {
              actions.addAll(actions(client.group(1), member.name().stringValue()));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return actions;
  }

  /** The sandbox stands on the other side. */
  private static boolean calls(Path file) {
    return file.toString().endsWith(".class")
        && !file.startsWith(CLASSES.resolve("sandbox"))
        && !CLASSES.equals(file.getParent());
  }

  private static List<String> actions(String service, String method) {
    String name = method.replaceFirst("Paginator$", "");
    return names(
        PREFIXES.getOrDefault(service, service)
            + ":"
            + Character.toUpperCase(name.charAt(0))
            + name.substring(1));
  }

  /** An operation in IAM's words; the SDK's classes write Db where the API writes DB. */
  static List<String> names(String operation) {
    String name = operation.startsWith("rds:") ? operation.replace("Db", "DB") : operation;
    return OTHER_NAMES.getOrDefault(name, List.of(name));
  }
}
