package steadystate.sandbox.ec2;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;

/** Which role instances have. An association is known by the id of its instance here. */
final class Ec2Profiles {
  private static final String PREFIX = "iip-assoc-";

  private static final Ec2List<IamInstanceProfileAssociation> LIST =
      new Ec2List<>(Ec2Kind.INSTANCE, IamInstanceProfileAssociation::associationId)
          .by("instance-id", IamInstanceProfileAssociation::instanceId)
          .by("state", IamInstanceProfileAssociation::stateAsString);

  private Ec2Profiles() {}

  static void register(Operations operations) {
    operations
        .on(DescribeIamInstanceProfileAssociationsRequest.class, Ec2Profiles::describe)
        .on(AssociateIamInstanceProfileRequest.class, Ec2Profiles::associate)
        .on(ReplaceIamInstanceProfileAssociationRequest.class, Ec2Profiles::replace);
  }

  static IamInstanceProfile profile(Scene scene, IamInstanceProfileSpecification asked) {
    String arn =
        asked.arn() != null
            ? asked.arn()
            : "arn:aws:iam::" + scene.account().id() + ":instance-profile/" + asked.name();
    return IamInstanceProfile.builder().arn(arn).id("AIPASANDBOXSANDBOX").build();
  }

  private static IamInstanceProfileAssociation association(Instance instance) {
    return IamInstanceProfileAssociation.builder()
        .associationId(PREFIX + instance.instanceId().substring("i-".length()))
        .instanceId(instance.instanceId())
        .iamInstanceProfile(instance.iamInstanceProfile())
        .state("associated")
        .build();
  }

  private static DescribeIamInstanceProfileAssociationsResponse describe(
      Scene scene, DescribeIamInstanceProfileAssociationsRequest request) {
    List<IamInstanceProfileAssociation> all =
        scene.table(Ec2Tables.INSTANCES).values().stream()
            .map(Ec2Instance::shown)
            .filter(instance -> instance.iamInstanceProfile() != null)
            .map(Ec2Profiles::association)
            .toList();
    return DescribeIamInstanceProfileAssociationsResponse.builder()
        .iamInstanceProfileAssociations(
            LIST.page(scene, request, all, request.associationIds()).items())
        .build();
  }

  private static AssociateIamInstanceProfileResponse associate(
      Scene scene, AssociateIamInstanceProfileRequest request) {
    Ec2Instance old = Ec2Instances.get(scene, request.instanceId());
    if (old.shown().iamInstanceProfile() != null) {
      throw Ec2.error(
          "IncorrectState", "There is an existing association for instance " + old.id());
    }
    return AssociateIamInstanceProfileResponse.builder()
        .iamInstanceProfileAssociation(put(scene, old, request.iamInstanceProfile()))
        .build();
  }

  private static ReplaceIamInstanceProfileAssociationResponse replace(
      Scene scene, ReplaceIamInstanceProfileAssociationRequest request) {
    @Nullable String asked = request.associationId();
    String id = "i-" + Ec2.required(asked, "AssociationId").substring(PREFIX.length());
    Ec2Instance old = Ec2Instances.get(scene, id);
    return ReplaceIamInstanceProfileAssociationResponse.builder()
        .iamInstanceProfileAssociation(put(scene, old, request.iamInstanceProfile()))
        .build();
  }

  private static IamInstanceProfileAssociation put(
      Scene scene, Ec2Instance old, IamInstanceProfileSpecification asked) {
    Instance changed = old.shown().toBuilder().iamInstanceProfile(profile(scene, asked)).build();
    Ec2Instances.store(scene, old.with(changed));
    return association(changed);
  }
}
