package steadystate.sandbox.ec2;

import java.util.Map;
import java.util.Optional;
import steadystate.sandbox.Scene;

/** Amazon's images by the public parameters that name the newest of a line. */
public final class LatestImages {
  private static final String LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-";
  private static final String ECS = "/aws/service/ecs/optimized-ami/amazon-linux-2023/";

  /** Which of the sandbox's images, by the parameter's name. */
  private static final Map<String, Integer> NEWEST =
      Map.of(
          LINUX + "default-x86_64", 0,
          LINUX + "6.1-x86_64", 0,
          LINUX + "default-arm64", 1,
          LINUX + "6.1-arm64", 1,
          ECS + "recommended/image_id", 2,
          ECS + "arm64/recommended/image_id", 3);

  private LatestImages() {}

  /** The id of an image; empty for a parameter that AWS does not have. */
  public static Optional<String> id(Scene scene, String parameter) {
    return Optional.ofNullable(NEWEST.get(parameter))
        .map(which -> Ec2Images.all(scene).get(which).imageId());
  }
}
