package steadystate.sandbox.ssm;

import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import steadystate.sandbox.Scene;
import steadystate.sandbox.ec2.LatestImages;

/** What AWS itself tells in every region: the newest machine images, by alias. */
final class PublicParameters {
  private PublicParameters() {}

  static Optional<Parameter> find(Scene scene, String name) {
    return LatestImages.id(scene, name)
        .map(id ->
            Parameter.builder()
                .name(name)
                .type(ParameterType.STRING)
                .value(id)
                .version(1L)
                .lastModifiedDate(scene.now())
                .arn("arn:aws:ssm:" + scene.region() + "::parameter" + name)
                .dataType("aws:ec2:image")
                .build());
  }
}
