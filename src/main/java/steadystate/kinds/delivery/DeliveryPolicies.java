package steadystate.kinds.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** The least that a build and a pipeline need, as the inline policies of their roles. */
final class DeliveryPolicies {
  private static final Value EVERYTHING = Value.text("*");
  private static final Pattern IMAGE =
      Pattern.compile("(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([^:@]+).*");

  private DeliveryPolicies() {}

  /** One service stands alone and not in a list, as AWS's own consoles write it. */
  static Entries trust(String service) {
    return PolicyDocument.of(
        List.of(
            Entries.EMPTY
                .with("Effect", Value.text("Allow"))
                .with("Principal", Value.entries(Map.of("Service", Value.text(service))))
                .with("Action", Value.text("sts:AssumeRole"))));
  }

  /**
   * @param group ARN of the log group; empty where there is none
   * @param secrets ARNs and names that variables come from
   */
  static Entries ofBuild(
      PipelineDraft draft,
      Value bucket,
      Optional<Value> group,
      Optional<Value> repository,
      Collection<Value> secrets) {
    List<Entries> statements = new ArrayList<>();
    group.ifPresent(arn ->
        statements.add(
            PolicyDocument.allow(
                "Logs",
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(PipelineDraft.around("", arn, ":*")))));
    statements.add(artifacts(draft, bucket));
    repository.ifPresent(uri -> {
      statements.add(
          PolicyDocument.allow("Login", List.of("ecr:GetAuthorizationToken"), List.of(EVERYTHING)));
      statements.add(push(draft, uri));
    });
    if (!secrets.isEmpty()) {
      statements.add(
          PolicyDocument.allow(
              "Secrets",
              List.of("secretsmanager:GetSecretValue", "ssm:GetParameters"),
              secrets.stream().map(secret -> secret(draft, secret)).toList()));
    }
    return Value.entries(Map.of("build", PolicyDocument.of(statements)));
  }

  /** ARN of a log group that is named or referred to. */
  static Value logGroup(PipelineDraft draft, Value group) {
    String before =
        String.join(
            ":",
            "arn",
            partition(draft),
            "logs",
            draft.blueprint().region(),
            draft.blueprint().account(),
            "log-group:");
    return PipelineDraft.named(group, "logGroup")
        .<Value>map(id -> Value.reference(id, "arn"))
        .orElseGet(() -> PipelineDraft.around(before, group, ""));
  }

  private static Entries push(PipelineDraft draft, Value uri) {
    Value repository =
        PipelineDraft.named(uri, "repository")
            .<Value>map(id -> Value.reference(id, "arn"))
            .orElseGet(() -> repositoryArn(draft, uri.toString()));
    return PolicyDocument.allow(
        "Push",
        List.of(
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:GetDownloadUrlForLayer",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart"),
        List.of(repository));
  }

  private static Value repositoryArn(PipelineDraft draft, String uri) {
    Matcher parts = IMAGE.matcher(uri);
    return parts.matches()
        ? Value.text(
            String.join(
                ":",
                "arn",
                partition(draft),
                "ecr",
                parts.group(2),
                parts.group(1),
                "repository/" + parts.group(3)))
        : EVERYTHING;
  }

  private static Value secret(PipelineDraft draft, Value secret) {
    String text = secret.toString();
    String parameter = text.startsWith("/") ? text.substring(1) : text;
    return text.startsWith("arn:") || secret instanceof Value.Template
        ? secret
        : Value.text(
            String.join(
                ":",
                "arn",
                partition(draft),
                "ssm",
                draft.blueprint().region(),
                draft.blueprint().account(),
                "parameter/" + parameter));
  }

  private static Entries artifacts(PipelineDraft draft, Value bucket) {
    return PolicyDocument.allow(
        "Artifacts",
        List.of("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"),
        List.of(PipelineDraft.around("", bucketArn(draft, bucket), "/*")));
  }

  private static Value bucketArn(PipelineDraft draft, Value bucket) {
    return PipelineDraft.named(bucket, "bucket")
        .<Value>map(id -> Value.reference(id, "arn"))
        .orElseGet(() -> PipelineDraft.around("arn:" + partition(draft) + ":s3:::", bucket, ""));
  }

  private static String partition(PipelineDraft draft) {
    return PartitionMetadata.of(Region.of(draft.blueprint().region())).id();
  }

  static Entries ofPipeline(PipelineDraft draft, Value bucket, Optional<ResourceId> project) {
    List<Entries> statements = new ArrayList<>();
    draft
        .map(PipelineDraft.SOURCE)
        .get("connection")
        .ifPresent(connection ->
            statements.add(
                PolicyDocument.allow(
                    "Source",
                    List.of("codeconnections:UseConnection", "codestar-connections:UseConnection"),
                    List.of(connection))));
    statements.add(artifacts(draft, bucket));
    statements.add(
        PolicyDocument.allow(
            "Bucket",
            List.of("s3:GetBucketLocation", "s3:GetBucketVersioning", "s3:ListBucket"),
            List.of(bucketArn(draft, bucket))));
    project.ifPresent(id ->
        statements.add(
            PolicyDocument.allow(
                "Build",
                List.of("codebuild:BatchGetBuilds", "codebuild:StartBuild"),
                List.of(Value.reference(id, "arn")))));
    if (draft.written().has(PipelineDraft.DEPLOY)) {
      statements.addAll(deploy(draft));
    }
    return Value.entries(Map.of("pipeline", PolicyDocument.of(statements)));
  }

  /** Task definitions cannot be named before they are made, and their roles are handed on. */
  private static List<Entries> deploy(PipelineDraft draft) {
    Value service = draft.map(PipelineDraft.DEPLOY).get("service").orElse(EVERYTHING);
    Value arn =
        PipelineDraft.named(service, "service")
            .<Value>map(id -> Value.reference(id, "arn"))
            .orElse(EVERYTHING);
    return List.of(
        PolicyDocument.allow(
            "Deploy", List.of("ecs:DescribeServices", "ecs:UpdateService"), List.of(arn)),
        PolicyDocument.allow(
            "Revisions",
            List.of(
                "ecs:DescribeTaskDefinition",
                "ecs:DescribeTasks",
                "ecs:ListTasks",
                "ecs:RegisterTaskDefinition",
                "ecs:TagResource"),
            List.of(EVERYTHING)),
        PolicyDocument.allow("TaskRoles", List.of("iam:PassRole"), List.of(EVERYTHING))
            .with(
                "Condition",
                Value.entries(
                    Map.of(
                        "StringEquals",
                        Value.entries(
                            Map.of(
                                "iam:PassedToService", Value.text("ecs-tasks.amazonaws.com")))))));
  }
}
