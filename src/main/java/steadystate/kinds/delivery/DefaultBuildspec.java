package steadystate.kinds.delivery;

/** What a build does when nobody wrote it: make an image, push it, and tell ECS its name. */
final class DefaultBuildspec {
  /** The tag of the image is the commit. */
  static final String TEXT =
      """
      version: 0.2
      phases:
        pre_build:
          commands:
            - aws ecr get-login-password | docker login --username AWS --password-stdin "${REPOSITORY_URI%%/*}"
        build:
          commands:
            - IMAGE="$REPOSITORY_URI:$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-12)"
            - docker build -t "$IMAGE" .
            - docker push "$IMAGE"
            - printf '[{"name":"%s","imageUri":"%s"}]' "$CONTAINER_NAME" "$IMAGE" > imagedefinitions.json
      artifacts:
        files:
          - imagedefinitions.json
      """;

  private DefaultBuildspec() {}
}
