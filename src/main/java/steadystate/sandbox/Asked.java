package steadystate.sandbox;

import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;

/** Reads members that many requests have without having a type in common, such as filters. */
public final class Asked {
  private Asked() {}

  /** A member by its Java name; empty when it was not set, or when there is none of that name. */
  public static Optional<Object> of(AwsRequest request, String member) {
    for (SdkField<?> field : request.sdkFields()) {
      if (field.memberName().equalsIgnoreCase(member)) {
        return Optional.ofNullable(Pojos.value(request, field));
      }
    }
    return Optional.empty();
  }
}
