package steadystate.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Works on the SDK's model objects by their own metadata, whatever members they have. */
public final class Pojos {
  private Pojos() {}

  /**
   * Sets every member on a builder that was set on the source and has the same name and type: how a
   * request becomes a resource, and how an update changes only what it carries. Unset lists stay
   * unset; empty ones arrive empty.
   */
  public static <B> B copy(SdkPojo source, B builder) {
    if (!(builder instanceof SdkPojo target)) {
      throw new IllegalArgumentException("not an SDK builder: " + builder.getClass());
    }
    Map<String, SdkField<?>> wanted = new HashMap<>();
    target.sdkFields().forEach(field -> wanted.put(field.memberName(), field));
    for (SdkField<?> field : source.sdkFields()) {
      SdkField<?> same = wanted.get(field.memberName());
      Object value = value(source, field);
      if (same != null && value != null && alike(field, same)) {
        same.set(builder, value);
      }
    }
    return builder;
  }

  /** A member's value, or null when it was not set. */
  static @Nullable Object value(SdkPojo pojo, SdkField<?> field) {
    Object value = field.getValueOrDefault(pojo);
    boolean unset = value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
    return unset ? null : value;
  }

  /** A member by its name, whichever case the service writes it in; empty when it was not set. */
  static Optional<Object> value(SdkPojo pojo, String member) {
    return pojo.sdkFields().stream()
        .filter(field -> field.memberName().equalsIgnoreCase(member))
        .findFirst()
        .map(field -> value(pojo, field));
  }

  /** Two members may share a name and differ in shape, as a request's and an answer's often do. */
  private static boolean alike(SdkField<?> one, SdkField<?> other) {
    if (one.marshallingType() != other.marshallingType()) {
      return false;
    }
    if (one.marshallingType() == MarshallingType.SDK_POJO) {
      return one.constructor().get().getClass() == other.constructor().get().getClass();
    }
    if (one.marshallingType() == MarshallingType.LIST) {
      return alike(item(one), item(other));
    }
    return true;
  }

  private static SdkField<?> item(SdkField<?> list) {
    return list.getRequiredTrait(ListTrait.class).memberFieldInfo();
  }
}
